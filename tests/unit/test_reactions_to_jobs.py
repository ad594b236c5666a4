"""The decision table, row by row: timers, call-offs and jobs."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reactor.decisions.actions import Enqueue, Mark, Release, Stamp, Withdraw
from reactor.decisions.causes import Cause
from reactor.decisions.company_facts import NEVER
from reactor.decisions.reactions import depends_on_newcomers
from tests.companies import (
    CALLED_OFF,
    COOLDOWN,
    DAY,
    HOUR,
    LEASE,
    MINUTE,
    NOW,
    TIMER_DELETED,
    company,
    decide,
    facts,
    job,
    marked,
    marker_after,
    reasons,
    running,
    timer_at,
    typed,
)

# Timers


def test_a_timer_that_fires_enqueues_what_is_due() -> None:
    due = company(last_successful_scrape=NOW - DAY)
    assert decide(facts(due, timer=None, cause=TIMER_DELETED)) == [
        Enqueue("due", 90.0, NOW - 90 * MINUTE)
    ]


def test_what_is_due_is_enqueued_whether_its_timer_fired_or_not() -> None:
    """The rebuild finds it: a stopped TTL monitor or a dropped collection forgets nothing."""
    due = company(last_successful_scrape=NOW - DAY)
    assert reasons(facts(due, timer=None)) == ["due"]
    assert reasons(facts(due, timer=NEVER)) == ["due"]


def test_a_company_long_overdue_is_enqueued_with_a_higher_priority() -> None:
    overdue = company(last_successful_scrape=NOW - 3 * DAY)
    assert decide(facts(overdue)) == [Enqueue("due", 270.0, NOW - 270 * MINUTE)]


def test_a_timer_deleted_by_hand_enqueues_also_what_is_not_due() -> None:
    assert reasons(facts(timer=None, cause=TIMER_DELETED)) == ["due"]


def test_a_timer_deleted_within_the_cooldown_is_set_again() -> None:
    just_run = company(last_successful_scrape=NOW - MINUTE)
    seen = facts(just_run, timer=None, cause=TIMER_DELETED)
    assert decide(seen) == [timer_at(NOW + DAY - MINUTE)]


@pytest.mark.parametrize("timer", [None, NEVER, NOW + HOUR, NOW - DAY, NOW + 99 * DAY])
def test_a_missing_or_wrong_timer_is_set_right(timer: datetime | None) -> None:
    assert decide(facts(timer=timer)) == [timer_at(NOW + 18 * HOUR)]


def test_a_company_with_a_job_needs_no_timer() -> None:
    assert decide(facts(job=job(), timer=None)) == []
    assert decide(facts(job=running(), timer=None, cause=TIMER_DELETED)) == []


# A person calls a job off


def test_a_called_off_company_gets_its_next_time_and_no_job() -> None:
    due = company(last_successful_scrape=NOW - 9 * DAY)
    seen = facts(due, timer=None, cause=CALLED_OFF)
    assert decide(seen) == [timer_at(NOW + DAY), Mark(marked(called_off_at=NOW))]


@pytest.mark.parametrize("newcomer", [False, True])
@pytest.mark.parametrize("last_success", [None, NOW - 9 * DAY])
@pytest.mark.parametrize("later", [timedelta(), MINUTE, 23 * HOUR])
def test_a_called_off_company_is_not_enqueued_before_its_next_time(
    later: timedelta, last_success: datetime | None, *, newcomer: bool
) -> None:
    due = company(last_successful_scrape=last_success, marker=marked(called_off_at=NOW))
    assert reasons(facts(due, newcomer=newcomer), NOW + later) == []
    assert reasons(facts(due, newcomer=newcomer), NOW + DAY) != []


def test_calling_off_goes_before_every_reason_to_enqueue() -> None:
    marker = marked(rank=50, url="https://old.example", failures=1, failed_at=NOW - DAY)
    seen = facts(company(marker=marker), newcomer=True, cause=CALLED_OFF)
    assert reasons(seen) == []


@pytest.mark.parametrize("edit", [{"careers_url": "https://acme.example/jobs"}, {"selector": "li"}])
def test_a_calling_off_takes_in_the_edit_before_it(edit: dict[str, str]) -> None:
    """The job that the person deleted was the edit's own."""
    marker = marker_after(facts(company(**edit), cause=CALLED_OFF))
    assert reasons(facts(company(**edit, marker=marker)), NOW + MINUTE) == []


