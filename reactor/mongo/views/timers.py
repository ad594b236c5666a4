"""Timers that did not fire, and the leases among them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bson import MaxKey, MinKey

from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.timers import after_now, timer_id


@dataclass(frozen=True, slots=True)
class Overdue:
    """Timers of one kind that should have fired.

    Attributes:
        kind: of what.
        count: how many.
        oldest: when the first of them should have fired.
    """

    kind: Any
    count: int
    oldest: datetime


@dataclass(frozen=True, slots=True)
class LiveReactor:
    """A reactor that holds a lease.

    Attributes:
        owner: its id.
        expires: when the lease goes if nobody prolongs it, None if that is no date.
        jobs: how many jobs it runs.
    """

    owner: str
    expires: datetime | None
    jobs: int


async def overdue_timers(database: ScoutlyDatabase, grace: timedelta) -> list[Overdue]:
    """Timers that should have fired more than `grace` ago, by kind."""
    late = {"$lt": ["$expireAt", after_now(-grace)]}
    groups = await driver.aggregate(
        database.timers,
        [
            {"$match": {"expireAt": {"$type": "date"}, "$expr": late}},
            {
                "$group": {
                    "_id": "$_id.kind",
                    "count": {"$sum": 1},
                    "oldest": {"$min": "$expireAt"},
                }
            },
            {"$sort": {"oldest": 1}},
        ],
    )
    return [Overdue(each["_id"], each["count"], each["oldest"]) for each in groups]


async def mistyped_timers(database: ScoutlyDatabase) -> list[tuple[Any, Any]]:
    """Timers that never fire because their `expireAt` is no date: `_id` and what stands there."""
    found = database.timers.find({"expireAt": {"$not": {"$type": "date"}}})
    return [(each["_id"], each.get("expireAt")) async for each in found]


async def live_reactors(database: ScoutlyDatabase) -> list[LiveReactor]:
    """The reactors that work on this database now."""
    ids = {"$gte": timer_id("lease", MinKey()), "$lte": timer_id("lease", MaxKey())}
    leases = await database.timers.find({"_id": ids}).to_list(None)
    reactors = []
    for lease in leases:
        owner, expires = str(lease["_id"].get("of")), lease.get("expireAt")
        mine = {"lease.owner": owner, "status": "processing"}
        jobs = await database.jobs.count_documents(mine)
        reactors.append(
            LiveReactor(owner, expires if isinstance(expires, datetime) else None, jobs)
        )
    return reactors
