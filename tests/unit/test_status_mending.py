"""One advice for each way in which a company cannot be read: our own messages lead to it."""

import pytest

from reactor.status.mending import mend_for


@pytest.mark.parametrize(
    ("message", "mend"),
    [
        ("https://a.example/jobs answered 404 Not Found: the page is gone", "edit careers_url"),
        ("https://a.example answered with a challenge for browsers", "its job board"),
        ("https://a.example shows nothing without JavaScript: give the address", "its job board"),
        ("There is no host a.example", "its host does not exist"),
        ("the company has no careers_url; give it one", "give it a careers_url"),
        ("'acme' is not a web address; it should look like https://…", "correct careers_url"),
        ("nas leads to 10.0.0.7, which is not a public address", "REACTOR_ALLOW_HOSTS"),
        ("https://a.example/robots.txt asks programs not to read it", "REACTOR_ROBOTS=off"),
        ("https://a.example answered 403 Forbidden: the site does not let", "its job board"),
        ("https://a.example is application/pdf, not a web page", "lists the postings"),
        ("https://a.example answered 503 Service Unavailable (attempt 3 of 3)", "by itself"),
        ("the run took longer than 600 s (attempt 3 of 3)", "by itself"),
        ("Gemini refuses the key (403): check GEMINI_API_KEY", "GEMINI_API_KEY"),
    ],
)
def test_a_message_of_ours_has_its_mend(message: str, mend: str) -> None:
    assert mend in mend_for(message, "acme")


@pytest.mark.parametrize("message", ["", "unexpected KeyError: 'x'", "the reactor died 3 times"])
def test_what_nobody_foresaw_is_looked_at_step_by_step(message: str) -> None:
    assert mend_for(message, "old quay") == (
        "see each step of a visit: reactor doctor --test-pipeline 'old quay'"
    )
