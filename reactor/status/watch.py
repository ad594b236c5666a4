"""Follows the database live: each change leads to a new reading.

Nothing is polled: a change stream tells of changes, and between them only durations grow, here.
"""

import asyncio
from contextlib import suppress
from datetime import timedelta
from time import monotonic
from typing import Any

from reactor.errors import PassingError, SettingsError
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.views.overview import WATCHED
from reactor.signals import ended_before
from reactor.status.display import StatusOutput
from reactor.status.state_reader import StatusReader, explained
from reactor.status.system_state import Status

_MAX_AWAIT_MS = 1_000
_BETWEEN_DRAWINGS = 0.5
_FAREWELL = 2.0
_SHARE = 0.25
"""The most of the time that is spent on reading, however much happens."""

_TICK = 1.0
_MIN_PAUSE, _MAX_PAUSE = 1.0, 15.0
_NEWS: list[dict[str, Any]] = [
    {"$match": {"$or": [{"ns.coll": {"$in": list(WATCHED)}}, {"ns.coll": None}]}},
    {"$project": {"operationType": 1}},
]


class Watch:
    """Shows a database whenever it changes, until told to stop.

    Args:
        database: which.
        reader: reads how it stands.
        show: shows that.
    """

    def __init__(self, database: ScoutlyDatabase, reader: StatusReader, show: StatusOutput) -> None:
        self._database = database
        self._reader = reader
        self._show = show
        self._stopped = asyncio.Event()
        self._woken = asyncio.Event()
        self._changed = True
        self._trouble = ""

    def stop(self) -> None:
        """End soon."""
        self._stopped.set()
        self._woken.set()

    async def run(self) -> None:
        """Show until stopped.

        Raises:
            PassingError: MongoDB cannot be reached at the start.
            SettingsError: it is no replica set, or refuses the credentials.
        """
        showing = asyncio.create_task(self._run())
        # A MongoDB that hangs is not waited for.
        if await ended_before(self._stopped, showing, farewell=_FAREWELL):
            showing.result()

    async def _run(self) -> None:
        status = await self._reader.read()
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._listen(), name="listen")
                group.create_task(self._draw(status), name="draw")
        except ExceptionGroup as errors:
            raise errors.exceptions[0] from None

    def _tell(self, trouble: str = "") -> None:
        """Something has changed, or it cannot be seen whether."""
        self._trouble = trouble
        self._changed = True
        self._woken.set()

    async def _listen(self) -> None:
        """Follow the change stream, and open it again whenever it breaks."""
        pause = _MIN_PAUSE
        while not self._stopped.is_set():
            try:
                async with driver.watch(
                    self._database.handle, _NEWS, start_after=None, max_await_time_ms=_MAX_AWAIT_MS
                ) as stream:
                    pause = _MIN_PAUSE
                    # What happened while nobody listened is seen by looking.
                    self._tell()
                    await self._follow(stream)
            except driver.PyMongoError as error:
                problem = explained(error)
                if isinstance(problem, SettingsError):
                    raise problem from error
                self._tell(str(problem))
                await self._rest(pause)
                pause = min(pause * 2, _MAX_PAUSE)

    async def _follow(self, stream: driver.ChangeStream) -> None:
        while not self._stopped.is_set():
            events = await stream.next_batch()
            if events:
                self._tell()
                # What comes together is read together.
                await self._rest(_BETWEEN_DRAWINGS)
            elif not stream.alive:
                return

    async def _draw(self, status: Status) -> None:
        """Show what is new, as soon as that is due; and how durations grow."""
        read_at = monotonic()
        while not self._stopped.is_set():
            started = monotonic()
            unseen, self._changed = self._changed, False
            if unseen and not self._trouble:
                status, read_at = await self._read(status, read_at)
            passed = timedelta(seconds=monotonic() - read_at)
            self._show.draw(status, status.overview.now + passed, self._trouble)
            spent = monotonic() - started
            await self._rest(max(_BETWEEN_DRAWINGS - spent, spent * (1 / _SHARE - 1)))
            await self._until_woken()

    async def _read(self, status: Status, read_at: float) -> tuple[Status, float]:
        """The newest status and when it was read; the last one if MongoDB is away."""
        asked_at = monotonic()
        try:
            newest = await self._reader.read()
        except PassingError as error:
            self._trouble = str(error)
            self._look_again_in(_MAX_PAUSE)
            return status, read_at
        if self._reader.rest > 0 and self._reader.is_behind:
            # The companies were not counted anew; that is made up for, even if nothing follows.
            self._look_again_in(self._reader.rest)
        return newest, asked_at

    def _look_again_in(self, seconds: float) -> None:
        asyncio.get_running_loop().call_later(seconds, self._tell)

    async def _until_woken(self) -> None:
        """Return when there is news, at the next tick of durations, or when stopped."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_TICK if self._show.ticks else None):
                while not (self._changed or self._stopped.is_set()):
                    self._woken.clear()
                    await self._woken.wait()

    async def _rest(self, seconds: float) -> None:
        """Wait, but not when stopped."""
        with suppress(TimeoutError):
            async with asyncio.timeout(max(seconds, 0.0)):
                await self._stopped.wait()
