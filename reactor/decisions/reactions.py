"""What to do about one company: `plan(facts, now) -> actions`, a pure function.

Facts are compared, never events: an update, a replaced document, an edit made while the reactor
was down and a replayed event all come out the same. The rows of the design's decision table stand
here in their order. Effects come first in the answer and the marker last, so that a crash between
any two leaves something that the next look finishes.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bson import ObjectId

from reactor.decisions import schedule
from reactor.documents import DEFAULT_RANK, Company, Job, Marker

ORPHANED_AFTER = timedelta(minutes=30)
"""A `processing` job without a lease is the older system's; after this long nobody runs it."""

MADE_BY_US = ["tracked", "rank-change", "edited", "due", "enqueue"]
"""Reasons of the jobs that the reactor makes; whatever else stands there, a person made it."""

WITHDRAWN = "withdrawn"
"""Reason of a job in the moment in which the reactor deletes it, unlike a person."""

_CLOCK_TOLERANCE = timedelta(minutes=1)
_LONGEST_AHEAD = timedelta(days=1)

NEVER = datetime.max.replace(tzinfo=UTC)
"""When a timer fires whose `expireAt` is no date: the TTL monitor passes it over."""


@dataclass(frozen=True, slots=True)
class Cause:
    """What was seen of a company in a batch of events, beyond that it should be looked at.

    Attributes:
        timer_gone: its scrape timer was deleted, by the TTL monitor or by hand.
        called_off: a person deleted or finished its job.
        called_off_at: when, by the server's clock, as far as that is known.
    """

    timer_gone: bool = False
    called_off: bool = False
    called_off_at: datetime | None = None

    def also(self, other: "Cause") -> "Cause":
        """Both together."""
        moments = [at for at in (self.called_off_at, other.called_off_at) if at]
        return Cause(
            self.timer_gone or other.timer_gone,
            self.called_off or other.called_off,
            max(moments, default=None),
        )


@dataclass(frozen=True, slots=True)
class Facts:
    """What is true of one company now.

    Attributes:
        company_id: the company, which may not exist.
        company: its document, None if there is none.
        rank: highest valid rank among tracking preferences, None if nobody tracks it.
        newcomer: whether a known tracking user has no scrape history here.
        job: its active job, if any.
        owner_alive: whether that job's owner holds a live lease (no lease: not yet orphaned).
        timer: when its scrape timer fires, None if there is none, `NEVER` if it cannot fire.
        cause: what was seen of it in this batch.
    """

    company_id: ObjectId
    company: Company | None = None
    rank: int | None = None
    newcomer: bool = False
    job: Job | None = None
    owner_alive: bool = True
    timer: datetime | None = None
    cause: Cause = Cause()

    @property
    def marker(self) -> Marker:
        """The marker kept with the company; an empty one if it has none yet."""
        return (self.company and self.company.marker) or Marker()


@dataclass(frozen=True, slots=True)
class Enqueue:
    """Insert a pending job."""

    reason: str
    priority: float
    turn: datetime


