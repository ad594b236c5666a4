"""The process in which pages are parsed.

libxml and trafilatura crash in threads and can hang or bloat on a hostile page. Here that costs
one task and one process, which is then replaced.
"""

import asyncio
import multiprocessing
import signal
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import asynccontextmanager
from multiprocessing import resource_tracker
from types import TracebackType
from typing import Self, TypeVar, TypeVarTuple

from loguru import logger
from pebble import ProcessExpired, ProcessPool

from reactor.errors import LastingError, PassingError, ReactorError

TIME_LIMIT = 20.0
"""Seconds that one task may take."""

TASKS_PER_PROCESS = 500
"""A process is replaced after this many tasks: trafilatura's caches only grow."""

IDLE_LIMIT = 60.0
"""Seconds without a task after which the process is ended: it is as big as all the rest."""

_LOOK_AGAIN = 1.0

Result = TypeVar("Result")
Arguments = TypeVarTuple("Arguments")

log = logger.bind(channel="job-matching-orchestrator")


class ParsingWorker:
    """Runs functions in one other process; an async context manager.

    The process starts with the first task and ends when idle, or with the context.

    Args:
        time_limit: seconds that one task may take.
        tasks_per_process: the process is replaced after this many.
        idle_limit: seconds without a task after which the process is ended.
    """

    def __init__(
        self,
        *,
        time_limit: float = TIME_LIMIT,
        tasks_per_process: int = TASKS_PER_PROCESS,
        idle_limit: float = IDLE_LIMIT,
    ) -> None:
        self._time_limit = time_limit
        self._tasks_per_process = tasks_per_process
        self._idle_limit = idle_limit
        self._pool: ProcessPool | None = None
        self._turn = asyncio.Lock()
        self._rest: asyncio.TimerHandle | None = None
        self._retiring: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._rest is not None:
            self._rest.cancel()
        if self._retiring is not None:
            await self._retiring
        await self._end_pool()

    async def run(
        self,
        function: Callable[[*Arguments], Result],
        *args: *Arguments,
        what: str = "the page",
    ) -> Result:
        """The result of `function(*args)`, run in the other process; cancelling this ends it there.

        Args:
            function: a module's function; it must not need anything of this process.
            args: arguments that can be pickled, as must be the result.
            what: the name of what is read, for messages.

        Raises:
            LastingError: it took too long, or crashed the process, or failed unexpectedly.
            PassingError: the process was killed from outside, or could not start.
            ReactorError: as `function` raised it.
        """
        # One task at a time: what waits here can be cancelled for nothing, and never sits half
        # written in the pipe of a process that is being killed.
        async with self._turn, self._busy():
            pool = await self._ready_pool()
            task = pool.schedule(function, args=args, timeout=self._time_limit)
            try:
                result: Result = await _result_of(task, pool)
            except TimeoutError:
                reason = f"could not be read within {self._time_limit:g} s"
            except ProcessExpired:
                reason = "could not be read: it crashed the parser"
            except BrokenProcessPool:
                # Killed while it had nothing to do, or it could not start: not this page's doing.
                raise PassingError(f"{what} could not be read: the parser was not there") from None
            except ReactorError:
                raise
            except Exception as error:  # noqa: BLE001 - strangers' pages make parsers fail in any way
                log.warning("parser failed", page=what, error=repr(error))
                reason = f"could not be read: {type(error).__name__} in the parser"
            else:
                return result
        raise LastingError(f"{what} {reason}")

    @asynccontextmanager
    async def _busy(self) -> AsyncIterator[None]:
        """Put the end of the idle process off, until `idle_limit` after the block."""
        if self._rest is not None:
            self._rest.cancel()
        try:
            yield
        finally:
            loop = asyncio.get_running_loop()
            self._rest = loop.call_later(self._idle_limit, self._retire)

    def _retire(self) -> None:
        # Where a task runs or waits for its turn, its end is what counts.
        if self._pool is not None and not self._turn.locked():
            self._retiring = asyncio.create_task(self._end_in_turn(), name="end idle parser")

    async def _end_in_turn(self) -> None:
        """End the process while no task can reach it; the next one starts another."""
        async with self._turn:
            await self._end_pool()

    async def _end_pool(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            await asyncio.to_thread(_end, pool)

    async def _ready_pool(self) -> ProcessPool:
        # A pool whose process was killed from outside while it had nothing to do is not active.
        if self._pool is not None and not self._pool.active:
            await self._end_pool()
        if self._pool is None:
            self._pool = ProcessPool(
                max_workers=1,
                max_tasks=self._tasks_per_process,
                context=multiprocessing.get_context("spawn"),
            )
            await asyncio.to_thread(_start, self._pool)
        return self._pool


async def _result_of(task: Future[Result], pool: ProcessPool) -> Result:
    """The result of `task`, which is cancelled if this is.

    Raises:
        BrokenProcessPool: the pool is done for. Pebble forgets the task that reaches it just as
            its idle process is killed, so somebody has to look.
    """
    waiting = asyncio.wrap_future(task)
    try:
        while not waiting.done():
            if not pool.active:
                raise BrokenProcessPool
            await asyncio.wait([waiting], timeout=_LOOK_AGAIN)
        return waiting.result()
    finally:
        waiting.cancel()


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
