"""What the screens of companies work out: paces, bars, remedies, rests and ranks."""

from datetime import UTC, datetime, timedelta

import pytest
from bson import ObjectId
from hypothesis import given
from hypothesis import strategies as st

from reactor.advice import ADVICE
from reactor.decisions.schedule import LOWEST_RANKS, interval
from reactor.mongo.views.company_rows import CompanyRow
from reactor.mongo.views.troubles import Failing
from reactor.mongo.views.visits import LAST, Visit, visit_of
from reactor.web.i18n import LANGUAGES, words_of
from reactor.web.presenters.companies import (
    bar_of,
    chosen_rank,
    outcome,
    pace,
    remedy,
    remedy_of,
    shown,
    waits_until,
)

EN = words_of("en")
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
RANK = st.integers(1, 100)
VISITS = st.builds(
    Visit,
    id=st.just("1"),
    completed=st.booleans(),
    recognised=st.booleans(),
    found=st.none() | st.integers(0, 10**6),
    new=st.integers(0, 10**6),
    error_message=st.text(),
    ended_at=st.none() | st.datetimes(timezones=st.just(UTC)),
)


@given(RANK)
def test_a_pace_is_that_of_the_schedule(rank: int) -> None:
    days = interval(rank).days
    assert pace(rank, EN) == ("every day" if days == 1 else f"every {days} days")
    assert interval(rank) == interval(next(lowest for lowest in LOWEST_RANKS if rank >= lowest))


@given(st.lists(VISITS, max_size=LAST), st.sampled_from(LANGUAGES))
def test_a_bar_has_a_place_for_each_visit_and_the_newest_at_its_end(
    visits: list[Visit], language: str
) -> None:
    drawn = bar_of(visits, NOW, words_of(language))
    assert len(drawn.bars) == LAST
    assert [bool(bar.title) for bar in drawn.bars] == [False] * (LAST - len(visits)) + [True] * len(
        visits
    )
    kinds = [bar.segments[0].kind for bar in drawn.bars[LAST - len(visits) :]]
    assert [kind == "bad" for kind in kinds] == [not visit.completed for visit in visits]
    assert all(outcome(visit, EN) for visit in visits)


@pytest.mark.parametrize("code", [*ADVICE, "", "never heard of"])
def test_every_code_has_a_remedy(code: str) -> None:
    assert remedy_of(code) in {"try", "edit", "find"}


@pytest.mark.parametrize(
    ("code", "does"),
    [
        ("page_gone", "find"),
        ("no_such_host", "find"),
        ("no_careers_url", "find"),
        ("invalid_address", "edit"),
        ("needs_scripts", "edit"),
        ("not_a_web_page", "edit"),
        ("blocked", "edit"),
        ("server_error", "try"),
        ("rate_limited", "try"),
        ("unreachable", "try"),
        ("crashed", "try"),
        ("private_address", "try"),
        ("", "try"),
    ],
)
def test_a_remedy_fits_its_code(code: str, does: str) -> None:
    assert remedy(CompanyRow(id="1", name="x", failing=Failing(error_code=code))) == does


def test_what_is_well_needs_no_remedy_and_what_shows_no_list_is_found_again() -> None:
    assert remedy(CompanyRow(id="1", name="x")) == ""
    assert remedy(CompanyRow(id="1", name="x", unrecognised=2)) == "find"


@given(
    st.none() | st.timedeltas(timedelta(days=-9), timedelta(days=9)),
    st.timedeltas(timedelta(), timedelta(days=1)),
)
def test_a_rest_is_told_exactly_while_it_lasts(ago: timedelta | None, cooldown: timedelta) -> None:
    until = waits_until(None if ago is None else NOW - ago, NOW, cooldown)
    rests = ago is not None and timedelta(minutes=-1) <= ago < cooldown
    assert (until is not None) is rests
    if until and ago is not None:
        assert until == NOW - ago + cooldown > NOW


@given(RANK, RANK)
def test_whichever_of_slider_and_number_was_moved_counts(was: int, wanted: int) -> None:
    before, now = str(was), str(wanted)
    assert chosen_rank(before, now, before) == wanted
    assert chosen_rank(before, before, now) == wanted
    assert chosen_rank(before, now, now) == wanted
    assert chosen_rank("", "", now) == wanted


@given(st.text(), st.text(), st.text())
def test_a_form_gives_a_rank_or_none(was: str, slider: str, number: str) -> None:
    rank = chosen_rank(was, slider, number)
    assert rank is None or 1 <= rank <= 100


ANYTHING = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just(ObjectId())


@given(
    st.dictionaries(
        st.sampled_from(["status", "reason", "createdAt", "completedAt", "errorMessage"]), ANYTHING
    ),
    ANYTHING | st.dictionaries(st.sampled_from(["found", "new", "gone", "recognised"]), ANYTHING),
)
def test_a_job_that_people_wrote_is_a_visit_too(job: dict[str, object], result: object) -> None:
    visit = visit_of({"_id": ObjectId(), **job, "result": result})
    row = CompanyRow(id="1", name="x", visits=(visit,))
    assert shown(row, NOW, timedelta(), EN).bar_says
