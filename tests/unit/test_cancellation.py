"""A person calls a company off: what that means, and for how long."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from reactor.decisions.actions import Enqueue, Mark, Withdraw
from reactor.decisions.cancellation import news_of_calling_off
from reactor.decisions.look_causes import Cause, called_off
from reactor.documents import Job
from tests.companies import (
    CALLED_OFF,
    DAY,
    HOUR,
    MINUTE,
    NOW,
    company,
    decide,
    facts,
    job,
    marked,
    marker_after,
    reasons,
    running,
    timer_at,
)

SECOND = timedelta(seconds=1)
BEFORE, AFTER = NOW - HOUR - SECOND, NOW - HOUR + SECOND
AN_HOUR_AGO = Cause(called_off_at=NOW - HOUR)
LONG_AGO = Cause(called_off_at=NOW - 3 * DAY)


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
    # Somebody new is the reason before the date is.
    reason = "tracked" if newcomer else "due"
    assert reasons(facts(due, newcomer=newcomer), NOW + DAY) == [reason]


def test_calling_off_goes_before_every_reason_to_enqueue() -> None:
    marker = marked(rank=50, url="https://old.example", failures=1, failed_at=NOW - DAY)
    seen = facts(company(marker=marker), newcomer=True, cause=CALLED_OFF)
    assert reasons(seen) == []


# What the calling off answers


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


def test_a_calling_off_takes_in_the_rank_change_before_it() -> None:
    """And says nothing of a cooldown: the timer moves because of the calling off."""
    taken_in = [timer_at(NOW + DAY, 95), Mark(marked(rank=95, called_off_at=NOW))]
    assert decide(facts(rank=95, cause=CALLED_OFF)) == taken_in


def test_a_calling_off_clears_no_failures() -> None:
    failing = company(is_problematic=True, marker=marked(failures=2, failed_at=NOW - HOUR))
    seen = facts(failing, timer=None, cause=CALLED_OFF)
    assert decide(seen) == [
        timer_at(NOW + 4 * DAY - HOUR),
        Mark(marked(failures=2, failed_at=NOW - HOUR, called_off_at=NOW)),
    ]


EDITS: list[tuple[dict[str, Any], str]] = [
    ({"about": company(careers_url="https://acme.example/jobs")}, "edited"),
    ({"about": company(selector="li")}, "edited"),
    ({"about": company(marker=marked(failures=2, failed_at=NOW - DAY))}, "edited"),
    ({"rank": 95}, "rank-change"),
]


@pytest.mark.parametrize(("edit", "reason"), EDITS)
def test_an_edit_made_after_the_calling_off_counts(edit: dict[str, Any], reason: str) -> None:
    for edited_at, expected in ((BEFORE, []), (NOW - HOUR, []), (AFTER, [reason])):
        cause = Cause(called_off_at=NOW - HOUR, edited_at=edited_at)
        assert reasons(facts(**edit, cause=cause)) == expected


@pytest.mark.parametrize(("edit", "reason"), EDITS)
def test_an_edit_counts_where_nothing_was_called_off(edit: dict[str, Any], reason: str) -> None:
    assert reasons(facts(**edit, cause=Cause(edited_at=NOW))) == [reason]


def test_a_company_called_off_while_nobody_tracked_it_is_newly_tracked_all_the_same() -> None:
    idle = company(marker=marked(rank=None), last_successful_scrape=NOW - 9 * DAY)
    assert reasons(facts(idle, cause=LONG_AGO)) == ["tracked"]


# News has an age


@pytest.mark.parametrize(
    ("past", "is_news"),
    [
        ({}, True),
        ({"last_successful_scrape": None}, True),
        ({"last_successful_scrape": NOW - HOUR}, True),
        ({"last_successful_scrape": AFTER}, False),
        ({"marker": marked(failed_at=NOW - HOUR)}, True),
        ({"marker": marked(failed_at=AFTER)}, False),
        ({"marker": marked(called_off_at=BEFORE)}, True),
        ({"marker": marked(called_off_at=NOW - HOUR)}, False),
        ({"marker": marked(called_off_at=AFTER)}, False),
    ],
)
def test_a_calling_off_is_news_until_somebody_acts_on_it_or_a_run_ends(
    past: dict[str, Any], *, is_news: bool
) -> None:
    once = company(**past)
    expected = NOW - HOUR if is_news else None
    assert news_of_calling_off(facts(once, cause=AN_HOUR_AGO), once, NOW) == expected
    assert news_of_calling_off(facts(once), once, NOW) is None


def test_a_calling_off_that_is_heard_of_late_counts_from_when_it_was_done() -> None:
    due = company(last_successful_scrape=NOW - 9 * DAY)
    seen = facts(due, timer=None, cause=AN_HOUR_AGO)
    off = marked(called_off_at=NOW - HOUR)
    assert decide(seen) == [timer_at(NOW + 23 * HOUR), Mark(off)]


def test_a_company_called_off_long_ago_is_due_again() -> None:
    due = company(last_successful_scrape=NOW - 9 * DAY)
    off = Mark(marked(called_off_at=NOW - 3 * DAY))
    assert decide(facts(due, cause=LONG_AGO)) == [
        Enqueue("due", 810.0, NOW - 810 * MINUTE),
        off,
    ]


# Jobs that were made unawares


def test_a_job_that_replaced_the_one_called_off_goes_on() -> None:
    waiting = job(reason="manual")
    assert decide(facts(job=waiting, cause=CALLED_OFF)) == []


def test_only_a_job_that_a_look_has_just_enqueued_goes_with_the_one_called_off() -> None:
    untried = job(reason="due")
    assert decide(facts(job=untried, cause=CALLED_OFF))[0] == Withdraw(untried, called_off=True)
    set_back = job(reason="due", last_attempt_at=NOW - MINUTE)
    assert decide(facts(job=set_back, cause=CALLED_OFF)) == []


def made(reason: str = "due", ago: timedelta = 30 * MINUTE, **fields: Any) -> Job:
    """A job that was made after the company had been called off an hour ago."""
    return job(reason=reason, created_at=NOW - ago, **fields)


def withdrawn(waiting: Job, rank: int = 90, cause: Cause = AN_HOUR_AGO) -> list[Job]:
    due = company(last_successful_scrape=NOW - 9 * DAY)
    actions = decide(facts(due, job=waiting, rank=rank, cause=cause))
    return [each.job for each in actions if isinstance(each, Withdraw) and each.called_off]


@pytest.mark.parametrize("reason", ["due", "tracked"])
@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"status": "processing"},
        {"status": "processing", "last_attempt_at": NOW - MINUTE},
    ],
)
def test_a_job_that_a_look_made_before_the_news_of_a_calling_off_goes_though_it_runs(
    reason: str, fields: dict[str, Any]
) -> None:
    unaware = made(reason, **fields)
    assert withdrawn(unaware) == [unaware]


@pytest.mark.parametrize("reason", ["rank-change", "edited", "enqueue", "manual", ""])
def test_a_job_that_somebody_asked_for_goes_on(reason: str) -> None:
    assert withdrawn(made(reason)) == []


def test_a_job_of_ours_that_was_tried_and_waits_again_goes_on() -> None:
    assert withdrawn(made(last_attempt_at=NOW - MINUTE)) == []


def test_the_job_itself_that_was_called_off_goes_on_if_a_person_has_set_it_back() -> None:
    set_back, other = made(), made()
    cause = called_off(set_back.id, NOW - HOUR)
    assert withdrawn(set_back, cause=cause) == []
    assert withdrawn(other, cause=cause) == [other]


def test_a_company_whose_job_was_made_unawares_waits_for_its_next_time() -> None:
    unaware = running().model_copy(update={"reason": "due", "created_at": NOW})
    due = company(last_successful_scrape=NOW - 9 * DAY)
    assert decide(facts(due, job=unaware, timer=None, cause=AN_HOUR_AGO)) == [
        Withdraw(unaware, called_off=True),
        timer_at(NOW + 23 * HOUR),
        Mark(marked(called_off_at=NOW - HOUR)),
    ]


@pytest.mark.parametrize(
    ("rank", "ago", "goes"),
    [
        (90, 2 * DAY + SECOND, True),
        (90, 2 * DAY, False),
        (50, 2 * DAY, True),
        (50, timedelta(), False),
    ],
)
def test_old_news_of_a_calling_off_takes_back_only_a_job_made_before_it_was_due(
    rank: int, ago: timedelta, *, goes: bool
) -> None:
    waiting = made(ago=ago)
    assert withdrawn(waiting, rank, LONG_AGO) == ([waiting] if goes else [])


def test_a_job_that_does_not_say_when_it_was_made_was_made_now() -> None:
    timeless = job(created_at=None)
    assert withdrawn(timeless) == [timeless]
    assert withdrawn(timeless, cause=LONG_AGO) == []


def test_what_a_reactor_has_acted_on_takes_back_no_job() -> None:
    known = company(marker=marked(called_off_at=NOW - HOUR))
    assert decide(facts(known, job=running(), cause=AN_HOUR_AGO)) == []
