"""The queue for an overview: jobs that run, come next, wait or ended lately."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bson import ObjectId
from pydantic import Field

from reactor.decisions.actions import PROFILE
from reactor.documents import Job
from reactor.lenient_fields import Date, Text
from reactor.mongo import driver
from reactor.mongo.database import ACTIVE, FINISHED, ScoutlyDatabase
from reactor.mongo.views.labels import NAMED, named
from reactor.mongo.views.reactors import IS_ALIVE, LEASES
from reactor.mongo.views.timers import NEXT, ScrapeTimer
from reactor.mongo.views.totals import ANY_COMPANY, DOES

LATELY = timedelta(days=1)
"""How far back the ends of jobs are counted."""

_MAX_LIST = 10

Stage = Mapping[str, Any]


class ListedJob(Job):
    """A job with what people want to know of it.

    Attributes:
        company: what its company is called, `""` if there is no such company.
        company_name: the same as people write it.
        error_message: why it failed, or why it waits.
        waits_for: the model that it waits for, or whose budget it waits for.
        completed_at: when it ended, well or not.
        updated_at: when anything changed of it.
        result: what came of it, as it stands there; short lists leave it out.
    """

    company: Text = Field(default="", alias="label")
    company_name: Text = Field(default="", alias="name")
    error_message: Text = ""
    waits_for: Text = ""
    completed_at: Date = None
    updated_at: Date = None
    result: Any = None

    @property
    def label(self) -> str:
        """What the job is about, even if that does not exist."""
        return self.company or (
            f"unknown company {self.company_id}"
            if isinstance(self.company_id, ObjectId)
            else "no company"
        )


@dataclass(frozen=True, slots=True)
class QueueView:
    """The queue at one moment; the lists hold the first of what is counted.

    Attributes:
        ready: how many pending jobs could be claimed.
        waiting: how many pending jobs wait for a retry, a budget or a model.
        parked: how many of these wait for a budget.
        waiting_for: how many of these wait because of what, by `errorCode`.
        judging: how many of all these judge again for people who changed, and visit nobody.
        changed: for how many people.
        processing: how many run, or say so.
        completed: how many ended well within `LATELY`.
        failed: how many ended otherwise within `LATELY`.
        declined: about how many postings the model said nothing usable within `LATELY`.
        running: the longest first.
        upcoming: in their turn.
        resting: those that wait, the earliest first.
        without_company: jobs that failed lately because they name no company that exists.
        timers: the visits that come next.
        owners: the ids of the reactors that are alive.
    """

    ready: int = 0
    waiting: int = 0
    parked: int = 0
    waiting_for: Mapping[str, int] = field(default_factory=dict)
    judging: int = 0
    changed: int = 0
    processing: int = 0
    completed: int = 0
    failed: int = 0
    declined: int = 0
    running: tuple[ListedJob, ...] = ()
    upcoming: tuple[ListedJob, ...] = ()
    resting: tuple[ListedJob, ...] = ()
    without_company: tuple[ListedJob, ...] = ()
    timers: tuple[ScrapeTimer, ...] = ()
    owners: frozenset[str] = frozenset()


async def read_queue(database: ScoutlyDatabase, now: datetime) -> QueueView:
    """The queue as it is, in one question."""
    parts: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for document in await driver.aggregate(database.jobs, _questions(now)):
        parts[document["part"]].append(document)
    counts = Counter({str(part["_id"]): part["count"] for part in parts["count"]})
    ended = Counter({str(part["_id"]): part["count"] for part in parts["ended"]})
    failed = _jobs(parts["failed"])
    return QueueView(
        ready=counts["ready"] + counts["held"],
        waiting=counts["retry"] + counts["budget"] + counts["model"],
        parked=counts["budget"],
        waiting_for={str(part["_id"]): part["count"] for part in parts["waiting"]},
        judging=sum(part["count"] for part in parts["judging"]),
        changed=sum(part["count"] for part in parts["changed"]),
        processing=counts["running"],
        completed=ended["completed"],
        failed=ended["failed"],
        declined=sum(_whole(part.get("declined")) for part in parts["ended"]),
        running=_jobs(parts["running"]),
        upcoming=_jobs(parts["upcoming"]),
        resting=_jobs(parts["resting"]),
        without_company=tuple(job for job in failed if not job.company),
        owners=frozenset(str(lease.get("owner")) for lease in parts["alive"]),
        timers=tuple(ScrapeTimer.read(named(timer)) for timer in parts["timers"]),
    )


def _questions(now: datetime) -> list[Stage]:
    pending: dict[str, Any] = {"status": "pending"}
    lately = {"status": {"$in": FINISHED}, "updatedAt": {"$gte": now - LATELY}}
    active = {"companyId": ANY_COMPANY, "status": {"$in": ACTIVE}}
    waiting = {"companyId": ANY_COMPANY, **pending, "notBefore": {"$ne": None}}
    running = {"companyId": ANY_COMPANY, "status": "processing"}
    return [
        {"$match": active},
        {"$group": {"_id": DOES, "count": {"$sum": 1}}},
        {"$set": {"part": "count"}},
        _union("ended", {"$match": lately}, *_counted("$status", declined="$result.declined")),
        _union(
            "waiting",
            {"$match": waiting | {"errorCode": {"$type": "string"}}},
            *_counted("$errorCode"),
            {"$sort": {"count": -1, "_id": 1}},
            {"$limit": _MAX_LIST},
        ),
        _union("judging", {"$match": active | {"reason": PROFILE}}, *_counted("$reason")),
        _union("changed", {"$match": {"changed": True}}, *_counted("$changed"), of="profiles"),
        _union("running", *_listed(running, "lastAttemptAt")),
        _union("upcoming", *_listed(pending | {"notBefore": None}, "turn")),
        _union("resting", *_listed(waiting, "notBefore")),
        _union("failed", {"$match": lately}, *_listed({"status": "failed"}, "updatedAt", -1)),
        _union("timers", *NEXT, of="timers"),
        _union(
            "alive",
            {"$match": {"_id": LEASES, "$expr": IS_ALIVE}},
            {"$project": {"owner": "$_id.of"}},
            of="timers",
        ),
    ]


def _counted(by: str, **sums: str) -> list[Stage]:
    added = {name: {"$sum": of} for name, of in sums.items()}
    return [{"$group": {"_id": by, "count": {"$sum": 1}, **added}}]


def _whole(value: Any) -> int:
    """A sum; people may have written anything into a result."""
    return int(value) if isinstance(value, int) else 0


def _listed(which: Stage, order: str, direction: int = 1) -> list[Stage]:
    """The first jobs of some kind, with what their companies are called."""
    return [
        {"$match": which},
        {"$sort": {order: direction}},
        {"$limit": _MAX_LIST},
        {"$project": {"result": 0}},
        NAMED,
    ]


def _union(part: str, *pipeline: Stage, of: str = "jobqueues") -> Stage:
    return {
        "$unionWith": {"coll": of, "pipeline": [*pipeline, {"$set": {"part": part}}]},
    }


def _jobs(documents: Iterable[dict[str, Any]]) -> tuple[ListedJob, ...]:
    return tuple(ListedJob.read(named(document)) for document in documents)
