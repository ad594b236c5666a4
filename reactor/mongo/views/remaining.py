"""What is in the queue, counted by what it waits for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from reactor.mongo import driver
from reactor.mongo.database import ACTIVE, ScoutlyDatabase
from reactor.mongo.views.queue import BUDGETED


@dataclass(frozen=True, slots=True)
class Waiting:
    """Jobs that wait for a time.

    Attributes:
        count: how many.
        until: when the last of them goes on, None if nobody can tell.
    """

    count: int = 0
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Remaining:
    """The queue at one moment.

    Attributes:
        claimable: jobs that anybody may claim now.
        running: jobs under a claim, by its owner; `""` for those of the older system.
        retries: jobs that wait for another try, or for a model in trouble.
        budgeted: jobs that wait for a model's budget.
    """

    claimable: int = 0
    running: Mapping[str, int] = field(default_factory=dict)
    retries: Waiting = Waiting()
    budgeted: Waiting = Waiting()


_HOW: dict[str, Any] = {
    "$switch": {
        "branches": [
            {"case": {"$gt": ["$lease", None]}, "then": "running"},
            {"case": {"$eq": ["$status", "processing"]}, "then": "running"},
            {"case": {"$lte": ["$notBefore", None]}, "then": "claimable"},
            {"case": {"$and": [{"$gt": ["$waitsFor", None]}, BUDGETED]}, "then": "budgeted"},
        ],
        "default": "retries",
    }
}
_COUNT: list[dict[str, Any]] = [
    {"$match": {"status": {"$in": ACTIVE}}},
    {
        "$group": {
            "_id": {"how": _HOW, "owner": "$lease.owner"},
            "count": {"$sum": 1},
            "until": {"$max": "$notBefore"},
        }
    },
]


async def count_remaining(database: ScoutlyDatabase) -> Remaining:
    """Count the queue as it is now."""
    found = await driver.aggregate(database.jobs, _COUNT)
    waiting: dict[str, Waiting] = {}
    running: dict[str, int] = {}
    claimable = 0
    for group in found:
        how, count, until = group["_id"]["how"], group["count"], group["until"]
        if how == "claimable":
            claimable += count
        elif how == "running":
            owner = str(group["_id"].get("owner") or "")
            running[owner] = running.get(owner, 0) + count
        else:
            known = until if isinstance(until, datetime) else None
            waiting[how] = Waiting(waiting.get(how, Waiting()).count + count, known)
    return Remaining(
        claimable,
        running,
        waiting.get("retries", Waiting()),
        waiting.get("budgeted", Waiting()),
    )
