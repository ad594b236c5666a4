"""Reactive cores that a test starts, stops and kills, and runs that end when it says so."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from bson import Timestamp

from reactor.core.assembly import Core
from reactor.core.leadership.lease import Lease
from reactor.core.stream.batch import Position
from reactor.core.stream.reader import StreamReader
from reactor.documents import Job
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.faults.model.fuse import Fuse
from tests.faults.model.runs import Run

T = TypeVar("T")


class ReactorUnderTest:
    """A reactive core on a client of its own, so that it can die alone.

    Args:
        uri: where MongoDB listens.
        name: the database.
        settings: its settings.
        on_progress: called whenever it has acted on something, and when it dies.

    Attributes:
        runs: what runs in it now; once it is dead, what ran then.
        ended: what ran in it before.
        offences: what it should never have done.
    """

    def __init__(
        self, uri: str, name: str, settings: Settings, on_progress: Callable[[], None]
    ) -> None:
        self.runs: list[Run] = []
        self.ended: list[Run] = []
        self.offences: list[str] = []
        self._settings = settings
        self._on_progress = on_progress
        self._fuse = Fuse(on_burnt=self._die)
        self._database = ScoutlyDatabase(driver.connect(uri, event_listeners=[self._fuse]), name)
        self._fuse.connect(self._database.client)
        self._core = Core(self._database, settings, self._run)
        self._acted_on = ""
        self._note_what_is_acted_on()
        self._task: asyncio.Task[None] | None = None

    @property
    def owner(self) -> str:
        """The id under which it claims jobs now."""
        return _part(self._core, Lease).owner

    @property
    def is_dead(self) -> bool:
        """Whether it was killed."""
        return self._fuse.is_burnt

    @property
    def failure(self) -> BaseException | None:
        """Why it ended although nobody killed it."""
        task = self._task
        return task.exception() if task and task.done() and not self.is_dead else None

    @property
    def sleeps(self) -> bool:
        """Whether it neither reads nor writes, like a laptop whose lid is closed."""
        return self._fuse.sleeps

    def sleep(self) -> None:
        """Neither read nor write any more."""
        self._fuse.sleep()

    def wake(self) -> None:
        """Go on where it fell asleep, with what has happened since unread."""
        self._fuse.wake()

    def has_acted_on(self, time: Timestamp) -> bool:
        """Whether it has acted on everything that happened up to then."""
        # A resume token begins with its type (one byte) and the time of the event in it.
        return self._acted_on[2:18] >= f"{time.time:08X}{time.inc:08X}"

    async def start(self) -> None:
        """React; returns once jobs are claimed."""
        started = asyncio.Event()
        self._task = asyncio.create_task(self._core.run(started))
        waiting = asyncio.create_task(started.wait())
        await asyncio.wait({self._task, waiting}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()

    async def stop(self) -> None:
        """End in good order."""
        assert self._task
        self._core.stop()
        await self._task
        await driver.disconnect(self._database.client)

    def kill(self, after: int) -> None:
        """Let it die as by SIGKILL when MongoDB has answered it so many times more."""
        self._fuse.light(after)

    async def bury(self) -> None:
        """Kill it if it is not dead yet, and wait for what is left of it to unwind."""
        assert self._task
        self.kill(after=0)
        await asyncio.gather(self._task, return_exceptions=True)

    def _die(self) -> None:
        if self._task:
            self._task.cancel()
        self._on_progress()

    async def _run(self, job: Job) -> bool:
        run = Run(job, self._database)
        if any(other.job.company_id == job.company_id for other in self.runs):
            self.offences.append(f"{job.company_id} runs twice at once in one reactor")
        self.runs.append(run)
        try:
            return await run.work(self._settings)
        finally:
            if not self.is_dead:
                self.runs.remove(run)
                self.ended.append(run)

    def _note_what_is_acted_on(self) -> None:
        stream = _part(self._core, StreamReader)
        acknowledge = stream.acknowledge

        def noted(position: Position) -> bool:
            if position.token:
                self._acted_on = position.token["_data"]
            self._on_progress()
            return acknowledge(position)

        vars(stream)["acknowledge"] = noted


def _part(core: Core, kind: type[T]) -> T:
    """A part of a core: nobody but a test looks into it."""
    return next(part for part in vars(core).values() if isinstance(part, kind))
