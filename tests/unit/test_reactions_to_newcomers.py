"""The decision table, row by row: somebody new tracks a company that is tracked already."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reactor.decisions.actions import SetTimer
from reactor.decisions.company_facts import Facts
from reactor.decisions.reactions import depends_on_newcomers
from tests.companies import (
    COOLDOWN,
    DAY,
    HOUR,
    ID,
    MINUTE,
    NOW,
    company,
    decide,
    facts,
    failed,
    job,
    marked,
    reasons,
    timer_at,
    timers,
)

JUST_RUN = company(last_successful_scrape=NOW - 4 * MINUTE)


def test_a_user_without_history_there_is_enqueued_at_once() -> None:
    assert reasons(facts(newcomer=True)) == ["tracked"]


def test_a_user_without_history_waits_while_the_last_try_is_within_the_cooldown() -> None:
    assert decide(facts(JUST_RUN, newcomer=True)) == [SetTimer(NOW + MINUTE, NOW + MINUTE, False)]


def test_a_company_that_just_ran_for_all_has_its_usual_time() -> None:
    assert decide(facts(JUST_RUN)) == [timer_at(NOW + DAY - 4 * MINUTE)]


def test_somebody_new_never_waits_beyond_the_companys_own_time() -> None:
    """Its failure was cleared just now, and its last success was a day ago but for two minutes."""
    marker = marked(failures=0, failed_at=NOW - MINUTE)
    nearly_due = company(last_successful_scrape=NOW + 2 * MINUTE - DAY, marker=marker)
    seen = facts(nearly_due, newcomer=True)
    assert decide(seen) == [SetTimer(NOW + 2 * MINUTE, NOW + 2 * MINUTE, False)]


def test_a_user_without_history_does_not_cut_short_the_pause_after_failures() -> None:
    assert reasons(facts(failed(NOW - HOUR), newcomer=True)) == []


def test_a_user_without_history_does_not_cut_short_the_pause_soon_after_a_failure() -> None:
    [timer] = timers(facts(failed(NOW - MINUTE), newcomer=True))
    assert timer.at == NOW + 2 * DAY - MINUTE


def test_a_user_without_history_is_enqueued_at_once_long_after_a_calling_off() -> None:
    """What was called off once and has run since is a company like any other."""
    once = company(marker=marked(called_off_at=NOW - 90 * DAY))
    assert reasons(facts(once, newcomer=True)) == ["tracked"]


# To find newcomers costs two queries


@given(
    rank=st.sampled_from([None, 40, 90]),
    before=st.sampled_from([None, 40, 90]),
    has_job=st.booleans(),
    hours=st.integers(0, 100),
    failures=st.integers(0, 2),
)
def test_newcomers_are_asked_for_wherever_they_matter(
    rank: int | None, before: int | None, has_job: bool, hours: int, failures: int
) -> None:
    past = company(
        last_successful_scrape=NOW - hours * HOUR,
        marker=marked(rank=before, failures=failures),
        is_problematic=failures > 0,
    )
    seen = facts(past, rank=rank, job=job() if has_job else None)
    if not depends_on_newcomers(seen, NOW, COOLDOWN):
        assert decide(replace(seen, newcomer=True)) == decide(replace(seen, newcomer=False))


@pytest.mark.parametrize(
    ("seen", "asked"),
    [
        (facts(), True),
        (facts(company(marker=None)), True),
        (facts(company(marker=marked(rank=None))), True),
        (facts(JUST_RUN), True),
        (facts(JUST_RUN, rank=95), True),
        (facts(rank=95), False),
        (facts(rank=None), False),
        (facts(company(marker=marked(rank=None)), rank=None), False),
        (facts(job=job()), False),
        (facts(JUST_RUN, rank=95, job=job()), False),
        (Facts(company_id=ID, rank=90), False),
    ],
)
def test_newcomers_are_asked_for_only_where_nothing_else_has_settled_the_matter(
    seen: Facts, *, asked: bool
) -> None:
    assert depends_on_newcomers(seen, NOW, COOLDOWN) is asked
