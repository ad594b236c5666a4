"""The size of the database, and its growth by collection."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bson import ObjectId

from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.views.read_model import ReadModel

_LATELY = timedelta(days=30)
"""What came in this time is taken to go on for a year."""

_YEAR = timedelta(days=365)
_GROWING = ("postings", "savedjobs", "tokenusages", "companyscrapehistories")
"""All others are bounded by the time for which they are kept, or by the number of companies."""

_OF_LINKS = "companyscrapehistories"
"""Grows within its documents, so that what comes cannot be counted."""


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
class CollectionGrowth:
    """A collection that grows.

    Attributes:
        name: of the collection.
        documents: how many it has.
        size: bytes of its documents, before MongoDB compresses them.
        a_year: bytes that a year would add, going by the last month; None where nobody knows.
    """

    name: str
    documents: int = 0
    size: int = 0
    a_year: int | None = None


class StoredCollection(ReadModel):
    """A collection that grows.

    Attributes:
        name: of the collection.
        documents: how many it has.
        bytes: of its documents, before MongoDB compresses them.
        bytes_a_year: that a year would add, going by the last month; None where nobody knows.
    """

    name: str
    documents: int = 0
    bytes: int = 0
    bytes_a_year: int | None = None


def stored_collection(each: CollectionGrowth) -> StoredCollection:
    """A collection for programs and pages."""
    return StoredCollection(
        name=each.name, documents=each.documents, bytes=each.size, bytes_a_year=each.a_year
    )


async def read_sizes(database: ScoutlyDatabase) -> Sizes:
    """Sizes from dbStats, which a role may withhold."""
    try:
        stats: dict[str, Any] = await database.handle.command("dbStats")
    except driver.OperationFailure:
        return Sizes()
    # Of a database that does not exist yet, MongoDB says zeros.
    total = _whole(stats.get("fsTotalSize")) or None
    return Sizes(
        data=_whole(stats.get("storageSize")) + _whole(stats.get("indexSize")),
        disk_free=total and total - _whole(stats.get("fsUsedSize")),
        disk_total=total,
    )


async def read_growth(database: ScoutlyDatabase, now: datetime) -> tuple[CollectionGrowth, ...]:
    """The collections that grow, the largest first; nothing of those that a role withholds."""
    async with asyncio.TaskGroup() as group:
        asked = [group.create_task(_growing(database, name, now)) for name in _GROWING]
    found = [each.result() for each in asked]
    return tuple(sorted((each for each in found if each.size), key=lambda each: -each.size))


async def _growing(database: ScoutlyDatabase, name: str, now: datetime) -> CollectionGrowth:
    collection = database[name]
    stats: list[dict[str, Any]] = [{"$collStats": {"storageStats": {}}}]
    try:
        found = await driver.aggregate(collection, stats)
    except driver.OperationFailure:
        return CollectionGrowth(name)  # it does not exist yet, or a role withholds it
    of_it: dict[str, Any] = found[0].get("storageStats", {}) if found else {}
    documents, size = _whole(of_it.get("count")), _whole(of_it.get("size"))
    if name == _OF_LINKS or not documents:
        return CollectionGrowth(name, documents, size)
    # An id holds its time.
    lately = {"_id": {"$gte": ObjectId.from_datetime(now - _LATELY)}}
    new = await collection.count_documents(lately)
    return CollectionGrowth(name, documents, size, int(size / documents * new * (_YEAR / _LATELY)))


def _whole(value: Any) -> int:
    return int(value) if isinstance(value, int | float) else 0
