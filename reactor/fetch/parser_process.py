"""One process in which pages are parsed: bounded in time and memory, and replaced when it fails."""

import asyncio
import math
import multiprocessing
import signal
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import asynccontextmanager
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.context import BaseContext
from typing import Any, TypeVar, TypeVarTuple

from loguru import logger
from pebble import ProcessExpired, ProcessPool

from reactor.errors import LastingError, ParsingTimeoutError, PassingError
from reactor.fetch.memory_limit import Report, measured, prepare

ORDINARY = 0.25
"""Seconds that an ordinary task takes at most, on a small machine that has more to do."""

LOADING = 1.0
"""Seconds that the first task in a process may take: the parsers are loaded in its course."""

ANEW: BaseContext = multiprocessing.get_context("spawn")
"""How it is started: as a new process, with nothing of this one's memory."""

_LOOK_AGAIN, _LOOK_SOON = 1.0, 0.05

Result = TypeVar("Result")
Arguments = TypeVarTuple("Arguments")

log = logger.bind(channel="job-matching-orchestrator")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one process may use.

    Attributes:
        time: seconds that one task may take.
        tasks: it is replaced after so many: trafilatura's caches only grow.
        idle: seconds without a task after which it is ended: it is as big as all the rest.
        memory: bytes that it may ask the system for, 45 million of them before the first page; a
            task that needs more fails. A board's list of 1000 postings (9 MB) takes up to 130; the
            words that the keyword matcher compares take 5 more.
        kept: bytes that it may still hold after a task; it is replaced if that is more.
    """

    time: float = 30.0
    tasks: int = 500
    idle: float = 60.0
    memory: int = 140_000_000
    kept: int = 110_000_000


class ParsingProcess:
    """Runs functions in one other process, which starts with the first task and ends when idle.

    Attributes:
        turn: to be held around `run`. One task at a time: what waits for it can be cancelled for
            nothing, and never sits half written in the pipe of a process that is being killed.
        took: seconds that its last task took, but for the start of the process.
        usual: seconds that its last task might have taken, being an ordinary one.
        spoilt: whether its last task cost the process, which had to be ended.
    """

    def __init__(self, bounds: Bounds) -> None:
        self.turn = asyncio.Lock()
        self._bounds = bounds
        self._pool: ProcessPool | None = None
        self.took, self.usual, self.spoilt = 0.0, LOADING, False
        self._tasks = 0
        self._loaded = False
        self._task: Future[Any] | None = None
        self._began: float | None = None
        self._rest: asyncio.TimerHandle | None = None
        self._retiring: asyncio.Task[None] | None = None

    @property
    def busy_for(self) -> float:
        """Seconds since its task was seen to have begun; 0 while the process starts."""
        began = self._beginning()
        return time.monotonic() - began if began is not None else 0.0

    @property
    def started(self) -> bool:
        """Whether there is a process, or one that starts."""
        return self._pool is not None

    async def run(
        self,
        function: Callable[[*Arguments], Result],
        args: tuple[*Arguments],
        what: str,
        *,
        within: float = math.inf,
    ) -> Result:
        """The result of `function(*args)`; cancelling this ends it there.

        Args:
            function: what is run.
            args: what it is given.
            what: the name of what is read, for messages.
            within: seconds that it may take, where that is less than usual.

        Raises:
            ParsingTimeoutError: it took too long.
            LastingError: it took too much memory, crashed, or failed unexpectedly.
            PassingError: the process was killed from outside, or could not start.
            ReactorError: as `function` raised it.
        """
        async with self._busy():
            pool = await self._ready_pool()
            self.usual = ORDINARY if self._loaded else LOADING
            limit = min(self._bounds.time, within)
            error: LastingError
            self._task = pool.schedule(measured, args=(function, args), timeout=limit)
            try:
                report: Report[Result] = await self._result_of(self._task, pool)
            except asyncio.CancelledError:
                self.took, self._loaded = self.busy_for, False  # another one takes its place
                raise
            except TimeoutError:
                self.took = limit
                error = ParsingTimeoutError(f"{what} could not be read within {limit:.3g} s")
            except ProcessExpired:
                error = _unreadable(what, "it crashed the parser")
            except BrokenProcessPool:
                # Killed while it had nothing to do, or it could not start: not this page's doing.
                raise PassingError(
                    f"{what} could not be read: the parser was not there", code="parser_lost"
                ) from None
            except MemoryError:
                error = _unreadable(what, "it needs too much memory")
            except Exception as broken:  # noqa: BLE001 - strangers' pages make parsers fail in any way
                log.warning("parser failed", page=what, error=repr(broken))
                error = _unreadable(what, f"{type(broken).__name__} in the parser")
            else:
                self.took, self._loaded = report.seconds, True
                self._tasks += 1
                self.spoilt = report.held > self._bounds.kept
                if self._tasks >= self._bounds.tasks or self.spoilt:
                    log.debug("parser replaced", page=what, tasks=self._tasks, bytes=report.held)
                    await self.end()
                return _outcome(report)
            # Whatever it was, it may have left the process in a bad state, or large.
            self.took, self.spoilt = max(self.took, self.busy_for), True
            await self.end()
        raise error

    async def close(self) -> None:
        """End the process for good."""
        if self._rest is not None:
            self._rest.cancel()
        if self._retiring is not None:
            await self._retiring
        await self.end()

    async def end(self) -> None:
        """End the process; the next task starts another."""
        pool, self._pool, self._loaded = self._pool, None, False
        if pool is not None:
            await asyncio.to_thread(_end, pool)

    @asynccontextmanager
    async def _busy(self) -> AsyncIterator[None]:
        """Put the end of the idle process off, until the idle limit after the block."""
        if self._rest is not None:
            self._rest.cancel()
        self.took, self.spoilt = 0.0, False
        try:
            yield
        finally:
            self._began = self._task = None
            loop = asyncio.get_running_loop()
            self._rest = loop.call_later(self._bounds.idle, self._retire)

    async def _result_of(self, task: Future[Result], pool: ProcessPool) -> Result:
        """The result of `task`, which is cancelled if this is.

        Raises:
            BrokenProcessPool: the pool is done for. Pebble forgets the task that reaches it just
                as its idle process is killed, so somebody has to look.
        """
        waiting = asyncio.wrap_future(task)
        try:
            while not waiting.done():
                if not pool.active:
                    raise BrokenProcessPool
                again = _LOOK_SOON if self._beginning() is None else _LOOK_AGAIN
                await asyncio.wait([waiting], timeout=again)
            return waiting.result()
        finally:
            waiting.cancel()

    def _beginning(self) -> float | None:
        """When its task was seen to have begun. Pebble tells nobody, so somebody has to look."""
        if self._began is None and self._task is not None and self._task.running():
            self._began = time.monotonic()
        return self._began

    def _retire(self) -> None:
        # Where a task runs or waits for its turn, its end is what counts.
        if self._pool is not None and not self.turn.locked():
            self._retiring = asyncio.create_task(self._end_in_turn(), name="end idle parser")

    async def _end_in_turn(self) -> None:
        """End the process while no task can reach it."""
        async with self.turn:
            await self.end()

    async def _ready_pool(self) -> ProcessPool:
        # A pool whose process was killed from outside while it had nothing to do is not active.
        if self._pool is not None and not self._pool.active:
            await self.end()
        if self._pool is None:
            self._tasks = 0
            self._pool = ProcessPool(
                max_workers=1,
                initializer=prepare,
                initargs=(self._bounds.memory,),
                context=ANEW,
            )
            await asyncio.to_thread(_start, self._pool)
        return self._pool


def _unreadable(what: str, why: str) -> LastingError:
    return LastingError(f"{what} could not be read: {why}", code="unreadable_page")


def _outcome(report: Report[Result]) -> Result:
    if report.error is not None:
        raise report.error
    result: Any = report.result  # None is a result too
    return result  # type: ignore[no-any-return]


def _start(pool: ProcessPool) -> None:
    """Start the pool's threads and process with SIGINT blocked.

    They inherit that, and so does every later process: Ctrl-C goes to the whole process group,
    and ending the worker is this process's business, even while the worker is still starting.
    """
    # Started first, because it unblocks SIGINT in the thread that starts it.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        _ = pool.active
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end(pool: ProcessPool) -> None:
    # pebble annotates most of itself, but not this.
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()