@dataclass(frozen=True, slots=True)
class Stamp:
    """Give a waiting job its priority, turn and reason."""

    job: Job
    priority: float
    turn: datetime
    reason: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Delete a job that the reactor made and nobody needs any more; its run, if any, is stopped.

    Attributes:
        job: the job.
        called_off: a person called its company off; else nobody tracks that any more.
    """

    job: Job
    called_off: bool = False


@dataclass(frozen=True, slots=True)
class Release:
    """Take a job from an owner that is gone; the crash counts.

    Attributes:
        job: the job.
        company: its company as it is now, None if there is none.
    """

    job: Job
    company: Company | None


@dataclass(frozen=True, slots=True)
class SetTimer:
    """Let the company's scrape timer fire at `at`.

    Attributes:
        at: when.
        latest: it may as well fire then, where many timers fall together.
        cooling: a changed rank does not enqueue the company now, but only moves its timer.
    """

    at: datetime
    latest: datetime
    cooling: bool = False


@dataclass(frozen=True, slots=True)
class DropTimer:
    """Delete the company's scrape timer."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Remember what was acted on, unless it was changed meanwhile.

    Attributes:
        marker: as it is to be.
        before: as it was read, None if there was none.
    """

    marker: Marker
    before: Marker | None = field(default=None, compare=False)


Action = Enqueue | Stamp | Withdraw | Release | SetTimer | DropTimer | Mark


def depends_on_newcomers(facts: Facts) -> bool:
    """Whether `plan` can come to another answer if a tracking user has no history here.

    To find out costs two more queries; a changed rank or an active job settles the matter before.
    """
    settled = facts.job is not None or facts.marker.rank not in (None, facts.rank)
    return facts.company is not None and facts.rank is not None and not settled


def plan(facts: Facts, now: datetime, cooldown: timedelta) -> list[Action]:
    """Everything to do about one company, in order; nothing if all is as it should be."""
    if facts.job and not facts.owner_alive:
        return [Release(facts.job, facts.company)]
    if facts.company is None or facts.rank is None:
        return _let_go(facts, now)
    if facts.job and not _is_called_off(facts, facts.job, now):
        return [*_stamp(facts, facts.job, now), *_mark(facts, facts.marker)]
    withdrawn = [Withdraw(facts.job, called_off=True)] if facts.job else []
    return [*withdrawn, *_schedule(facts, facts.company, facts.rank, now, cooldown)]


def _is_ours(job: Job) -> bool:
    """Whether the job waits and the reactor made it: then the reactor may take it back."""
    return job.status == "pending" and job.reason in (*MADE_BY_US, WITHDRAWN)


def _is_called_off(facts: Facts, job: Job, now: datetime) -> bool:
    """Whether a look inserted the job between a person's calling off and the news of it.

    It may run already. One that waits and was tried, a person has set back.
    """
    if not facts.cause.called_off or job.reason not in ("due", "tracked"):
        return False
    if job.status == "pending":
        return job.last_attempt_at is None
    at, company = facts.cause.called_off_at, facts.company
    if at is None or company is None or job.created_at is None or job.created_at < at:
        return False
    # Called off then, the company was not due when the job was made.
    past = replace(past_of(company, facts.marker, now), called_off_at=at)
    return schedule.next_scrape(facts.rank or DEFAULT_RANK, past, now) > job.created_at


def _let_go(facts: Facts, now: datetime) -> list[Action]:
    """Nobody tracks the company, or it does not exist."""
    actions: list[Action] = []
    if facts.job:
        ours = _is_ours(facts.job)
        actions += [Withdraw(facts.job)] if ours else _stamp(facts, facts.job, now)
    if facts.timer:
        actions.append(DropTimer())
    if facts.marker.rank is not None:
        untracked = facts.marker.model_copy(update={"rank": None})
        actions.append(Mark(untracked, facts.marker))
    return actions


def _schedule(
    facts: Facts, company: Company, rank: int, now: datetime, cooldown: timedelta
) -> list[Action]:
    """The company is tracked and has no job: enqueue one or set the timer, first reason wins."""
    marker, called_off = facts.marker, facts.cause.called_off
    if called_off:
        seen = {"called_off_at": now, "url": company.careers_url, "selector": company.selector}
        marker = marker.model_copy(update=seen)
    reason = None if called_off else _reason(facts, company, rank, now, cooldown)
    if reason == "edited" or ((reason or called_off) and _cleared(company, marker)):
        marker = marker.model_copy(update={"failures": 0})
    next_at = schedule.next_scrape(rank, past_of(company, marker, now), now)
    latest = next_at + schedule.slack(rank)
    rank_changed = marker.rank not in (None, rank)
    if reason:
        effect: list[Action] = [_enqueue(reason, company, rank, now)]
    elif not _fires_within(facts.timer, next_at, latest) or rank_changed:
        effect = [SetTimer(next_at, latest, cooling=rank_changed and not called_off)]
    else:
        effect = []
    return [*effect, *_mark(facts, marker)]


def _fires_within(timer: datetime | None, earliest: datetime, latest: datetime) -> bool:
    return timer is not None and earliest <= timer <= latest


def _reason(
    facts: Facts, company: Company, rank: int, now: datetime, cooldown: timedelta
) -> str | None:
    """Why the company needs a job now, None if it does not."""
    marker = facts.marker
    past = past_of(company, marker, now)
    # A try that lies ahead was dated by a clock that has been set back: nobody knows its age.
    cooling = past.tried_between(now - cooldown, now + _CLOCK_TOLERANCE)
    next_at = schedule.next_scrape(rank, past, now)
    called_off = marker.called_off_at is not None and not past.tried_since(marker.called_off_at)
    if marker.rank not in (None, rank) and not cooling:
        return "rank-change"
    if _edited(company, marker):
        return "edited"
    waits = called_off and next_at > now
    if facts.newcomer and not marker.failures and not cooling and not waits:
        return "tracked"
    if next_at <= now:
        return "tracked" if marker.rank is None else "due"
    # A timer that was dropped while nobody tracked the company means nothing.
    if facts.cause.timer_gone and marker.rank is not None and not cooling:
        return "due"
    return None


def _edited(company: Company, marker: Marker) -> bool:
    """Whether a person changed what the last run used, or cleared its failures."""
    used = (marker.url, marker.selector)
    moved = None not in used and used != (company.careers_url, company.selector)
    return moved or _cleared(company, marker)


def _cleared(company: Company, marker: Marker) -> bool:
    """Whether a person took back that the company is problematic: failures set it."""
    return marker.failures > 0 and not company.is_problematic


def past_of(company: Company, marker: Marker, now: datetime) -> schedule.Past:
    """What the schedule has to know of a company's tries so far."""
    last_success = company.last_successful_scrape
    if last_success and last_success > now + _LONGEST_AHEAD:
        # Dated by a clock that was years ahead, it would keep the company from ever being due.
        last_success = None
    return schedule.Past(
        last_success=last_success,
        failures=marker.failures,
        failed_at=marker.failed_at,
        called_off_at=marker.called_off_at,
    )


def _enqueue(reason: str, company: Company, rank: int, now: datetime) -> Enqueue:
    last_success = company.last_successful_scrape
    priority = schedule.priority(rank, last_success=last_success, created_at=now)
    return Enqueue(reason, priority, schedule.turn(now, priority))


def _stamp(facts: Facts, job: Job, now: datetime) -> list[Action]:
    """Bring a waiting job's priority and turn up to date, and give any job its reason."""
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


def _mark(facts: Facts, marker: Marker) -> list[Action]:
    """Remember the rank acted on, and the page as it is if no run has used one yet."""
    company = facts.company
    if company is None:
        return []
    marker = marker.model_copy(
        update={
            "rank": facts.rank,
            "url": company.careers_url if marker.url is None else marker.url,
            "selector": company.selector if marker.selector is None else marker.selector,
        }
    )
    return [Mark(marker, company.marker)] if marker != company.marker else []
