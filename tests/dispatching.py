"""A dispatcher whose queue is the test: what it asks for waits until the test answers it."""

import asyncio
from collections.abc import Collection, Coroutine
from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace, TracebackType
from typing import Any, Self, cast

from loguru import logger

from reactor.core.dispatch.dispatcher import Dispatcher
from reactor.core.leadership.lease import Lease
from reactor.documents import Job
from reactor.mongo.jobs.queue import Queue
from reactor.settings import Settings
from tests.still_loop import StillLoop

GRACE = 30.0
"""Seconds."""

_MAX_LOOKS = 1_000


def job(number: int, company: str | None = None, *, crashes: int = 0, owner: str = "me") -> Job:
    """A job that has just been claimed."""
    claimed = {"_id": number, "companyId": company or f"of {number}", "crashCount": crashes}
    lease = {"owner": owner, "token": f"t{number}"}
    return Job.read(claimed | {"status": "processing", "lease": lease})


@dataclass(eq=False)
class Ask:
    """What the queue was asked for: `kind` is its method, `about` what it was asked with."""

    kind: str
    about: Any
    answer: asyncio.Future[Any]


@dataclass
class FakeQueue:
    """Stands for `Queue`.

    Attributes:
        open: what is not answered yet, and has not been cut.
        history: all that was ever asked for.
        to_blame: the job that MongoDB refuses to have claimed, if it is one job.
    """

    open: list[Ask] = field(default_factory=list)
    history: list[Ask] = field(default_factory=list)
    to_blame: Any = None

    async def claim(self, owner: str, **others: Any) -> Job | None:
        return cast(Job | None, await self.ask("claim", {"owner": owner, **others}))

    async def first_claimable(self, *, but: Collection[Any]) -> Any:
        return None if self.to_blame in but else self.to_blame

    async def hand_back(self, job: Job) -> None:
        await self.ask("hand_back", job.id)

    async def hand_back_strays(self, owner: str, *, running: Collection[Any]) -> None:
        await self.ask("hand_back_strays", (owner, list(running)))

    async def held_tokens(self, job_ids: Collection[Any]) -> set[str]:
        return cast(set[str], await self.ask("held_tokens", list(job_ids)))

    async def ended(self, job_ids: Collection[Any]) -> list[Any]:
        return cast(list[Any], await self.ask("ended", list(job_ids)))

    async def ask(self, kind: str, about: Any) -> Any:
        ask = Ask(kind, about, asyncio.get_running_loop().create_future())
        self.open.append(ask)
        self.history.append(ask)
        try:
            return await ask.answer
        finally:
            self.open.remove(ask)


@dataclass
class FakeLease:
    """Stands for `Lease`."""

    owner: str = "me"
    held: bool = True
    looks: int = 0

    @property
    def holds(self) -> bool:
        self.looks += 1
        assert self.looks < _MAX_LOOKS, "the dispatcher goes round in circles"
        return self.held


class Scene:
    """A dispatcher at work, on a clock that stands still; every move lets all come to rest.

    Attributes:
        started: the jobs whose runs began.
        stopped: those whose runs were cancelled, each time they were.
        told: what the log was told.
    """

    def __init__(self, *, slots: int = 2, unwinds: bool = False) -> None:
        self.queue, self.lease = FakeQueue(), FakeLease()
        self.started, self.stopped, self.told = list[Any](), list[Any](), list[str]()
        self._runs: dict[Any, asyncio.Future[bool]] = {}
        self._unwinds = unwinds
        self.loop = StillLoop()
        settings = SimpleNamespace(concurrency=slots, grace=timedelta(seconds=GRACE))
        self.dispatcher = Dispatcher(
            cast(Queue, self.queue),
            cast(Lease, self.lease),
            self._run,
            cast(Settings, settings),
        )

    async def _run(self, job: Job, /) -> bool:
        """A run that ends when the test says so; `unwinds` if that also takes until then."""
        self.started.append(job.id)
        self._runs[job.id] = asyncio.get_running_loop().create_future()
        try:
            return await self._runs[job.id]
        except asyncio.CancelledError:
            self.stopped.append(job.id)
            if self._unwinds:
                await self.queue.ask("unwind", job.id)
            raise

    def __enter__(self) -> Self:
        self._sink = logger.add(lambda said: self.told.append(said.record["message"]))
        self.task = self.loop.create_task(self.dispatcher.run())
        self.settle()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.loop.run_until_complete(self.loop.clear())
        self.loop.close()
        logger.remove(self._sink)

    # Moves

    def settle(self) -> None:
        """Let everything happen that can; the dispatcher must be well then."""
        self.lease.looks = 0
        self.loop.run_until_complete(self.loop.settle())
        if self.task.done() and not self.task.cancelled():
            self.task.result()

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.loop.run_until_complete(self.loop.pass_seconds(seconds))
        self.settle()

    def begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Let the consumer call the dispatcher."""
        self._consumer = self.loop.create_task(work)
        self.settle()

    def answer(self, kind: str, with_: Any = None) -> None:
        """Answer what was asked first of this kind; an exception is raised there."""
        ask = next(ask for ask in self.queue.open if ask.kind == kind)
        if isinstance(with_, BaseException):
            ask.answer.set_exception(with_)
        else:
            ask.answer.set_result(with_)
        self.settle()

    def claim(self, *jobs: Job | Exception | None) -> None:
        """Answer so many claims."""
        for each in jobs:
            self.answer("claim", each)

    def find_no_more(self) -> None:
        """Answer all claims with nothing, those that follow too."""
        while self.claims:
            self.claim(None)

    def end(self, number: int, *, written: bool = True) -> None:
        """Let a run end, whether or not its job's end was written."""
        self._runs[number].set_result(written)
        self.settle()

    def fail(self, number: int, error: BaseException) -> None:
        """Let a run raise."""
        self._runs[number].set_exception(error)
        self.settle()

    # What is seen

    def asked(self, kind: str) -> list[Any]:
        """What is asked of this kind, and not answered."""
        return [ask.about for ask in self.queue.open if ask.kind == kind]

    def count(self, kind: str) -> int:
        """How often it was asked so far."""
        return sum(ask.kind == kind for ask in self.queue.history)

    @property
    def claims(self) -> int:
        """How many claims are under way."""
        return len(self.asked("claim"))

    @property
    def ended(self) -> bool:
        """Whether the dispatcher has ended, and left nothing behind."""
        return self.task.done() and not self.loop.timers
