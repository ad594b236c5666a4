"""Who is alive, how far the stream was acted on, what fires next, and how large it all is."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bson import MaxKey, MinKey

from reactor.documents import Document
from reactor.lenient_fields import Count, Date, Text
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.timers import timer_id
from reactor.mongo.views.queue import label_among, name_among

_NEXT = 5
_SECONDS = re.compile("[0-9A-F]{8}")
_A_DATE = {"$type": "date"}


class LiveLease(Document):
    """A reactor's sign of life.

    Attributes:
        owner: the id under which it claims jobs.
        expire_at: when it counts as dead unless it refreshes this; None if that is no date.
        since: when the lease was taken, where that is known.
        seconds: how long it is; 0 where that is not known.
    """

    owner: Text = ""
    expire_at: Date = None
    since: Date = None
    seconds: Count = 0


class ScrapeTimer(Document):
    """When a company is looked at next.

    Attributes:
        company: what it is called, `""` if it does not exist.
        name: the same as people write it.
        expire_at: when.
    """

    company: Text = ""
    name: Text = ""
    expire_at: Date = None


class _Checkpoint(Document):
    at: Date = None
    token: Any = None

    @property
    def position(self) -> datetime | None:
        """When the last event happened that was acted on.

        A resume token begins with its type, one byte, and the seconds of its cluster time.
        """
        data = self.token.get("_data") if isinstance(self.token, dict) else None
        seconds = data[2:10] if isinstance(data, str) else ""
        if not _SECONDS.fullmatch(seconds):
            return None
        return datetime.fromtimestamp(int(seconds, 16), UTC)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Bytes; None where the server does not tell.

    Attributes:
        data: the database's documents as they are stored, and its indexes.
        disk_free: free on the disk of MongoDB.
        disk_total: its size.
    """

    data: int | None = None
    disk_free: int | None = None
    disk_total: int | None = None


@dataclass(frozen=True, slots=True)
class Server:
    """What MongoDB knows of the reactors and of time.

    Attributes:
        leases: of the reactors that are alive.
        checkpoint_at: when the checkpoint was last saved.
        stream_position: when the last change happened that was acted on, by the checkpoint.
        timers: the scrape timers that fire next.
        oldest_timer: when the first of all timers should fire, or should have fired.
        sizes: of the database and its disk.
    """

    leases: tuple[LiveLease, ...] = ()
    checkpoint_at: datetime | None = None
    stream_position: datetime | None = None
    timers: tuple[ScrapeTimer, ...] = ()
    oldest_timer: datetime | None = None
    sizes: Sizes = Sizes()


async def read_server(database: ScoutlyDatabase) -> Server:
    """What the small collections tell."""
    checkpoint = _Checkpoint.read(await database.checkpoints.find_one({"_id": "stream"}))
    first = await database.timers.find_one({"expireAt": _A_DATE}, sort=[("expireAt", 1)])
    return Server(
        leases=await _leases(database),
        checkpoint_at=checkpoint.at,
        stream_position=checkpoint.position,
        timers=await next_timers(database),
        oldest_timer=ScrapeTimer.read(first).expire_at,
        sizes=await _sizes(database),
    )


async def _leases(database: ScoutlyDatabase) -> tuple[LiveLease, ...]:
    every = {"$gte": timer_id("lease", MinKey()), "$lte": timer_id("lease", MaxKey())}
    found = await database.timers.find({"_id": every}).to_list(None)
    return tuple(LiveLease.read(lease | {"owner": str(lease["_id"].get("of"))}) for lease in found)


async def next_timers(database: ScoutlyDatabase) -> tuple[ScrapeTimer, ...]:
    """The visits that come next."""
    found = await driver.aggregate(
        database.timers,
        [
            {"$match": {"expireAt": _A_DATE, "_id.kind": "scrape"}},
            {"$sort": {"expireAt": 1}},
            {"$limit": _NEXT},
            {
                "$lookup": {
                    "from": "companies",
                    "localField": "_id.of",
                    "foreignField": "_id",
                    "pipeline": [{"$project": {"company": 1, "companyID": 1}}],
                    "as": "named",
                }
            },
        ],
    )
    return tuple(
        ScrapeTimer.read(
            timer | {"company": label_among(timer["named"]), "name": name_among(timer["named"])}
        )
        for timer in found
    )


async def _sizes(database: ScoutlyDatabase) -> Sizes:
    """Sizes from dbStats, which a role may withhold."""
    try:
        stats: dict[str, Any] = await database.handle.command("dbStats")
    except driver.OperationFailure:
        return Sizes()
    # Of a database that does not exist yet, MongoDB says zeros.
    total = _bytes(stats, "fsTotalSize") or None
    return Sizes(
        data=_bytes(stats, "storageSize") + _bytes(stats, "indexSize"),
        disk_free=total and total - _bytes(stats, "fsUsedSize"),
        disk_total=total,
    )


def _bytes(stats: dict[str, Any], name: str) -> int:
    value = stats.get(name)
    return int(value) if isinstance(value, int | float) else 0
