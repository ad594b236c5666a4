"""The change stream, its checkpoint, and the reach of the oplog."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from reactor.documents import Document
from reactor.lenient_fields import Date
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.views.concurrent_reads import if_permitted

_AWAIT_MS = 250
_SECONDS = re.compile("[0-9A-F]{8}")

Token = Annotated[
    Mapping[str, Any], BeforeValidator(lambda value: value if isinstance(value, dict) else {})
]


class Checkpoint(Document):
    """How far some reactor has acted.

    Attributes:
        token: where the stream goes on; empty if no checkpoint was ever saved, or it was spoilt.
        at: when it was saved; None if it never was, or somebody spoilt that.
    """

    token: Token = Field(default_factory=dict)
    at: Date = None

    @property
    def position(self) -> datetime | None:
        """When the last event happened that was acted on.

        A resume token begins with its type, one byte, and the seconds of its cluster time.
        """
        data = self.token.get("_data")
        seconds = data[2:10] if isinstance(data, str) else ""
        if not _SECONDS.fullmatch(seconds):
            return None
        return datetime.fromtimestamp(int(seconds, 16), UTC)


@dataclass(frozen=True, slots=True)
class Oplog:
    """The history that MongoDB keeps, by the times of its ends."""

    first: datetime
    last: datetime


async def load_checkpoint(database: ScoutlyDatabase) -> Checkpoint:
    """The checkpoint, as far as there is one."""
    return Checkpoint.read(await database.checkpoints.find_one({"_id": "stream"}))


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
