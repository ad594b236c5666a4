"""Timers: the next to fire, the overdue, and those that can never fire."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from reactor.documents import Document
from reactor.lenient_fields import Date, Text
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.timers import after_now
from reactor.mongo.views.labels import NAMED

LATE = timedelta(minutes=3)
"""MongoDB fires timers every minute, or as often as it is told to: later is late."""

_A_DATE = {"$type": "date"}
_MOST = 5

NEXT: Sequence[Mapping[str, Any]] = (
    {"$match": {"expireAt": _A_DATE, "_id.kind": "scrape"}},
    {"$sort": {"expireAt": 1}},
    {"$limit": _MOST},
    {"$set": {"companyId": "$_id.of"}},
    NAMED,
)
"""Finds the scrape timers that fire next, each with its company's name."""


@dataclass(frozen=True, slots=True)
class OverdueTimers:
    """Timers of one kind that should have fired.

    Attributes:
        kind: of what.
        count: how many.
        oldest: when the first of them should have fired.
    """

    kind: Any
    count: int
    oldest: datetime


class ScrapeTimer(Document):
    """When a company is looked at next.

    Attributes:
        label: what it is called, `""` if it does not exist.
        name: the same as people write it.
        expire_at: when.
    """

    label: Text = ""
    name: Text = ""
    expire_at: Date = None


async def overdue_timers(database: ScoutlyDatabase, grace: timedelta) -> list[OverdueTimers]:
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
    return [OverdueTimers(each["_id"], each["count"], each["oldest"]) for each in groups]


async def mistyped_timers(database: ScoutlyDatabase) -> list[tuple[Any, Any]]:
    """Timers that never fire because their `expireAt` is no date: `_id` and what stands there."""
    found = database.timers.find({"expireAt": {"$not": {"$type": "date"}}})
    return [(each["_id"], each.get("expireAt")) async for each in found]


async def first_timer(database: ScoutlyDatabase) -> datetime | None:
    """When the first of all timers should fire, or should have fired; None if there is none."""
    first = await database.timers.find_one({"expireAt": _A_DATE}, sort=[("expireAt", 1)])
    return ScrapeTimer.read(first).expire_at
