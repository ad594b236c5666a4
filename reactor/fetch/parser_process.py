"""A process for parsing pages: limited in time and memory, and replaced after a failure."""

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
"""Maximum seconds of an ordinary task, on a small and busy machine."""

LOADING = 1.0
"""Seconds that the first task in a process may take, because it loads the parsers."""

ANEW: BaseContext = multiprocessing.get_context("spawn")
"""Start method `spawn`: a new process that inherits none of this one's memory."""

_LOOK_AGAIN, _LOOK_SOON = 1.0, 0.05

Result = TypeVar("Result")
Arguments = TypeVarTuple("Arguments")

log = logger.bind(channel="job-matching-orchestrator")


@dataclass(frozen=True, slots=True)
class Bounds:
    """The limits of one process.

    Attributes:
        time: seconds for one task.
        tasks: tasks after which it is replaced, because trafilatura's caches only grow.
        idle: seconds without a task after which it is ended, because it is as big as the rest of
            the reactor.
        memory: bytes that it may allocate, 45 million of them before the first page; a task that
            needs more fails. A board's list of 1000 postings (9 MB) takes up to 130 million; the
            word lists of the keyword matcher take 5 million more.
        kept: bytes that it may still hold after a task; above that it is replaced.
    """

    time: float = 30.0
    tasks: int = 500
    idle: float = 60.0
    memory: int = 140_000_000
    kept: int = 110_000_000


class ParsingProcess:
    """Runs functions in one other process, which starts with the first task and ends when idle.

    Attributes:
        turn: lock to hold around `run`. With one task at a time, a waiting task can be cancelled
            without effect, and none is half written to the pipe of a process that is killed.
        took: seconds of its last task, without the start of the process.
        usual: seconds that an ordinary task might have taken instead.
        spoilt: whether its last task made the process unusable.
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
        """Whether the process exists or is being started."""
        return self._pool is not None

    async def run(
        self,
        function: Callable[[*Arguments], Result],
        args: tuple[*Arguments],
        what: str,
        *,
        within: float = math.inf,
    ) -> Result:
        """The result of `function(*args)`; cancellation ends the call in the process too.

        Args:
            function: the function to run.
            args: its arguments.
            what: name of the parsed page, for messages.
            within: seconds for the task, if less than the usual limit.

        Raises:
            ParsingTimeoutError: it took too long.
            LastingError: it took too much memory, crashed, or failed unexpectedly.
            PassingError: the process was killed from outside, or could not start.
            ReactorError: `function` raised it.
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
                self.took, self._loaded = self.busy_for, False  # the process is replaced
                raise
            except TimeoutError:
                self.took = limit
                error = ParsingTimeoutError(f"{what} could not be read within {limit:.3g} s")
            except ProcessExpired:
                error = _unreadable(what, "it crashed the parser")
            except BrokenProcessPool:
                # Killed while idle, or unable to start: the page is not the cause.
                raise PassingError(
                    f"{what} could not be read: the parser was not there", code="parser_lost"
                ) from None
            except MemoryError:
                error = _unreadable(what, "it needs too much memory")
            except Exception as broken:  # noqa: BLE001 - untrusted pages make parsers fail in any way
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
            # A failed task may leave the process in a bad state, or large.
            self.took, self.spoilt = max(self.took, self.busy_for), True
            await self.end()
        raise error

    async def close(self) -> None:
        """End the process and its idle timer."""
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
        """Suspend the idle timer for the block."""
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
        """The result of `task`; cancellation is passed on to it.

        Raises:
            BrokenProcessPool: the pool is broken. Pebble loses a task submitted just as its idle
                process is killed, so the pool is polled.
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
        """When its task was seen to begin. Pebble sends no event, so the task is polled."""
        if self._began is None and self._task is not None and self._task.running():
            self._began = time.monotonic()
        return self._began

    def _retire(self) -> None:
        # With a task running or waiting, that task's end restarts the idle timer.
        if self._pool is not None and not self.turn.locked():
            self._retiring = asyncio.create_task(self._end_in_turn(), name="end idle parser")

    async def _end_in_turn(self) -> None:
        """End the process while no task can be submitted to it."""
        async with self.turn:
            await self.end()

    async def _ready_pool(self) -> ProcessPool:
        # A pool whose process was killed while idle is not active.
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

    Later processes inherit the mask too. Ctrl-C reaches the whole process group, but only this
    process may end the worker, even while the worker is starting.
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
