"""A watcher beside the reactor: what a person with a change stream open would see, and when."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Any

from reactor.mongo.database import ScoutlyDatabase

_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Sight:
    """An event, when it was seen (monotonic seconds), and when it happened by mongod's clock."""

    event: Mapping[str, Any]
    seen: float
    happened: datetime

    @property
    def collection(self) -> str:
        """Where it happened."""
        return str(self.event["ns"]["coll"])


class Witness:
    """Notes every event that a pipeline lets through."""

    def __init__(self) -> None:
        self.sights: list[Sight] = []
        self._changed = asyncio.Condition()

    async def until(
        self, condition: Callable[[list[Sight]], bool], within: float = _PATIENCE
    ) -> None:
        """Wait until what was seen makes a condition true."""
        async with asyncio.timeout(within), self._changed:
            await self._changed.wait_for(lambda: condition(self.sights))

    async def note(self, event: Mapping[str, Any]) -> None:
        async with self._changed:
            self.sights.append(Sight(event, monotonic(), event["wallTime"]))
            self._changed.notify_all()


@asynccontextmanager
async def witness(
    database: ScoutlyDatabase, pipeline: Sequence[Mapping[str, Any]]
) -> AsyncIterator[Witness]:
    """A watcher for as long as the block runs."""
    watching, opened, stopped = Witness(), asyncio.Event(), asyncio.Event()

    async def watch() -> None:
        stream: Any
        async with database.handle.watch(pipeline, max_await_time_ms=500) as stream:
            opened.set()
            while not stopped.is_set():
                event = await stream.try_next()
                if event is not None:
                    await watching.note(event)

    async with asyncio.TaskGroup() as group:
        group.create_task(watch())
        await opened.wait()
        try:
            yield watching
        finally:
            stopped.set()
