"""The words of notifications: short on a phone, and harmless whatever a page says."""

from typing import Any

import pytest

from reactor.notify.messages import MOST_MATCHES, message_of


def matches(*titles: str) -> dict[str, Any]:
    found = [{"title": title, "score": 90, "reason": "", "url": "https://a.example/1"}
             for title in titles]  # fmt: skip
    return {"company": "Acme", "person": "", "matches": found}


def test_one_match_is_named_in_the_subject() -> None:
    message = message_of("matches", matches("Engineer"))
    assert message.title == "90 Engineer, Acme"
    assert message.body == "90 Engineer\nhttps://a.example/1"


def test_more_matches_than_anybody_reads_are_counted() -> None:
    message = message_of("matches", matches(*["Engineer"] * (MOST_MATCHES + 4)))
    assert message.title == f"{MOST_MATCHES + 4} new matches at Acme, best 90"
    assert message.body.endswith("and 4 more")
    assert message.body.count("https://") == MOST_MATCHES


def test_a_title_cannot_call_everybody_or_break_lines() -> None:
    message = message_of("matches", matches("@everyone \x1b[31m free\nmoney" + "!" * 500))
    assert "@everyone" not in message.body
    assert "\x1b" not in message.body
    first, link = message.body.splitlines()
    assert len(first) < 220
    assert link == "https://a.example/1"
    assert len(message.title) <= 70


@pytest.mark.parametrize(
    ("kind", "facts", "title"),
    [
        (
            "digest",
            {"companies": [matches("A", "B"), matches("C")], "person": "ada"},
            "3 new matches today",
        ),
        ("failing", {"company": "Acme", "failures": 3, "error": "404"}, "Acme fails"),
        ("recovered", {"company": "Acme"}, "Acme works again"),
        ("budget", {"model": "flash", "error": "x"}, "Today's Gemini budget is used up"),
        ("waiting", {"error": "Gemini refuses the key"}, "Jobs wait for you"),
        ("answers", {"model": "flash"}, "The model answers again"),
        ("ended", {"error": "stuck", "host": "pi", "at": "x"},
         "The reactor had to be started again"),
        ("report", {"completed": 4, "failed": 1, "matches": 2, "waiting": 0, "problematic": 1},
         "Daily report: 2 matches, 1 failed"),
    ],
)  # fmt: skip
def test_every_kind_has_a_subject(kind: str, facts: dict[str, Any], title: str) -> None:
    message = message_of(kind, facts)
    assert message.title == title
    assert message.body


@pytest.mark.parametrize("facts", [{}, {"matches": 5, "companies": [3], "people": "x"}])
@pytest.mark.parametrize("kind", ["matches", "digest", "failing", "report", "ended"])
def test_facts_that_somebody_spoiled_still_make_a_message(kind: str, facts: Any) -> None:
    assert message_of(kind, facts).title


def test_a_kind_that_nobody_knows_is_refused() -> None:
    with pytest.raises(KeyError):
        message_of("weather", {})


def test_a_page_that_shows_no_list_is_visited_as_before() -> None:
    facts = {"company": "Acme", "failures": 3, "error": "No list", "code": "not_recognised"}
    body = message_of("failing", facts).body
    assert "It is visited as before" in body
    assert "To do: no list was recognised" in body
    assert "less and less often" in message_of("failing", facts | {"code": "page_gone"}).body


def test_matches_that_keywords_judged_meanwhile_say_so() -> None:
    assert "by keywords" in message_of("matches", matches("A") | {"meanwhile": True}).body
    assert "by keywords" not in message_of("matches", matches("A") | {"meanwhile": False}).body


def test_a_model_in_trouble_is_told_with_what_to_do_about_its_cause() -> None:
    facts = {"code": "model_billing", "error": "Gemini wants to be paid", "model": "flash"}
    body = message_of("waiting", facts).body
    assert "To do: turn billing on" in body
    assert "every hour at the latest" in body
