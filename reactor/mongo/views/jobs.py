"""The jobs of one state, a page at a time, each with its cause of waiting or its end."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any

from bson import ObjectId
from pydantic import BeforeValidator

from reactor.advice import advice_for
from reactor.lenient_fields import number_in, text_in
from reactor.mongo import driver
from reactor.mongo.database import ACTIVE, FINISHED, ScoutlyDatabase
from reactor.mongo.views.labels import NAMED, named
from reactor.mongo.views.queue import ListedJob
from reactor.mongo.views.reactors import read_leases
from reactor.mongo.views.read_model import Id, Moment, ReadModel

STATES = (*ACTIVE, *FINISHED)
"""All that a job can be, in the order of its life."""

_SORTED_BY = {"pending": ("turn", 1), "processing": ("lastAttemptAt", 1)}
_BY_END = ("updatedAt", -1)

Position = tuple[datetime | None, ObjectId]
"""Where a page ends: what its last row is sorted by, None where it has no date, and its id."""


def _whole(value: Any) -> int | None:
    number = number_in(value)
    return int(number) if value is not None and number == int(number) else None


Figure = Annotated[int | None, BeforeValidator(_whole)]


class Figures(ReadModel):
    """What came of a job, by its `result`; None where that does not say.

    Attributes:
        found: postings of the list.
        new: of these, that nobody was shown before.
        gone: that were there at the last visit.
        unread: whose texts could not be read.
        matched: saved for somebody.
        declined: about which the model said nothing usable.
        rejudged: judged again for people who changed.
        updated, withdrawn: saves that changed by that.
        unknown_users: names of followers that mean nobody.
        attempts: tries until it failed.
        recognised: False where the page showed no list that anybody could read.
        source: what the list was read from.
    """

    found: Figure = None
    new: Figure = None
    gone: Figure = None
    unread: Figure = None
    matched: Figure = None
    declined: Figure = None
    rejudged: Figure = None
    updated: Figure = None
    withdrawn: Figure = None
    unknown_users: Figure = None
    attempts: Figure = None
    recognised: Annotated[bool | None, BeforeValidator(lambda value: value is not False)] = None
    source: Annotated[str, BeforeValidator(text_in)] = ""


class QueuedJob(ReadModel):
    """A job as people and programs look at it.

    Attributes:
        id: of the job.
        company_id: hex of its company's id, `""` if it names none.
        company: what commands call that; what the job names, if there is no such company.
        company_name: what people call it.
        status: one of `STATES`.
        waits: of a pending job, for what: `turn`, `retry`, `budget` or `model`; else `""`.
        waits_for: the model that it waits for.
        not_before: when it goes on.
        reason: why it is there.
        priority: by which it got its turn.
        turn: the earliest goes first.
        created_at, updated_at: as everywhere.
        started_at: when its present try began; None if none runs.
        began_at: when its last try began, over or not.
        ended_at: when it ended.
        attempt: the number of its last or present try.
        crashes: how many reactors went down while it ran.
        reactor: that runs it.
        reactor_alive: whether that lives; None if it has none.
        error_message: why it failed or waits.
        error_code: names the cause.
        advice: what to do about that.
        figures: what came of it; None before anything did, and in short lists.
    """

    id: Id
    company_id: str = ""
    company: str = ""
    company_name: str = ""
    status: str = ""
    waits: str = ""
    waits_for: str | None = None
    not_before: Moment | None = None
    reason: str = ""
    priority: float | None = None
    turn: Moment | None = None
    created_at: Moment | None = None
    updated_at: Moment | None = None
    started_at: Moment | None = None
    began_at: Moment | None = None
    ended_at: Moment | None = None
    attempt: int = 1
    crashes: int = 0
    reactor: str | None = None
    reactor_alive: bool | None = None
    error_message: str | None = None
    error_code: str | None = None
    advice: str = ""
    figures: Figures | None = None

    @property
    def position(self) -> Position:
        """Where a page ends whose last row this is."""
        field, _ = _SORTED_BY.get(self.status, _BY_END)
        at = {"turn": self.turn, "lastAttemptAt": self.began_at}.get(field, self.updated_at)
        return at, ObjectId(self.id)


async def read_jobs(
    database: ScoutlyDatabase, status: str, after: Position | None, most: int
) -> tuple[QueuedJob, ...]:
    """The first jobs of a state that come after a row: what is next first, what ended last first.

    Args:
        database: where.
        status: one of `STATES`.
        after: the last row of the page before; None for the first page.
        most: how many.
    """
    field, direction = _SORTED_BY.get(status, _BY_END)
    ours = {"status": status, "_id": {"$type": "objectId"}}
    pipeline: list[Mapping[str, Any]] = [
        {"$match": ours | (_beyond(field, direction, after) if after else {})},
        {"$sort": {field: direction, "_id": direction}},
        {"$limit": most},
        NAMED,
    ]
    return await told(database, await driver.aggregate(database.jobs, pipeline))


async def told(
    database: ScoutlyDatabase, documents: Sequence[Mapping[str, Any]]
) -> tuple[QueuedJob, ...]:
    """What stored jobs tell, with their companies' names looked up."""
    jobs = [ListedJob.read(named(document)) for document in documents]
    owners = {job.lease.owner for job in jobs if job.lease}
    now = await database.now() if owners else None
    leases = await read_leases(database) if owners else ()
    alive = {lease.owner for lease in leases if now and lease.holds(now)}
    return tuple(queued_job(job, alive) for job in jobs)


def _beyond(field: str, direction: int, after: Position) -> dict[str, Any]:
    """The filter of the rows after one: MongoDB sorts what has no date before all dates."""
    value, row = after
    beyond = "$gt" if direction > 0 else "$lt"
    same = {field: value, "_id": {beyond: row}}
    if value is None:
        return {"$or": [same, {field: {"$type": "date"}}]} if direction > 0 else same
    rest = [] if direction > 0 else [{field: None}]
    return {"$or": [{field: {beyond: value}}, same, *rest]}


def queued_job(job: ListedJob, alive: Collection[str]) -> QueuedJob:
    """A job for programs and pages; `alive` are the ids of the reactors that are."""
    known = isinstance(job.company_id, ObjectId) and job.company
    failed = job.error_code or job.error_message
    return QueuedJob(
        id=job.id,
        company_id=str(job.company_id) if known else "",
        company=job.label,
        company_name=job.company_name or job.label,
        status=job.status,
        waits=_waits(job),
        waits_for=job.waits_for or None,
        not_before=job.not_before,
        reason=job.reason or "manual",
        priority=job.priority,
        turn=job.turn,
        created_at=job.created_at,
        updated_at=job.updated_at,
        started_at=job.last_attempt_at if job.status == "processing" else None,
        began_at=job.last_attempt_at,
        ended_at=job.completed_at,
        attempt=job.retry_count + 1,
        crashes=job.crash_count,
        reactor=job.lease.owner if job.lease else None,
        reactor_alive=job.lease.owner in alive if job.lease else None,
        error_message=job.error_message or None,
        error_code=job.error_code or None,
        advice=advice_for(job.error_code, job.company).do if failed else "",
        figures=Figures.model_validate(job.result) if isinstance(job.result, dict) else None,
    )


def _waits(job: ListedJob) -> str:
    """As `totals.DOES` counts them."""
    if job.status != "pending":
        return ""
    if job.not_before is None:
        return "turn"
    if not job.waits_for:
        return "retry"
    return "budget" if job.error_code in ("", "model_budget") else "model"
