"""The change stream as batches: one reader that drains it, for one consumer that acts.

The reader only folds events into the inbox's batch, so that a slow decision never lets the server
wait; the consumer takes what has come so far. After any error the stream goes on behind the last
batch that was acted on; where its history is lost, a fresh one is opened and everything is looked
at again.
"""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from time import monotonic
from typing import Any

from loguru import logger

from reactor.core.batch import Position
from reactor.core.inbox import Inbox
from reactor.mongo import driver
from reactor.mongo.database import COLLECTIONS, ScoutlyDatabase

_log = logger.bind(channel="queue-processor")
_MAX_AWAIT_MS = 500
_SHORTEST_PAUSE = 1.0
_LONGEST_PAUSE = 30.0

_LOST = frozenset({9, 15, 40647, 40649, 260, 280, 286, 50811, 10334})
"""Codes after which the token is of no use: it is corrupt, foreign, too old, or the next event is
too large to be read. (Measured on MongoDB 6.0; 10334 is BSONObjectTooLarge.)"""


def _changed(*names: str) -> list[dict[str, Any]]:
    fields = [{f"updateDescription.updatedFields.{name}": {"$exists": True}} for name in names]
    return [*fields, {"updateDescription.removedFields": {"$in": list(names)}}]


_REPLACED: dict[str, Any] = {"operationType": {"$in": ["insert", "replace", "delete"]}}
_OBSERVED: list[dict[str, Any]] = [
    {"ns.coll": "usercompanypreferences"},
    # The reactor's own marks of a company are no news to it.
    {
        "ns.coll": "companies",
        "$or": [
            _REPLACED,
            *_changed("careers_url", "selector", "isProblematic", "lastSuccessfulScrape"),
        ],
    },
    # Nor are its claims.
    {
        "ns.coll": "jobqueues",
        "$or": [
            _REPLACED,
            {"updateDescription.updatedFields.status": {"$nin": [None, "processing"]}},
            *_changed("companyId"),
        ],
    },
    {"ns.coll": "timers", "operationType": "delete"},
    {
        "ns.coll": "timers",
        "operationType": {"$in": ["update", "replace"]},
        "documentKey._id.kind": "scrape",
    },
    # Collections that go, or come back under an old name, have no indexes.
    {"operationType": {"$in": ["drop", "rename"]}, "ns.coll": {"$in": COLLECTIONS}},
    {"operationType": "rename", "to.coll": {"$in": COLLECTIONS}},
    {"operationType": "dropDatabase"},
]
_BEFORE, _UPDATED = "$fullDocumentBeforeChange", "$updateDescription.updatedFields"
PIPELINE: list[dict[str, Any]] = [
    {"$match": {"$or": _OBSERVED}},
    # What is not needed stays on the server: a large document must not make a large event.
    {
        "$project": {
            "operationType": 1,
            "collection": "$ns.coll",
            "key": "$documentKey._id",
            "company": "$fullDocument.companyId",
            "before": f"{_BEFORE}.companyId",
            "moved": f"{_UPDATED}.companyId",
            "status": {"$ifNull": ["$fullDocument.status", f"{_UPDATED}.status"]},
            "statusBefore": f"{_BEFORE}.status",
            "ours": {
                "$or": [
                    {"$in": ["lease", {"$ifNull": ["$updateDescription.removedFields", []]}]},
                    {"$gt": [f"{_UPDATED}.result", None]},
                    {"$gt": [f"{_UPDATED}.crashCount", 0]},
                    {"$eq": [f"{_BEFORE}.reason", "withdrawn"]},
                ]
            },
        }
    },
]


class StreamReader:
    """Drains the database's change stream into the inbox until it is told to stop.

    Attributes:
        opened: set while a stream is open.
        last_read: monotonic time of the last answer, in seconds.
    """

    def __init__(
        self,
        database: ScoutlyDatabase,
        inbox: Inbox,
        *,
        on_lost: Callable[[], None],
    ) -> None:
        self._database = database
        self._inbox = inbox
        self._on_lost = on_lost
        self._stopping = asyncio.Event()
        self._pause = _SHORTEST_PAUSE
        self._acted_on: Mapping[str, Any] | None = None
        self._history = 0
        self.opened = asyncio.Event()
        self.last_read = monotonic()

    def stop(self) -> None:
        """End at the next pause between two reads: a read that is cancelled loses its event."""
        self._stopping.set()

    def acknowledge(self, position: Position) -> bool:
        """Note that everything before `position` was acted on; False if its history is lost."""
        if position.history != self._history:
            return False
        self._acted_on = position.token
        return True

    async def run(self, token: Mapping[str, Any] | None) -> None:
        """Read on from `token` until stopped, reopening the stream as often as it breaks."""
        self._acted_on = token
        while not self._stopping.is_set():
            try:
                await self._read()
            except driver.PyMongoError as error:
                if getattr(error, "code", None) in _LOST and self._acted_on is not None:
                    self._start_afresh(error)
                else:
                    await self._rest(error)
            finally:
                self.opened.clear()

    async def _rest(self, error: Exception) -> None:
        """Wait before the next try, longer each time, but not when stopped."""
        _log.warning("stream broke", error=driver.brief(error), reopen_in=f"{self._pause:g}s")
        with suppress(TimeoutError):
            async with asyncio.timeout(self._pause):
                await self._stopping.wait()
        self._pause = min(self._pause * 2, _LONGEST_PAUSE)

    async def _read(self) -> None:
        """Open the stream behind the last batch acted on, and read until it ends."""
        async with driver.watch(
            self._database.handle,
            PIPELINE,
            start_after=self._acted_on,
            max_await_time_ms=_MAX_AWAIT_MS,
        ) as stream:
            if self._acted_on is None:
                self._acted_on = stream.resume_token
                self._on_lost()
            _log.info("stream opened")
            self.opened.set()
            self._pause = _SHORTEST_PAUSE
            while not self._stopping.is_set():
                event = await stream.try_next()
                self.last_read = monotonic()
                if event is not None:
                    await self._inbox.put_event(event, self._position(stream))
                elif stream.alive:
                    await self._inbox.put_position(self._position(stream))
                else:
                    # An invalidate event that the filter hid: the database was dropped.
                    self._start_afresh(None)
                    return

    def _position(self, stream: driver.ChangeStream) -> Position:
        return Position(stream.resume_token, self._history)

    def _start_afresh(self, error: Exception | None) -> None:
        _log.warning(
            "stream history lost; opening a fresh stream and looking at every company",
            error=driver.brief(error) if error else "invalidated",
        )
        self._acted_on = None
        self._history += 1