def test_a_calling_off_takes_in_the_clearing_before_it() -> None:
    cleared = company(marker=marked(failures=2, failed_at=NOW - HOUR), is_problematic=False)
    marker = marker_after(facts(cleared, cause=CALLED_OFF))
    assert reasons(facts(company(marker=marker)), NOW + MINUTE) == []


def test_a_rank_change_and_a_clearing_that_were_called_off_stay_called_off() -> None:
    """One job answers both edits, so one calling off ends both."""
    marker = marked(failures=2, failed_at=NOW - HOUR)
    seen = facts(company(marker=marker, is_problematic=False), rank=95)
    assert reasons(seen) == ["rank-change"]
    called_off = facts(company(marker=marker_after(seen)), rank=95, cause=CALLED_OFF)
    later = company(marker=marker_after(called_off))
    assert reasons(facts(later, rank=95), NOW + MINUTE) == []


def test_a_job_that_replaced_the_one_called_off_goes_on() -> None:
    waiting = job(reason="manual")
    assert decide(facts(job=waiting, cause=CALLED_OFF)) == []


def test_only_a_job_that_a_look_has_just_enqueued_goes_with_the_one_called_off() -> None:
    untried = job(reason="due")
    assert decide(facts(job=untried, cause=CALLED_OFF))[0] == Withdraw(untried, called_off=True)
    set_back = job(reason="due", last_attempt_at=NOW - MINUTE)
    assert decide(facts(job=set_back, cause=CALLED_OFF)) == []


# Jobs


@pytest.mark.parametrize("fields", [{"created_at": NOW}, {}])
def test_a_job_typed_by_hand_is_stamped_as_manual(fields: dict[str, Any]) -> None:
    bare = typed(**fields)
    assert decide(facts(job=bare)) == [Stamp(bare, 90.0, NOW - 90 * MINUTE, "manual", NOW)]


def test_a_job_claimed_before_it_was_stamped_still_gets_its_reason() -> None:
    bare = typed(status="processing", lease=LEASE)
    assert [type(action) for action in decide(facts(job=bare))] == [Stamp]


def test_a_manual_job_of_a_company_that_nobody_tracks_has_the_default_rank() -> None:
    bare = typed(created_at=NOW)
    idle = company(marker=marked(rank=None))
    seen = facts(idle, rank=None, timer=None, job=bare)
    assert decide(seen) == [Stamp(bare, 50.0, NOW - 50 * MINUTE, "manual", NOW)]


def test_a_job_from_the_future_has_its_turn_as_if_created_now() -> None:
    ahead = job(created_at=NOW + 9 * DAY, turn=None)
    assert decide(facts(job=ahead)) == [Stamp(ahead, 90.0, NOW - 90 * MINUTE, "due", NOW)]


def test_a_job_from_the_future_keeps_its_turn_once_it_has_one() -> None:
    """A turn that moves at every look would let the job wait for ever."""
    [stamp] = decide(facts(job=job(created_at=NOW + 9 * DAY)))
    assert isinstance(stamp, Stamp)
    stamped = job(created_at=stamp.created_at, turn=stamp.turn, priority=stamp.priority)
    assert decide(facts(job=stamped), NOW + HOUR) == []


def test_a_job_whose_reactor_is_gone_is_released() -> None:
    lost = running()
    seen = facts(job=lost, owner_alive=False)
    assert decide(seen) == [Release(lost, seen.company)]


def test_a_job_whose_reactor_is_gone_is_released_though_nobody_tracks_the_company() -> None:
    lost = running()
    seen = facts(job=lost, rank=None, owner_alive=False)
    assert decide(seen) == [Release(lost, seen.company)]


def test_a_marker_keeps_its_revision_for_the_comparison() -> None:
    assert marker_after(facts(rank=95)).revision == 3


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


def test_a_job_that_a_look_made_before_the_news_of_a_calling_off_goes_though_it_runs() -> None:
    off = Cause(called_off_at=NOW - MINUTE)
    made_since = running().model_copy(update={"reason": "due", "created_at": NOW})
    assert decide(facts(job=made_since, cause=off))[0] == Withdraw(made_since, called_off=True)


def test_old_news_of_a_calling_off_takes_back_no_job_that_has_become_due() -> None:
    off = Cause(called_off_at=NOW - 3 * DAY)
    due = running().model_copy(update={"reason": "due", "created_at": NOW})
    seen = facts(company(last_successful_scrape=NOW - 4 * DAY), job=due, cause=off)
    assert not any(isinstance(action, Withdraw) for action in decide(seen))
