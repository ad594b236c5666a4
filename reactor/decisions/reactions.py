"""The decision about one company: `plan(facts, now) -> actions`, a pure function.

It compares facts, not events. So an update, a replaced document, an edit made while the reactor was
down and a replayed event have the same effect. The rows of the decision table are here in
their order. In the result, effects come first and the marker last, so that a crash between any two
leaves something that the next comparison finishes.

Facts do not show three things: that a person deleted a timer, that a person called a job off, and
when an edit was made. The causes carry these, and each counts only if nothing answered it since.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from reactor.decisions import schedule
from reactor.decisions.actions import (
    MADE_BY_US,
    WITHDRAWN,
    Action,
    DropTimer,
    Enqueue,
    Mark,
    Release,
    SetTimer,
    Stamp,
    Withdraw,
)
from reactor.decisions.cancellation import news_of_calling_off, taking_in, was_made_unawares
from reactor.decisions.company_facts import Facts, cooling_since, past_of
from reactor.decisions.rejudge_policy import (
    beside_judging,
    called_off_since,
    enqueue_judging,
    is_judging,
    judges_at,
    may_need_visit,
)
from reactor.documents import Company, Job, Marker
from reactor.lenient_fields import DEFAULT_RANK


def depends_on_newcomers(facts: Facts, now: datetime, cooldown: timedelta) -> bool:
    """Whether the result of `plan` depends on a tracking user without history here.

    Finding out costs two more queries. A visiting job, or a changed rank outside the cooldown,
    decides the result without them.
    """
    company = facts.company
    if company is None or facts.rank is None or not may_need_visit(facts.job):
        return False
    if facts.marker.rank in (None, facts.rank):
        return True
    return cooling_since(past_of(company, facts.marker, now), now, cooldown) is not None


def depends_on_profiles(facts: Facts) -> bool:
    """Whether the result of `plan` depends on people who must be re-judged."""
    return facts.company is not None and facts.rank is not None and facts.job is None


def plan(facts: Facts, now: datetime, cooldown: timedelta) -> list[Action]:
    """All actions for one company, in order; empty if nothing has to change."""
    if facts.job and not facts.owner_alive:
        return [Release(facts.job, facts.company)]
    company, rank = facts.company, facts.rank
    if company is None or rank is None:
        return _let_go(facts, now)
    if facts.job is None:
        return _schedule(facts, company, rank, now, cooldown)
    if is_judging(facts.job):
        without = partial(_schedule, company=company, rank=rank, now=now, cooldown=cooldown)
        return beside_judging(facts, facts.job, now, without)
    if called_off_at := news_of_calling_off(facts, company, now):
        past = replace(past_of(company, facts.marker, now), called_off_at=called_off_at)
        due_at = schedule.next_scrape(rank, past, now)
        if was_made_unawares(facts.job, facts.cause, due_at, now):
            withdrawn = Withdraw(facts.job, called_off=True)
            return [withdrawn, *_schedule(facts, company, rank, now, cooldown)]
    return [*_stamp(facts, facts.job, now), *_mark(company, rank, facts.marker)]


def _is_ours(job: Job) -> bool:
    """Whether the job is pending and reactor-made, so that the reactor may delete it."""
    return job.status == "pending" and job.reason in (*MADE_BY_US, WITHDRAWN)


def _let_go(facts: Facts, now: datetime) -> list[Action]:
    """Nobody tracks the company, or it does not exist."""
    actions: list[Action] = []
    if facts.job and _is_ours(facts.job):
        actions.append(Withdraw(facts.job, called_off=False))
    elif facts.job:
        actions += _stamp(facts, facts.job, now)
    if facts.timer:
        actions.append(DropTimer())
    if facts.marker.rank is not None:
        untracked = facts.marker.model_copy(update={"rank": None})
        actions.append(Mark(untracked, facts.marker))
    return actions


def _schedule(
    facts: Facts, company: Company, rank: int, now: datetime, cooldown: timedelta
) -> list[Action]:
    """For a tracked company without a job: enqueue one for the first reason, or set the timer."""
    called_off_at = news_of_calling_off(facts, company, now)
    marker = taking_in(facts, company, rank, called_off_at)
    seen = _Seen(facts, company, rank, marker, past_of(company, marker, now), now, cooldown)
    reason = _reason(seen)
    if reason == "edited" or _cleared(company, marker):
        marker = marker.model_copy(update={"failures": 0})
    if off_at := called_off_since(facts):
        marker = marker.model_copy(update={"judged_at": off_at})
    if reason:
        return [_enqueue(reason, company, rank, now), *_mark(company, rank, marker)]
    judges = judges_at(facts.outdated_at, marker, now)
    if judges == now:
        return [*_timer(seen, marker, None), enqueue_judging(now), *_mark(company, rank, marker)]
    return [*_timer(seen, marker, judges), *_mark(company, rank, marker)]


def _timer(seen: "_Seen", marker: Marker, judges: datetime | None) -> list[Action]:
    """The timer action if no visit is due; empty if the timer is right.

    Args:
        seen: the company.
        marker: the new marker.
        judges: when known postings are re-judged, if that has to wait.
    """
    facts, rank = seen.facts, seen.rank
    rank_changed = facts.marker.rank not in (None, rank)
    next_at, latest = _next_time(seen)
    if judges and judges < next_at:
        next_at = latest = judges
    if _fires_within(facts.timer, next_at, latest) and not rank_changed:
        return []
    called_off = marker.called_off_at != facts.marker.called_off_at
    return [SetTimer(next_at, latest, cooling=rank_changed and not called_off)]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A tracked company without a job, with the inputs of the decision."""

    facts: Facts
    company: Company
    rank: int
    marker: Marker
    past: schedule.PastTries
    now: datetime
    cooldown: timedelta

    @property
    def next_at(self) -> datetime:
        """When it is due for its next scrape."""
        return schedule.next_scrape(self.rank, self.past, self.now)

    @property
    def cooling_since(self) -> datetime | None:
        """When the last try ended, if that is within the cooldown."""
        return cooling_since(self.past, self.now, self.cooldown)

    @property
    def newcomers_at(self) -> datetime | None:
        """When a newcomer may be served: now or after the cooldown; None if they have to wait."""
        called_off_at = self.marker.called_off_at
        called_off = called_off_at is not None and not self.past.tried_since(called_off_at)
        waits = called_off and self.next_at > self.now
        if not self.facts.newcomer or self.marker.failures or waits:
            return None
        return self.cooling_since + self.cooldown if self.cooling_since else self.now


