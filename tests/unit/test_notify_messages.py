"""The words of notifications: short on a phone, and harmless whatever a page says."""

from typing import Any, get_args

import pytest

from reactor.mongo.notifications.notice import NoticeKind
from reactor.notify import messages
from reactor.notify.match_messages import MAX_MATCHES
from reactor.notify.messages import message_of


def matches(*titles: str, **known: Any) -> dict[str, Any]:
    found = [{"title": title, "score": 90, "url": "https://a.example/1", **known}
             for title in titles]  # fmt: skip
    return {"company": "Acme", "person": "", "matches": found}


NURSE: dict[str, Any] = {
    "title": "Pflegefachkraft Intensivstation",
    "score": 97,
    "location": "Hamburg",
    "way": "hybrid",
    "salary": {"min": 4100.0, "max": 4900.0, "currency": "EUR", "period": "month"},
    "posted": "2026-11-26",
    "found": "2026-11-29",
    "reasons": ["Beatmung", "Intensiv", "Anleitung", "a fourth that nobody reads"],
    "consideration": "Nachtdienst",
    "url": "https://elb.example/7",
}


def test_a_match_tells_what_where_for_how_much_why_and_what_speaks_against_it() -> None:
    message = message_of("matches", {"company": "Elbkliniken", "matches": [NURSE]})
    assert message.title == "97 Pflegefachkraft Intensivstation, Elbkliniken"
    assert message.body.splitlines() == [
        "Hamburg \u00b7 hybrid",
        "4,100 to 4,900 EUR a month \u00b7 posted 3 days ago",
        "+ Beatmung",
        "+ Intensiv",
        "+ Anleitung",
        "\u2013 Nachtdienst",
        "https://elb.example/7",
    ]


def test_what_a_posting_does_not_state_takes_no_line() -> None:
    message = message_of("matches", matches("Engineer"))
    assert message.title == "90 Engineer, Acme"
    assert message.body == "https://a.example/1"


@pytest.mark.parametrize(
    "titles", [["Engineer"], ["Welder" * 11], ["Carpenter" * 15], ["Engineer", "Welder"]]
)
def test_titles_and_the_company_stand_once_and_whole(titles: list[str]) -> None:
    message = message_of("matches", matches(*titles))
    said = f"{message.title}\n{message.body}"
    assert [said.count(title) for title in titles] == [1] * len(titles)
    assert said.count("Acme") == 1


@pytest.mark.parametrize(
    ("posted", "told"),
    [("2026-11-29", "posted today"), ("2026-11-28", "posted 1 day ago"), ("2026-12-24", ""),
     ("soon", ""), (None, "")],
)  # fmt: skip
def test_the_age_of_a_posting_is_told_where_it_can_be_true(posted: str | None, told: str) -> None:
    body = message_of("matches", matches("Engineer", posted=posted, found="2026-11-29")).body
    assert body == "\n".join(filter(None, [told, "https://a.example/1"]))


def test_the_best_match_comes_first_in_a_message_and_in_a_digest() -> None:
    some = {"company": "Acme", "matches": [NURSE | {"title": "B", "score": 60}, NURSE]}
    other = {"company": "Bolt", "matches": [NURSE | {"title": "C", "score": 75}]}
    assert message_of("matches", some).title == "2 new matches at Acme, best 97"
    digest = message_of("digest", {"companies": [some, other]})
    assert digest.title == "3 new matches today, best 97"
    titled = [line for line in digest.body.splitlines() if line[:2].isdigit()]
    assert titled == ["97 Pflegefachkraft Intensivstation", "75 C", "60 B"]
    assert digest.body.count("Bolt") == 1


def test_more_matches_than_anybody_reads_are_counted() -> None:
    message = message_of("matches", matches(*["Engineer"] * (MAX_MATCHES + 4)))
    assert message.title == f"{MAX_MATCHES + 4} new matches at Acme, best 90"
    assert message.body.endswith("and 4 more")
    assert message.body.count("https://") == MAX_MATCHES


def test_a_notice_of_an_older_version_is_still_worded() -> None:
    body = message_of("matches", matches("Engineer", reason="In your field.")).body
    assert "+ In your field" in body


def test_a_title_cannot_call_everybody_or_break_lines() -> None:
    message = message_of("matches", matches("@everyone \x1b[31m free\nmoney" + "!" * 500))
    assert "@everyone" not in message.body
    assert "\x1b" not in message.body
    first, link = message.body.splitlines()
    assert len(first) < 220
    assert link == "https://a.example/1"
    assert len(message.title) <= 70


def test_trouble_stands_apart_in_the_report() -> None:
    facts = {
        "completed": 9, "failed": 1, "waiting": 0, "matches": 2, "problematic": 1,
        "people": [{"user": "ada", "matches": 2, "best": 90}],
        "failures": [{"company": "Acme", "error": "404"}],
        "spent": [{"model": "flash", "requests": 3, "most": 500}],
    }  # fmt: skip
    assert message_of("report", facts).body.splitlines()[-4:] == [
        "flash: 3 of 500 requests",
        "In trouble:",
        "Acme failed: 404",
        "1 company is problematic.",
    ]


@pytest.mark.parametrize(
    ("kind", "facts", "title"),
    [
        (
            "digest",
            {"companies": [matches("A", "B"), matches("C")], "person": "ada"},
            "3 new matches today, best 90",
        ),
        ("failing", {"company": "Acme", "failures": 3, "error": "404"}, "Acme fails"),
        ("recovered", {"company": "Acme"}, "Acme works again"),
        ("budget", {"model": "flash", "error": "x"}, "Today's model requests are used up"),
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


def test_every_kind_of_notice_has_its_words() -> None:
    assert set(get_args(NoticeKind)) == set(messages.WORDINGS)


def test_a_used_up_budget_says_when_it_is_renewed_whoever_the_provider_is() -> None:
    facts = {"model": "qwen3", "error": "used up", "until": "2026-12-01 00:00 UTC"}
    body = message_of("budget", facts).body
    assert "2026-12-01 00:00 UTC" in body
    assert "Pacific" not in body
    assert "Gemini" not in body
