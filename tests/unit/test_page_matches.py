"""Addresses of lists of matches, pay in words, and entries of a feed: for every text and number."""

import re
from datetime import UTC, datetime

import pytest
from bson import ObjectId
from hypothesis import given
from hypothesis import strategies as st

from reactor.mongo.views.match_filters import MatchFilter, beyond
from reactor.mongo.views.matches import MatchList, SavedMatch, SavedPay, Tally
from reactor.saved_job_status import STATUSES
from reactor.saved_jobs.editing import plain
from reactor.web.i18n import LANGUAGES, words_of
from reactor.web.presenters import feed
from reactor.web.presenters.matches import is_sifted, query_of, tabs, wanted_in
from reactor.web.presenters.pay import pay
from reactor.web.security import sessions

SAID = st.dictionaries(
    st.sampled_from(["status", "text", "company", "place", "score", "sort", "older", "x"]),
    st.text(max_size=120) | st.sampled_from(["new", "best", "all", "withdrawn", "applied", "77"]),
)


@given(SAID)
def test_an_address_leads_to_the_list_that_it_was_made_of(said: dict[str, str]) -> None:
    wanted = wanted_in(said)
    again = {
        name: str(value) for name, value in query_of(wanted).items() if value not in ("", None)
    }
    assert wanted_in(again) == wanted
    assert 0 <= wanted.score <= 100
    assert wanted.tab


@pytest.mark.parametrize(
    ("said", "tab"),
    [
        ({}, "WANT_TO_APPLY"),
        ({"text": "acme"}, "all"),
        ({"text": "acme", "status": "want-to-apply"}, "WANT_TO_APPLY"),
        ({"status": "interview"}, "INTERVIEW_SCHEDULED"),
        ({"status": "WITHDRAWN"}, "withdrawn"),
        ({"status": "aplied"}, "aplied"),
    ],
)
def test_whoever_searches_looks_everywhere_and_else_at_what_is_undecided(
    said: dict[str, str], tab: str
) -> None:
    assert wanted_in(said).tab == tab


def test_the_tab_and_the_order_sift_nothing() -> None:
    assert not is_sifted(MatchFilter(tab="APPLIED", sort="best"))
    assert is_sifted(MatchFilter(score=1))


@given(st.dictionaries(st.sampled_from([*STATUSES, "withdrawn", "odd"]), st.integers(0, 10**6)))
def test_tabs_add_up(counts: dict[str, int]) -> None:
    inbox = MatchList(tallies=tuple(Tally(tab=tab, count=count) for tab, count in counts.items()))
    drawn = tabs(MatchFilter(), inbox)
    assert drawn[-1].name == "all"
    assert sum(tab.count for tab in drawn[:-1]) == drawn[-1].count == sum(counts.values())
    assert [tab.name for tab in drawn if tab.here] == ["WANT_TO_APPLY"]
    assert len({tab.name for tab in drawn}) == len(drawn)


def test_the_tab_that_is_shown_is_there_even_if_it_is_empty() -> None:
    drawn = tabs(MatchFilter(tab="OFFER_RECEIVED"), MatchList())
    assert [tab.name for tab in drawn] == ["WANT_TO_APPLY", "APPLIED", "OFFER_RECEIVED", "all"]


@pytest.mark.parametrize(
    ("stated", "language", "said"),
    [
        (SavedPay(), "en", ""),
        (SavedPay(currency="EUR", period="year"), "en", ""),
        (
            SavedPay(min=60_000, max=75_000, currency="EUR", period="year"),
            "en",
            "€60,000 to €75,000 a year",
        ),
        (SavedPay(min=60_000, max=60_000, currency="eur"), "en", "€60,000"),
        (SavedPay(max=18.5, currency="USD", period="hour"), "en", "$18.50 an hour"),
        (SavedPay(min=4_000, currency="PLN", period="month"), "de", "4.000\xa0PLN im Monat"),
        (SavedPay(min=300, currency="beans", period="moon"), "en", "300 beans moon"),
        (SavedPay(min=300), "es", "300"),
    ],
)
def test_pay_is_told_as_the_language_writes_it(stated: SavedPay, language: str, said: str) -> None:
    assert pay(stated, words_of(language)) == said


@given(st.floats(0, 1e9) | st.none(), st.floats(0, 1e9) | st.none(), st.text(max_size=5), st.text())
def test_any_pay_can_be_told(low: float | None, high: float | None, code: str, per: str) -> None:
    for language in LANGUAGES:
        pay(SavedPay(min=low, max=high, currency=code, period=per), words_of(language))


@given(st.text(), st.lists(st.text(), max_size=3))
def test_a_feed_holds_only_what_xml_can(text: str, reasons: list[str]) -> None:
    match = SavedMatch(id=str(ObjectId()), title=text, good_fit_reasons=tuple(reasons))
    (entry,) = feed.entries([match])
    said = [entry.match.title, *entry.match.good_fit_reasons]
    assert not any(re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", each) for each in said)
    assert entry.id == feed.entries([match])[0].id
    assert entry.match.id == match.id


def test_an_entry_has_the_time_at_which_it_was_found() -> None:
    at = datetime(2026, 11, 30, 12, 0, 0, 5, tzinfo=UTC)
    matches = [SavedMatch(id=str(ObjectId())), SavedMatch(id=str(ObjectId()), saved_at=at)]
    assert feed.newest(matches) == "2026-11-30T12:00:00+00:00"
    assert feed.newest([]) == "1970-01-01T00:00:00+00:00"


@given(st.text(), st.text())
def test_a_ticket_opens_one_thing_and_is_none_without_its_key(one: str, other: str) -> None:
    key, another = sessions.key_of(b"house", b"a"), sessions.key_of(b"house", b"b")
    assert sessions.ticket(key, one) != sessions.ticket(another, one)
    assert (sessions.ticket(key, one) == sessions.ticket(key, other)) is (one == other)


def test_what_comes_after_a_row_is_never_the_row() -> None:
    row, now = ObjectId(), datetime.now(UTC)
    assert beyond("new", now, row)["$nor"] == [{"createdAt": now, "_id": {"$gte": row}}]
    assert beyond("best", None, row)["_id"] == {"$lt": row}


@given(st.text())
def test_a_note_is_the_same_with_the_line_ends_of_a_form(notes: str) -> None:
    sent = plain(notes).replace("\n", "\r\n")
    assert plain(sent) == plain(notes)
