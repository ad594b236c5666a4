"""The state of a tracked company in schedule and queue."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from bson import ObjectId

from reactor.decisions import schedule
from reactor.decisions.actions import Enqueue, Promote
from reactor.decisions.company_facts import Facts, past_of
from reactor.documents import Company, Job


class ScheduleState(Enum):
    """The position of a company."""

    DUE = "due"
    QUEUED = "queued"
    WAITING = "waiting"
    RUNNING = "running"


@dataclass(frozen=True, slots=True)
class CompanySchedule:
    """A company that is due, or that has a job.

    Attributes:
        company_id: its id.
        label: its name.
        rank: its effective rank.
        state: its position.
        reason: reason of its job: `due`, `tracked`, `rank-change`, ...
        last_success: end of its last successful visit, None if there was none.
        overdue: time since it was due; None if it is not overdue.
        priority: priority of its job; None for a job inserted by hand and not stamped yet.
    """

    company_id: ObjectId
    label: str
    rank: int
    state: ScheduleState
    reason: str
    last_success: datetime | None
    overdue: timedelta | None
    priority: float | None

    @property
    def every(self) -> timedelta:
        """Time between two visits at its rank."""
        return schedule.interval(self.rank)


def standing_of(
    facts: Facts, enqueue: Enqueue | Promote | None, now: datetime
) -> CompanySchedule | None:
    """The state of a company; None if it has no job and gets none.

    Args:
        facts: its facts.
        enqueue: the job to create, if any.
        now: the server's time when the facts were read.
    """
    company, rank, job = facts.company, facts.rank, facts.job
    given = enqueue or job
    if company is None or rank is None or given is None:
        return None
    return CompanySchedule(
        company_id=facts.company_id,
        label=company.label,
        rank=rank,
        state=_state(job) if job and enqueue is None else ScheduleState.DUE,
        reason=given.reason or "manual",
        last_success=company.last_successful_scrape,
        overdue=_overdue(facts, company, rank, now),
        priority=given.priority,
    )


def _state(job: Job) -> ScheduleState:
    if job.status == "processing":
        return ScheduleState.RUNNING
    return ScheduleState.WAITING if job.not_before else ScheduleState.QUEUED


def _overdue(facts: Facts, company: Company, rank: int, now: datetime) -> timedelta | None:
    past = past_of(company, facts.marker, now)
    since = now - schedule.next_scrape(rank, past, now)
    return since if since > timedelta() else None
