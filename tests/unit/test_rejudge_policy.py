"""Judging again after a profile changed, part by part; the decision table joins the parts."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from reactor.decisions.actions import PROFILE, Action, Enqueue, Mark, Promote, Stamp, Withdraw
from reactor.decisions.company_facts import Facts
from reactor.decisions.look_causes import Cause
from reactor.decisions.rejudge_policy import (
    MAX_REJUDGED,
    PAUSE,
    beside_judging,
    called_off_since,
    is_judging,
    judges_at,
    may_need_visit,
    stamp_judging,
)
from reactor.decisions.schedule import turn_behind
from tests.companies import HOUR, LEASE, MINUTE, NOW, company, facts, job, judging, marked

SECOND = timedelta(seconds=1)
VISIT = Enqueue("due", 90.0, NOW)


def test_five_hundred_postings_are_judged_again_at_most() -> None:
    assert MAX_REJUDGED == 500


def test_only_a_job_for_a_profile_judges() -> None:
    assert is_judging(judging())
    assert not is_judging(job())
    assert not is_judging(None)


def test_a_visit_is_needed_beside_nothing_or_a_judging_that_waits() -> None:
    assert may_need_visit(None)
    assert may_need_visit(judging())
    assert not may_need_visit(job())
    assert not may_need_visit(judging(status="processing"))
    assert not may_need_visit(judging(lease=LEASE))


@pytest.mark.parametrize(
    ("off_at", "judged_at", "since"),
    [
        (None, None, None),
        (None, NOW, None),
        (NOW, None, NOW),
        (NOW, NOW - SECOND, NOW),
        (NOW, NOW, None),
        (NOW, NOW + SECOND, None),
    ],
)
def test_a_calling_off_is_acted_on_once(
    off_at: datetime | None, judged_at: datetime | None, since: datetime | None
) -> None:
    seen = facts(company(marker=marked(judged_at=judged_at)), cause=Cause(judging_off_at=off_at))
    assert called_off_since(seen) == since


@pytest.mark.parametrize(
    ("outdated", "judged", "at"),
    [
        (None, None, None),
        (NOW, None, NOW),
        (NOW - HOUR, NOW - HOUR - SECOND, NOW),
        (NOW - HOUR, NOW - HOUR, NOW - HOUR + PAUSE),
        (NOW - HOUR, NOW + PAUSE, NOW + 2 * PAUSE),
        (NOW - HOUR, NOW + PAUSE + SECOND, NOW),
        (NOW - 9 * PAUSE, NOW - 2 * PAUSE, NOW),
    ],
)
def test_a_change_is_judged_at_once_and_then_after_a_pause(
    outdated: datetime | None, judged: datetime | None, at: datetime | None
) -> None:
    assert judges_at(outdated, marked(judged_at=judged), NOW) == at


@pytest.mark.parametrize(
    ("created", "kept"),
    [(NOW - HOUR, NOW - HOUR), (NOW, NOW), (NOW + HOUR, NOW), (None, NOW)],
)
def test_a_turn_is_behind_the_time_of_the_job_which_lies_not_ahead(
    created: datetime | None, kept: datetime
) -> None:
    stale = judging(created_at=created, priority=7.0)
    assert stamp_judging(stale, NOW) == [Stamp(stale, 0.0, turn_behind(kept), PROFILE, kept)]
    fresh = judging(created_at=kept, turn=turn_behind(kept))
    assert stamp_judging(fresh, NOW) == []


def visiting(_: Facts) -> list[Action]:
    return [VISIT, Mark(marked(), None)]


@pytest.mark.parametrize(
    ("fields", "cause", "withdrawn"),
    [
        ({"created_at": NOW}, {"judging_off_at": NOW}, True),
        ({"created_at": NOW + SECOND}, {"judging_off_at": NOW}, True),
        ({"created_at": None}, {"judging_off_at": NOW}, True),
        ({"created_at": NOW - SECOND}, {"judging_off_at": NOW}, False),
        ({"created_at": NOW, "id": 7}, {"judging_off_at": NOW, "called_off": 7}, False),
        ({"created_at": NOW}, {}, False),
    ],
)
def test_a_job_made_after_a_calling_off_is_withdrawn(
    fields: dict[str, Any], cause: dict[str, Any], withdrawn: bool
) -> None:
    there = judging(**fields)
    seen = facts(job=there, cause=Cause(**cause))
    first = beside_judging(seen, there, NOW, lambda _: [])[:1]
    assert (first == [Withdraw(there, called_off=True)]) is withdrawn


def test_a_job_that_waits_becomes_the_visit_and_all_else_is_kept() -> None:
    there = judging()
    mark = visiting(facts())[1]
    seen = facts(job=there)
    assert beside_judging(seen, there, NOW, visiting) == [Promote(there, "due", 90.0, NOW), mark]


def test_beside_a_job_that_runs_no_visit_is_made_and_all_else_is_done() -> None:
    there = judging(status="processing", lease=LEASE)
    seen = facts(job=there)
    assert beside_judging(seen, there, NOW, visiting) == []
    others: list[Action] = [Mark(marked(), None)]
    assert beside_judging(seen, there, NOW, lambda _: others) == others


@pytest.mark.parametrize(
    ("deleted", "asked", "noted"),
    [
        (None, None, False),
        (NOW, None, True),
        (NOW, NOW, False),
        (NOW, NOW - MINUTE, True),
        (None, NOW, False),
    ],
)
def test_that_somebody_asked_for_a_visit_is_noted_once_while_it_runs(
    deleted: datetime | None, asked: datetime | None, noted: bool
) -> None:
    there = judging(status="processing", lease=LEASE)
    known = company(marker=marked(asked_at=asked))
    seen = facts(known, job=there, cause=Cause(timer_deleted_at=deleted))
    marks = beside_judging(seen, there, NOW, visiting)
    assert marks == ([Mark(marked(asked_at=deleted))] if noted else [])
    assert [mark.before for mark in marks if isinstance(mark, Mark)] == [known.marker] * noted


def test_a_company_that_nobody_knows_has_no_marker_to_compare_with() -> None:
    there = judging(status="processing", lease=LEASE)
    seen = replace(facts(job=there, cause=Cause(timer_deleted_at=NOW)), company=None)
    (mark,) = beside_judging(seen, there, NOW, visiting)
    assert isinstance(mark, Mark)
    assert mark.before is None
