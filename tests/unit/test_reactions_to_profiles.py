"""The decision table, row by row: somebody who tracks a company edits their profile."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from reactor.decisions.actions import (
    DropTimer,
    Enqueue,
    Mark,
    Promote,
    Release,
    SetTimer,
    Stamp,
    Withdraw,
)
from reactor.decisions.company_facts import Facts
from reactor.decisions.look_causes import Cause
from reactor.decisions.reactions import depends_on_newcomers, depends_on_profiles
from reactor.decisions.rejudge_policy import PAUSE
from tests.companies import (
    COOLDOWN,
    DAY,
    HOUR,
    LEASE,
    MINUTE,
    NOW,
    URL,
    company,
    decide,
    facts,
    failed,
    job,
    judging,
    marked,
    marker_after,
    reasons,
    timer_at,
    timers,
)

BEHIND = NOW + 1000 * MINUTE
"""The turn of a job that lets visits go first."""

CHANGED = NOW - MINUTE
RUNS = judging(status="processing", lease=LEASE)


def promotions(seen: Facts, now: datetime = NOW) -> list[str]:
    return [action.reason for action in decide(seen, now) if isinstance(action, Promote)]


# Nothing active


def test_who_changed_is_judged_again_by_a_job_that_lets_visits_go_first() -> None:
    assert decide(facts(outdated_at=CHANGED)) == [Enqueue("profile", 0.0, BEHIND)]


def test_the_schedule_is_kept_beside_it() -> None:
    lost = facts(outdated_at=CHANGED, timer=None)
    assert decide(lost) == [timer_at(NOW + 18 * HOUR), Enqueue("profile", 0.0, BEHIND)]


@pytest.mark.parametrize(
    ("seen", "reason"),
    [
        (facts(outdated_at=CHANGED, rank=70), "rank-change"),
        (facts(company(careers_url=f"{URL}/new"), outdated_at=CHANGED), "edited"),
        (facts(outdated_at=CHANGED, newcomer=True), "tracked"),
        (facts(company(last_successful_scrape=NOW - DAY), outdated_at=CHANGED), "due"),
    ],
)
def test_a_visit_that_is_to_be_made_anyway_judges_again_as_well(seen: Facts, reason: str) -> None:
    assert reasons(seen) == [reason]


def test_nothing_is_judged_again_where_nobody_tracks_the_company() -> None:
    untracked = facts(outdated_at=CHANGED, rank=None)
    assert reasons(untracked) == []
    assert not depends_on_profiles(untracked)


def test_neither_the_cooldown_nor_failures_of_the_company_matter() -> None:
    """It is not visited."""
    just_run = company(last_successful_scrape=NOW - MINUTE)
    assert reasons(facts(just_run, outdated_at=CHANGED)) == ["profile"]
    assert reasons(facts(failed(NOW - HOUR, 3), outdated_at=CHANGED)) == ["profile"]


# What keeps it from firing in a loop


def tried(at: datetime, outdated_at: datetime = CHANGED, **fields: Any) -> Facts:
    return facts(company(marker=marked(judged_at=at)), outdated_at=outdated_at, **fields)


def test_one_that_did_not_do_comes_again_after_a_pause_by_the_companys_timer() -> None:
    seen = tried(NOW - 10 * HOUR, NOW - 11 * HOUR)
    assert reasons(seen) == []
    again = NOW - 10 * HOUR + PAUSE
    assert timers(seen) == [SetTimer(again, again, False)]
    assert reasons(seen, again) == ["profile"]


def test_the_companys_own_time_goes_before_that() -> None:
    assert decide(tried(NOW, NOW - MINUTE)) == []


def test_where_both_fall_together_the_timer_may_be_as_late_as_the_companys_own() -> None:
    marker = marked(judged_at=NOW - 6 * HOUR)
    late = NOW + 18 * HOUR + 10 * MINUTE
    seen = facts(company(marker=marker), outdated_at=NOW - 7 * HOUR, timer=late)
    assert timers(seen) == []


def test_another_change_is_tried_at_once() -> None:
    assert reasons(tried(NOW - MINUTE, NOW)) == ["profile"]


def test_a_time_that_lies_ahead_counts_for_nothing() -> None:
    assert reasons(tried(NOW + 9 * DAY)) == ["profile"]


def test_who_calls_it_off_leaves_the_schedule_alone() -> None:
    seen = facts(outdated_at=CHANGED, cause=Cause(judging_off_at=NOW, called_off=7))
    assert reasons(seen) == []
    assert timers(seen) == []
    assert marker_after(seen).judged_at == NOW
    assert marker_after(seen).called_off_at is None


def test_who_calls_the_company_off_calls_this_off_as_well() -> None:
    seen = facts(outdated_at=CHANGED, cause=Cause(called_off_at=NOW))
    assert reasons(seen) == []
    assert marker_after(seen).called_off_at == NOW


# A job that waits


def test_one_that_waits_is_left_alone_and_the_timer_is_kept() -> None:
    assert decide(facts(job=judging(), outdated_at=CHANGED)) == []
    assert decide(facts(job=judging(), timer=None)) == [timer_at(NOW + 18 * HOUR)]


def test_its_turn_is_brought_up_to_date() -> None:
    bare = judging(priority=None, turn=None)
    assert decide(facts(job=bare)) == [Stamp(bare, 0.0, BEHIND, "profile", NOW)]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"rank": 70}, "rank-change"),
        ({"about": company(careers_url=f"{URL}/new")}, "edited"),
        ({"newcomer": True}, "tracked"),
        ({"about": company(last_successful_scrape=NOW - DAY)}, "due"),
        ({"cause": Cause(timer_deleted_at=NOW), "timer": None}, "due"),
    ],
)
def test_one_that_waits_becomes_the_visit_that_is_to_be_made(
    changed: dict[str, Any], reason: str
) -> None:
    waits = judging(not_before=NOW + HOUR, retry_count=2)
    seen = facts(changed.pop("about", None), job=waits, **changed)
    assert promotions(seen) == [reason]
    promoted = decide(seen)[0]
    assert isinstance(promoted, Promote)
    assert promoted.turn < NOW
    assert marker_after(seen).rank == seen.rank


def test_a_changed_rank_within_the_cooldown_only_moves_the_timer() -> None:
    just_run = company(last_successful_scrape=NOW - MINUTE)
    seen = facts(just_run, job=judging(), rank=70)
    assert promotions(seen) == []
    assert timers(seen) == [timer_at(NOW - MINUTE + 2 * DAY, 70, cooling=True)]


def test_one_of_a_company_that_nobody_tracks_any_more_is_withdrawn() -> None:
    waits = judging()
    seen = facts(job=waits, rank=None)
    assert decide(seen)[:2] == [Withdraw(waits, called_off=False), DropTimer()]


def test_one_that_a_look_made_unawares_of_a_calling_off_is_withdrawn() -> None:
    waits = judging(created_at=NOW + timedelta(seconds=1))
    seen = facts(job=waits, cause=Cause(judging_off_at=NOW, called_off=7), outdated_at=CHANGED)
    assert Withdraw(waits, called_off=True) in decide(seen)
    assert marker_after(seen).judged_at == NOW


# A job that runs


def test_what_changes_while_it_runs_is_acted_on_when_it_ends() -> None:
    moved = company(careers_url=f"{URL}/new")
    assert decide(facts(moved, job=RUNS, rank=70)) == []
    assert reasons(facts(moved, rank=70)) == ["rank-change"]


def test_a_timer_that_is_deleted_while_it_runs_is_not_forgotten() -> None:
    deleted = facts(job=RUNS, timer=None, cause=Cause(timer_deleted_at=NOW))
    (mark,) = decide(deleted)
    assert isinstance(mark, Mark)
    assert mark.marker.asked_at == NOW
    later = NOW + 2 * MINUTE
    ended = facts(company(marker=mark.marker), timer=None)
    assert reasons(ended, later) == ["due"]
    visited = company(marker=mark.marker, last_successful_scrape=later)
    assert reasons(facts(visited, timer=None), later + HOUR) == []


def test_one_whose_reactor_died_is_released_like_any_other() -> None:
    seen = facts(job=RUNS, owner_alive=False)
    assert decide(seen) == [Release(RUNS, seen.company)]


def test_one_that_runs_for_a_company_that_nobody_tracks_any_more_keeps_its_stamp() -> None:
    stale = judging(status="processing", lease=LEASE, priority=7.0)
    assert not any(isinstance(each, Stamp) for each in decide(facts(job=stale, rank=None)))


def test_a_timer_that_is_deleted_again_after_a_calling_off_says_now() -> None:
    marker = marked(asked_at=NOW - 2 * HOUR, called_off_at=NOW - HOUR)
    seen = facts(company(marker=marker), timer=None, cause=Cause(timer_deleted_at=NOW))
    assert reasons(seen) == ["due"]


# What has to be asked for


def test_only_what_can_matter_is_asked_for() -> None:
    assert depends_on_profiles(facts())
    assert not depends_on_profiles(facts(job=job()))
    assert not depends_on_profiles(replace(facts(), company=None))
    assert not depends_on_profiles(facts(rank=None))
    assert not depends_on_profiles(facts(job=judging()))
    assert depends_on_newcomers(facts(job=judging()), NOW, COOLDOWN)
    assert not depends_on_newcomers(facts(job=RUNS), NOW, COOLDOWN)
