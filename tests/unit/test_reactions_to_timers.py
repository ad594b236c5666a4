"""The decision table, row by row: timers, and people who delete them."""

from datetime import datetime, timedelta

import pytest

from reactor.decisions.actions import Enqueue, Mark
from reactor.decisions.company_facts import NEVER
from reactor.decisions.look_causes import Cause
from tests.companies import (
    COOLDOWN,
    DAY,
    HOUR,
    MINUTE,
    NOW,
    TIMER_DELETED,
    company,
    decide,
    facts,
    job,
    marked,
    reasons,
    running,
    timer_at,
)

SECOND = timedelta(seconds=1)
AN_HOUR_AGO = Cause(timer_deleted_at=NOW - HOUR)


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


@pytest.mark.parametrize("late", [timedelta(), MINUTE, DAY / 50])
def test_a_timer_that_was_moved_within_its_slack_is_left_where_it_is(late: timedelta) -> None:
    assert decide(facts(timer=NOW + 18 * HOUR + late)) == []


@pytest.mark.parametrize("off", [-SECOND, DAY / 50 + SECOND])
def test_a_timer_outside_its_slack_is_set_right(off: timedelta) -> None:
    assert decide(facts(timer=NOW + 18 * HOUR + off)) == [timer_at(NOW + 18 * HOUR)]


def test_a_company_with_a_job_needs_no_timer() -> None:
    assert decide(facts(job=job(), timer=None)) == []
    assert decide(facts(job=running(), timer=None, cause=TIMER_DELETED)) == []


# A person deleted the timer, and the reactor hears of it late


@pytest.mark.parametrize(
    ("tried", "said"),
    [
        (NOW - HOUR - COOLDOWN - SECOND, "now"),
        (NOW - HOUR - COOLDOWN, "now"),
        (NOW - HOUR - COOLDOWN + SECOND, "nothing: a run had just ended"),
        (NOW - HOUR + SECOND, "nothing: a run has answered it"),
        (NOW - MINUTE, "nothing: a run has answered it"),
    ],
)
def test_a_deleted_timer_says_now_unless_a_run_has_ended_shortly_before_or_since(
    tried: datetime, said: str
) -> None:
    for once in (
        company(last_successful_scrape=tried),
        company(marker=marked(failed_at=tried)),
    ):
        found = reasons(facts(once, timer=None, cause=AN_HOUR_AGO))
        assert found == (["due"] if said == "now" else [])


@pytest.mark.parametrize(
    ("called_off_at", "expected"),
    [
        (NOW - HOUR - SECOND, ["due"]),
        (NOW - HOUR, []),
        (NOW - HOUR + SECOND, []),
    ],
)
def test_a_deleted_timer_says_nothing_once_the_company_was_called_off(
    called_off_at: datetime, expected: list[str]
) -> None:
    known = company(marker=marked(called_off_at=called_off_at))
    assert reasons(facts(known, timer=None, cause=AN_HOUR_AGO)) == expected
    news = AN_HOUR_AGO.also(Cause(called_off_at=called_off_at))
    assert reasons(facts(timer=None, cause=news)) == expected


def test_without_a_deleted_timer_a_calling_off_says_nothing_either() -> None:
    known = company(marker=marked(called_off_at=NOW - HOUR))
    assert decide(facts(known, timer=None)) == [timer_at(NOW + 23 * HOUR)]


def test_a_company_switched_off_and_on_again_at_once_is_not_enqueued() -> None:
    """Switched off, the reactor dropped its timer: nobody else did, nobody said now."""
    idle = company(marker=marked(rank=None))
    seen = facts(idle, timer=None, cause=TIMER_DELETED)
    assert decide(seen) == [timer_at(NOW + 18 * HOUR), Mark(marked())]
