"""The last days, each with its visits and its matches."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from bson import ObjectId

from reactor.decisions.actions import PROFILE
from reactor.mongo import driver
from reactor.mongo.database import FINISHED, ScoutlyDatabase
from reactor.mongo.views.read_model import ReadModel
from reactor.saved_job_status import OLDER_DEFAULT, STATUSES

DAYS = 14
NEW_FOR = timedelta(days=7)
"""A match that nobody has decided about is new for as long."""

UNDECIDED = (STATUSES[0], OLDER_DEFAULT, None, "")
"""What the status of a match is as long as nobody has said anything."""


class Day(ReadModel):
    """One day.

    Attributes:
        day: which, in the zone of the settings.
        completed: visits that ended well.
        failed: visits that did not.
        matches: postings saved.
    """

    day: date
    completed: int = 0
    failed: int = 0
    matches: int = 0


class LastDays(ReadModel):
    """The last days.

    Attributes:
        days: the oldest first; the last is today.
        new: matches of the last seven days that nobody has decided about.
    """

    days: tuple[Day, ...] = ()
    new: int = 0


async def read_days(
    database: ScoutlyDatabase, now: datetime, zone: tzinfo | None, users: Sequence[ObjectId]
) -> LastDays:
    """The last fourteen days, in one question.

    Args:
        database: where.
        now: the server's time.
        zone: where days begin; None for this machine's.
        users: whose matches count.
    """
    today = now.astimezone(zone).date()
    first = now - timedelta(days=DAYS)
    rows = await driver.aggregate(database.jobs, _questions(now, first, _offset(now, zone), users))
    counts = Counter({(row["_id"]["day"], row["_id"]["what"]): row["count"] for row in rows})
    spans = (today - timedelta(days=back) for back in reversed(range(DAYS)))
    days = tuple(
        Day(
            day=day,
            completed=counts[str(day), "completed"],
            failed=counts[str(day), "failed"],
            matches=counts[str(day), "old"] + counts[str(day), "new"],
        )
        for day in spans
    )
    new = sum(count for (_, what), count in counts.items() if what == "new")
    return LastDays(days=days, new=new)


def _questions(
    now: datetime, first: datetime, offset: str, users: Sequence[ObjectId]
) -> list[Mapping[str, Any]]:
    visits = {
        "status": {"$in": FINISHED},
        "updatedAt": {"$gte": first},
        "reason": {"$ne": PROFILE},
    }
    # Answered from an index alone: to match what is null, MongoDB would look into each document.
    saves = {"user": {"$in": list(users)}, "createdAt": {"$gte": first}}
    shown = {"_id": 0, "createdAt": 1, "status": 1, "withdrawnAt": 1}
    withdrawn = {"case": {"$gt": ["$withdrawnAt", None]}, "then": "withdrawn"}
    fresh = {"$gte": ["$createdAt", now - NEW_FOR]}
    undecided = {"$in": [{"$ifNull": ["$status", None]}, list(UNDECIDED)]}
    new = {"case": {"$and": [fresh, undecided]}, "then": "new"}
    what = {"$switch": {"branches": [withdrawn, new], "default": "old"}}
    return [
        {"$match": visits},
        _by_day("$updatedAt", offset, "$status"),
        {
            "$unionWith": {
                "coll": "savedjobs",
                "pipeline": [
                    {"$match": saves},
                    {"$project": shown},
                    _by_day("$createdAt", offset, what),
                ],
            }
        },
    ]


def _by_day(at: str, offset: str, what: Any) -> dict[str, Any]:
    day = {"$dateToString": {"date": at, "format": "%Y-%m-%d", "timezone": offset}}
    return {"$group": {"_id": {"day": day, "what": what}, "count": {"$sum": 1}}}


def _offset(now: datetime, zone: tzinfo | None) -> str:
    """The zone to MongoDB: a name, or what this machine is off by now."""
    return getattr(zone, "key", "") or now.astimezone(zone).strftime("%z")
