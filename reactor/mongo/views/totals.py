"""Totals of jobs by state, of reactors, and of model requests."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bson import MinKey

from reactor.decisions.quota_day import PACIFIC
from reactor.mongo import driver
from reactor.mongo.database import ACTIVE, FINISHED, ScoutlyDatabase
from reactor.mongo.views.reactors import IS_ALIVE, LEASES

ANY_COMPANY: Mapping[str, Any] = {"$gte": MinKey()}
"""It matches everything, and lets the partial index over `companyId` answer for active jobs."""

_TODAY = {
    "$dateToString": {"date": "$$NOW", "format": "%Y-%m-%d", "timezone": str(PACIFIC)},
}
"""An expression: the day as `quota_day` counts it."""

_FOR_BUDGET = {"$in": [{"$ifNull": ["$errorCode", "model_budget"]}, ["model_budget"]]}

DOES: Mapping[str, Any] = {
    "$switch": {
        "branches": [
            {"case": {"$eq": ["$status", "processing"]}, "then": "running"},
            {"case": {"$gt": ["$lease", None]}, "then": "held"},
            {"case": {"$lte": ["$notBefore", None]}, "then": "ready"},
            {"case": {"$lte": ["$waitsFor", None]}, "then": "retry"},
            {"case": _FOR_BUDGET, "then": "budget"},
        ],
        "default": "model",
    }
}
"""An expression: what an active job does. A pending one is held while the run that people took it
from lives on. A job that waits for a model, and has no error code, waits for its budget."""


_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Totals:
    """How things stand in the database.

    Attributes:
        now: when they were counted, by the server's clock.
        jobs: the queue's length by status.
        reactors: how many are alive.
        requests: what the model was asked today, as Google counts days.
        preferences: how many there are.
    """

    now: datetime = _NEVER
    jobs: Mapping[str, int] = field(default_factory=dict)
    reactors: int = 0
    requests: int = 0
    preferences: int = 0

    @property
    def active(self) -> int:
        """How many jobs wait or run."""
        return sum(self.jobs.get(status, 0) for status in ACTIVE)


async def read_totals(database: ScoutlyDatabase, model: str = "") -> Totals:
    """Count now, in one question: many ask often.

    Args:
        database: where.
        model: whose requests are counted.
    """
    # `_id` of a document is compared whole, the order of its fields included.
    today = {"$eq": ["$_id", {"model": {"$literal": model}, "day": _TODAY}]}
    asked: list[dict[str, Any]] = [
        {"$match": {"_id.model": model, "$expr": today}},
        _row("requests", "$requests"),
    ]
    alive: list[dict[str, Any]] = [
        {"$match": {"_id": LEASES, "$expr": IS_ALIVE}},
        _row("reactors", 1),
    ]
    # From an index alone.
    tracks: list[dict[str, Any]] = [{"$match": {"companyId": ANY_COMPANY}}, _row("tracks", 1)]
    rows = await driver.aggregate(
        database.jobs,
        [
            {"$match": {"status": {"$in": [*ACTIVE, *FINISHED]}}},
            _row("$status", 1),
            {"$unionWith": {"coll": "timers", "pipeline": alive}},
            {"$unionWith": {"coll": "budgets", "pipeline": asked}},
            {"$unionWith": {"coll": "usercompanypreferences", "pipeline": tracks}},
            {"$group": {"_id": "$_id", "count": {"$sum": "$count"}}},
            {"$unionWith": {"pipeline": [{"$documents": [{"now": "$$NOW"}]}]}},
        ],
    )
    found = {row["_id"]: int(row["count"]) for row in rows if "_id" in row}
    return Totals(
        now=next(row["now"] for row in rows if "now" in row),
        jobs={status: found.get(status, 0) for status in (*ACTIVE, *FINISHED)},
        reactors=found.get("reactors", 0),
        requests=found.get("requests", 0),
        preferences=found.get("tracks", 0),
    )


async def strange_statuses(database: ScoutlyDatabase) -> dict[Any, int]:
    """How many jobs have a status that nobody works on, whatever stands there."""
    strange = {"status": {"$nin": [*ACTIVE, *FINISHED]}}
    rows = await driver.aggregate(database.jobs, [{"$match": strange}, _row("$status", 1)])
    return {_hashable(row["_id"]): row["count"] for row in rows}


def _hashable(value: Any) -> Any:
    return value if isinstance(value, str | None) else repr(value)


def _row(name: str, count: Any) -> dict[str, Any]:
    return {"$group": {"_id": name, "count": {"$sum": count}}}


@dataclass(frozen=True, slots=True)
class WaitingJobs:
    """Jobs that wait for a time.

    Attributes:
        count: how many.
        until: when the last of them goes on, None if nobody can tell.
    """

    count: int = 0
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class QueueTotals:
    """The queue at one moment.

    Attributes:
        claimable: jobs that anybody may claim now.
        running: jobs under a claim, by its owner; `""` for those of the older system.
        retries: jobs that wait for another try, or for a model in trouble.
        budgeted: jobs that wait for a model's budget.
    """

    claimable: int = 0
    running: Mapping[str, int] = field(default_factory=dict)
    retries: WaitingJobs = WaitingJobs()
    budgeted: WaitingJobs = WaitingJobs()


_REMAINING: list[dict[str, Any]] = [
    {"$match": {"status": {"$in": ACTIVE}}},
    {
        "$group": {
            "_id": {"does": DOES, "owner": "$lease.owner"},
            "count": {"$sum": 1},
            "until": {"$max": "$notBefore"},
        }
    },
]


async def count_remaining(database: ScoutlyDatabase) -> QueueTotals:
    """Count what is in the queue now by what it waits for."""
    waiting = {"retries": WaitingJobs(), "budgeted": WaitingJobs()}
    running: dict[str, int] = {}
    claimable = 0
    for group in await driver.aggregate(database.jobs, _REMAINING):
        does, count, until = group["_id"]["does"], group["count"], group["until"]
        if does == "ready":
            claimable += count
        elif does in ("running", "held"):
            owner = str(group["_id"].get("owner") or "")
            running[owner] = running.get(owner, 0) + count
        else:
            kind = "budgeted" if does == "budget" else "retries"
            waiting[kind] = _more(waiting[kind], count, until)
    return QueueTotals(claimable, running, waiting["retries"], waiting["budgeted"])


def _more(waiting: WaitingJobs, count: int, until: Any) -> WaitingJobs:
    """What waits, and others that do."""
    known = until if isinstance(until, datetime) else None
    last = max(filter(None, (waiting.until, known)), default=None)
    return WaitingJobs(waiting.count + count, last)
