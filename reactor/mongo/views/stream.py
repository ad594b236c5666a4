"""The change stream, the checkpoint it goes on from, and how far back it could."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.views.permitted import if_permitted

_AWAIT_MS = 250


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far some reactor has acted.

    Attributes:
        token: where the stream goes on.
        at: when it was saved, None if somebody spoilt that.
    """

    token: Mapping[str, Any]
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Oplog:
    """The history that MongoDB keeps, by the times of its ends."""

    first: datetime
    last: datetime


async def load_checkpoint(database: ScoutlyDatabase) -> Checkpoint | None:
    """The checkpoint, None if none was ever saved."""
    document = await database.checkpoints.find_one({"_id": "stream"}) or {}
    token, at = document.get("token"), document.get("at")
    if not isinstance(token, dict) or not token:
        return None
    return Checkpoint(token, at if isinstance(at, datetime) else None)


async def open_stream(
    database: ScoutlyDatabase,
    pipeline: list[dict[str, Any]],
    start_after: Mapping[str, Any] | None,
) -> None:
    """Open the stream and close it again.

    Raises:
        driver.PyMongoError: it cannot be opened, or not from there.
    """
    async with driver.watch(
        database.handle, pipeline, start_after=start_after, max_await_time_ms=_AWAIT_MS
    ):
        pass


async def ask_oplog(database: ScoutlyDatabase) -> Oplog | None:
    """From when to when history reaches; None if this user may not look."""
    first = await if_permitted(_end_of_oplog(database, 1))
    last = await if_permitted(_end_of_oplog(database, -1))
    return Oplog(first, last) if first and last else None


async def _end_of_oplog(database: ScoutlyDatabase, order: int) -> datetime | None:
    oplog = database.client["local"]["oplog.rs"]
    entry = await oplog.find_one({}, {"ts": 1}, sort=[("$natural", order)])
    return datetime.fromtimestamp(entry["ts"].time, UTC) if entry else None
