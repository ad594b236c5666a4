"""The decision table, row by row: jobs that are there already."""

from typing import Any

import pytest

from reactor.decisions.actions import Release, Stamp
from reactor.decisions.company_facts import Facts
from tests.companies import (
    DAY,
    HOUR,
    ID,
    LEASE,
    MINUTE,
    NOW,
    company,
    decide,
    facts,
    job,
    marked,
    marker_after,
    running,
    typed,
)


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


def test_a_job_of_a_company_long_overdue_goes_earlier_if_it_was_made_later() -> None:
    overdue = company(last_successful_scrape=NOW - 3 * DAY)
    bare = typed(created_at=NOW - DAY)
    assert decide(facts(overdue, job=bare)) == [
        Stamp(bare, 180.0, NOW - DAY - 180 * MINUTE, "manual", NOW - DAY)
    ]


def test_a_manual_job_of_a_company_that_does_not_exist_is_stamped_all_the_same() -> None:
    bare = typed(created_at=NOW)
    stamped = Stamp(bare, 50.0, NOW - 50 * MINUTE, "manual", NOW)
    assert decide(Facts(company_id=ID, job=bare)) == [stamped]


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": ""},
        {"created_at": None},
        {"priority": None},
        {"priority": 89.0},
        {"turn": None},
        {"turn": NOW - 89 * MINUTE},
    ],
)
def test_a_waiting_job_whose_stamp_is_wrong_is_stamped_again(wrong: dict[str, Any]) -> None:
    waiting = job(**wrong)
    reason = waiting.reason or "manual"
    assert decide(facts(job=waiting)) == [Stamp(waiting, 90.0, NOW - 90 * MINUTE, reason, NOW)]


def test_a_running_job_needs_no_more_than_its_reason() -> None:
    assert decide(facts(job=running().model_copy(update={"turn": None}))) == []


def test_a_company_without_a_job_has_none_to_be_released() -> None:
    assert decide(facts(owner_alive=False)) == []


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