def _next_time(seen: _Seen) -> tuple[datetime, datetime]:
    """The earliest and the latest time for the timer."""
    if seen.newcomers_at:
        at = min(seen.newcomers_at, seen.next_at)
        return at, at
    return seen.next_at, seen.next_at + schedule.slack(seen.rank)


def _fires_within(timer: datetime | None, earliest: datetime, latest: datetime) -> bool:
    return timer is not None and earliest <= timer <= latest


def _reason(seen: _Seen) -> str | None:
    """The reason for a job now, None if none is needed."""
    marker, newcomers_at = seen.marker, seen.newcomers_at
    if marker.rank not in (None, seen.rank) and not seen.cooling_since:
        return "rank-change"
    if _edited(seen.company, marker):
        return "edited"
    if newcomers_at and newcomers_at <= seen.now:
        return "tracked"
    if seen.next_at <= seen.now:
        return "tracked" if marker.rank is None else "due"
    # A timer that was deleted while nobody tracked the company has no meaning.
    if marker.rank is not None and _says_now(seen):
        return "due"
    return None


def _says_now(seen: _Seen) -> bool:
    """Whether a person deleted the timer, with no try and no calling off since.

    A deletion within the cooldown of a try does not count, however late it is read.
    """
    said = (seen.facts.cause.timer_deleted_at, seen.marker.asked_at)
    at, called_off_at = max(filter(None, said), default=None), seen.marker.called_off_at
    if at is None or (called_off_at is not None and called_off_at >= at):
        return False
    return cooling_since(seen.past, seen.now, seen.cooldown + (seen.now - at)) is None


def _edited(company: Company, marker: Marker) -> bool:
    """Whether a person edited what the last run used, or cleared its failures."""
    used = (marker.url, marker.selector)
    moved = None not in used and used != (company.careers_url, company.selector)
    return moved or _cleared(company, marker)


def _cleared(company: Company, marker: Marker) -> bool:
    """Whether a person reset `isProblematic`, which failures set."""
    return marker.failures > 0 and not company.is_problematic


def _enqueue(reason: str, company: Company, rank: int, now: datetime) -> Enqueue:
    last_success = company.last_successful_scrape
    priority = schedule.priority(rank, last_success=last_success, created_at=now)
    return Enqueue(reason, priority, schedule.turn(now, priority))


def _stamp(facts: Facts, job: Job, now: datetime) -> list[Action]:
    """Update a pending job's priority and turn, and give any job a reason."""
    # A creation date in the future would make the job wait until then.
    created_at = min(job.created_at or now, now)
    last_success = facts.company.last_successful_scrape if facts.company else None
    priority = schedule.priority(
        facts.rank or DEFAULT_RANK, last_success=last_success, created_at=created_at
    )
    turn = schedule.turn(created_at, priority)
    stale = (job.created_at, job.priority, job.turn) != (created_at, priority, turn)
    if job.reason and not (stale and job.status == "pending"):
        return []
    return [Stamp(job, priority, turn, job.reason or "manual", created_at)]


def _mark(company: Company, rank: int, marker: Marker) -> list[Action]:
    """Store the rank acted on, and the present page if no run has used one yet."""
    marker = marker.model_copy(
        update={
            "rank": rank,
            "url": company.careers_url if marker.url is None else marker.url,
            "selector": company.selector if marker.selector is None else marker.selector,
        }
    )
    return [Mark(marker, company.marker)] if marker != company.marker else []
