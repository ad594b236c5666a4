"""When what is known of a company is judged again because a person has changed.

A job for that visits nobody, so it is no try of the company: it leaves its schedule alone. What
keeps it from coming again at once is a time of its own, `judged_at`, at which the last one began.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from reactor.decisions import schedule
from reactor.decisions.actions import PROFILE, Action, Enqueue, Mark, Promote, Stamp, Withdraw
from reactor.decisions.company_facts import Facts
from reactor.documents import Job, Marker

MAX_REJUDGED = 500
"""Open postings that are judged again for one person and change: the newest of all companies."""

PAUSE = timedelta(days=1)
"""After one that did not do, for that change. A visit judges again as well, whenever it comes."""


def is_judging(job: Job | None) -> bool:
    """Whether an active job is only to judge again."""
    return job is not None and job.reason == PROFILE


def may_need_visit(job: Job | None) -> bool:
    """Whether the company has no job that visits it: one that judges again can become one."""
    return job is None or (is_judging(job) and job.status == "pending" and job.lease is None)


def called_off_since(facts: Facts) -> datetime | None:
    """When a person called off judging again, if nobody has acted on that."""
    at, known = facts.cause.judging_off_at, facts.marker.judged_at
    return None if at is None or (known is not None and known >= at) else at


def judges_at(outdated_at: datetime | None, marker: Marker, now: datetime) -> datetime | None:
    """When a job for that may be made: now, or after a pause. None if there is nothing to do.

    Args:
        outdated_at: when the last profile changed by which somebody is yet to be judged.
        marker: of the company.
        now: the server's time.
    """
    # Who called the company off, called this off as well.
    ended = (marker.judged_at, marker.called_off_at)
    judged_at = max(filter(None, ended), default=None)
    if outdated_at is None:
        return None
    if judged_at is None or judged_at < outdated_at or judged_at > now + PAUSE:
        # The change came since, or a clock has been set back.
        return now
    return max(judged_at + PAUSE, now)


def enqueue_judging(now: datetime) -> Enqueue:
    """The job: any visit that is made within some hours goes before it."""
    return Enqueue(PROFILE, 0.0, schedule.turn_behind(now))


def stamp_judging(job: Job, now: datetime) -> list[Stamp]:
    """Bring its priority and turn up to date."""
    created_at = min(job.created_at or now, now)
    turn = schedule.turn_behind(created_at)
    if (job.created_at, job.priority, job.turn) == (created_at, 0.0, turn):
        return []
    return [Stamp(job, 0.0, turn, PROFILE, created_at)]


def beside_judging(
    facts: Facts, job: Job, now: datetime, without: Callable[[Facts], list[Action]]
) -> list[Action]:
    """The company's job judges again: it becomes a visit where one is due, while it waits.

    While it runs, nothing of that is taken in: its end looks again, and finds all as it was.

    Args:
        facts: of the company.
        job: it.
        now: the server's time.
        without: what would be done if there were no job.
    """
    off_at = called_off_since(facts)
    if off_at and job.id != facts.cause.called_off and (job.created_at or now) >= off_at:
        # A look that had not heard of the calling off made it.
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
    """Remember that a person deleted the timer, of which nothing else is left."""
    at = facts.cause.timer_deleted_at
    if at is None or at == facts.marker.asked_at:
        return []
    asked = facts.marker.model_copy(update={"asked_at": at})
    return [Mark(asked, facts.company.marker if facts.company else None)]
