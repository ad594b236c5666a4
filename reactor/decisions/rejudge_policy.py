"""When a company's known postings are re-judged after a profile change.

A re-judging job visits no page, so it is no try of the company and leaves its schedule alone. A
separate time, `judged_at`, the start of the last such job, keeps it from repeating at once.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from reactor.decisions import schedule
from reactor.decisions.actions import PROFILE, Action, Enqueue, Mark, Promote, Stamp, Withdraw
from reactor.decisions.company_facts import Facts
from reactor.documents import Job, Marker

MAX_REJUDGED = 500
"""Maximum of open postings re-judged for one person per change: the newest of all companies."""

PAUSE = timedelta(days=1)
"""Pause after a job that did not settle the change. Any visit in between re-judges too."""


def is_judging(job: Job | None) -> bool:
    """Whether an active job only re-judges."""
    return job is not None and job.reason == PROFILE


def may_need_visit(job: Job | None) -> bool:
    """Whether the company has no visiting job; a pending re-judging job can become one."""
    return job is None or (is_judging(job) and job.status == "pending" and job.lease is None)


def called_off_since(facts: Facts) -> datetime | None:
    """When a person called re-judging off, if that has not been acted on, else None."""
    at, known = facts.cause.judging_off_at, facts.marker.judged_at
    return None if at is None or (known is not None and known >= at) else at


def judges_at(outdated_at: datetime | None, marker: Marker, now: datetime) -> datetime | None:
    """When a re-judging job may be created: now or after a pause; None if none is needed.

    Args:
        outdated_at: latest profile change of a person who must be re-judged here.
        marker: the company's marker.
        now: the server's time.
    """
    # Calling the company off calls re-judging off too.
    ended = (marker.judged_at, marker.called_off_at)
    judged_at = max(filter(None, ended), default=None)
    if outdated_at is None:
        return None
    if judged_at is None or judged_at < outdated_at or judged_at > now + PAUSE:
        # The change is newer, or the clock was set back.
        return now
    return max(judged_at + PAUSE, now)


def enqueue_judging(now: datetime) -> Enqueue:
    """A re-judging job; its turn is after all visits created within the next hours."""
    return Enqueue(PROFILE, 0.0, schedule.turn_behind(now))


def stamp_judging(job: Job, now: datetime) -> list[Stamp]:
    """Update its priority and turn."""
    created_at = min(job.created_at or now, now)
    turn = schedule.turn_behind(created_at)
    if (job.created_at, job.priority, job.turn) == (created_at, 0.0, turn):
        return []
    return [Stamp(job, 0.0, turn, PROFILE, created_at)]


def beside_judging(
    facts: Facts, job: Job, now: datetime, without: Callable[[Facts], list[Action]]
) -> list[Action]:
    """The actions while a re-judging job exists: a due visit replaces the job while it is pending.

    While the job runs, no visit is created: its end triggers a new comparison of the same facts.

    Args:
        facts: facts of the company.
        job: the re-judging job.
        now: the server's time.
        without: returns the actions for facts without the job.
    """
    off_at = called_off_since(facts)
    if off_at and job.id != facts.cause.called_off and (job.created_at or now) >= off_at:
        # The job was made by a reactor that did not know of the calling off.
        withdrawn = Withdraw(job, called_off=True)
        return [withdrawn, *without(replace(facts, job=None))]
    actions = without(replace(facts, outdated_at=None))
    visit = next((each for each in actions if isinstance(each, Enqueue)), None)
    if not may_need_visit(job):
        return _mark_asked(facts) if visit else actions
    if visit is None:
        return [*stamp_judging(job, now), *actions]
    promoted = Promote(job, visit.reason, visit.priority, visit.turn)
    return [promoted, *(each for each in actions if each is not visit)]


def _mark_asked(facts: Facts) -> list[Action]:
    """Store that a person deleted the timer, because nothing else records it."""
    at = facts.cause.timer_deleted_at
    if at is None or at == facts.marker.asked_at:
        return []
    asked = facts.marker.model_copy(update={"asked_at": at})
    return [Mark(asked, facts.company.marker if facts.company else None)]
