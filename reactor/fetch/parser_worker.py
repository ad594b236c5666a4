"""The worker that parses pages outside the event loop's process.

libxml and trafilatura crash in threads, and can hang or bloat on a hostile page. In a separate
process that costs one task and one process, which is then replaced.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from functools import partial
from types import TracebackType
from typing import Self, TypeVar, TypeVarTuple

from reactor.errors import ParsingTimeoutError
from reactor.fetch.fair_lock import FairLock
from reactor.fetch.page import Page
from reactor.fetch.parser_process import Bounds, ParsingProcess
from reactor.fetch.parsing_budget import ParsingBudget, current_visit

PATIENCE = 1.0
"""Extra seconds beyond ordinary pages that one visit may hold up others, for all its pages
together; then it moves to a second process."""

QUICK_SHARE = 10.0
"""Seconds of parsing after which a visit is slow, however small its pages."""

LARGE = 500_000
"""Bytes of a page that probably takes long: ten times an ordinary one."""

Result = TypeVar("Result")
Arguments = TypeVarTuple("Arguments")


class ParsingWorker:
    """Runs functions in other processes, one task at a time in each; an async context manager.

    One slow page would hold up all others until its time limit. So visits are quick or slow, with
    one process each; the second is started only if others need the first. A visit becomes slow when
    its pages exceed the patience of others, take long in total, or make a process unusable. In each
    process the visit with the least past use goes next, and no visit has two tasks at once: however
    many pages a company has, others wait for at most one of them. A large page goes to the slow
    process, if that is in use: to end a long page, a process must be replaced.

    Args:
        bounds: the limits of each process.
        patience: extra seconds beyond ordinary tasks after which a visit is slow.
    """

    def __init__(self, bounds: Bounds | None = None, *, patience: float = PATIENCE) -> None:
        self._quick, self._slow = (ParsingProcess(bounds or Bounds()) for _ in range(2))
        self._quick_turns, self._slow_turns = FairLock(), FairLock()
        self._patience = patience
        self._last: ParsingBudget | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._quick.close()
        await self._slow.close()

    async def run(
        self,
        function: Callable[[*Arguments], Result],
        *args: *Arguments,
        what: str = "the page",
    ) -> Result:
        """The result of `function(*args)` in another process; cancellation ends the call there too.

        Args:
            function: a module-level function that needs no state of this process.
            args: picklable arguments; the result must be picklable too.
            what: name of the parsed page, for messages.

        Raises:
            LastingError: it exceeded its time or memory, crashed the process, or failed
                unexpectedly (`ParsingBudgetError`: the visit's parsing budget is used up).
            PassingError: the process was killed from outside, or could not start.
            ReactorError: `function` raised it.
        """
        visit = current_visit()
        async with visit.turn:
            visit.require_budget()
            run = partial(_charged, visit, function, args, what)
            large = any(isinstance(each, Page) and len(each.body) > LARGE for each in args)
            try:
                return await self._run(visit, run, large=large)
            except ParsingTimeoutError:
                visit.require_budget()
                raise

    async def _run(self, visit: ParsingBudget, run: "_Run[Result]", *, large: bool) -> Result:
        if self._is_quick(visit) or self._is_alone(visit):
            with suppress(_GivenUpError):
                return await self._quickly(visit, run, large=large)
        async with self._slow_turns.turn(visit.spent):
            return await run(self._slow)

    def _is_quick(self, visit: ParsingBudget) -> bool:
        return not visit.slow and visit.overtime < self._patience and visit.spent < QUICK_SHARE

    def _is_alone(self, visit: ParsingBudget) -> bool:
        """Whether no other visit has used the only process since; then no second one is needed."""
        return self._last is visit and self._quick_turns.free and not self._has_slow_ones

    @property
    def _has_slow_ones(self) -> bool:
        return self._slow.started or not self._slow_turns.free

    async def _quickly(self, visit: ParsingBudget, run: "_Run[Result]", *, large: bool) -> Result:
        """Run in the quick process; if others must not wait, that process becomes the slow one.

        Raises:
            _GivenUpError: the task must run in the slow process, which is in use.
            ReactorError: `run` raised it.
        """
        turns = self._quick_turns
        await turns.acquire(visit.spent)
        try:
            if large and self._has_slow_ones:
                raise _GivenUpError
            self._last, process = visit, self._quick
            async with _task(run(process)) as parsing:
                if await self._holds_up_others(parsing, visit, process):
                    if not self._slow_turns.free:
                        raise _GivenUpError
                    await self._slow_turns.acquire(visit.spent)
                    self._quick, self._slow = self._slow, self._quick
                    turns.release()
                    turns = self._slow_turns
                return await parsing
        finally:
            turns.release()

    async def _holds_up_others(
        self, parsing: asyncio.Task[Result], visit: ParsingBudget, process: ParsingProcess
    ) -> bool:
        """Whether the visit becomes slow before its page is done, and another visit waits."""
        while not parsing.done() and self._is_quick(visit):
            left = process.usual + self._patience - visit.overtime - process.busy_for
            visit.slow = left <= 0
            await asyncio.wait([parsing], timeout=max(left, 0))
        if not parsing.done():
            async with _task(self._quick_turns.wanted()) as wanted:
                await asyncio.wait([parsing, wanted], return_when=asyncio.FIRST_COMPLETED)
        return not parsing.done()


class _GivenUpError(Exception):
    """The task must leave the quick process to waiting visits."""


_Run = Callable[[ParsingProcess], Coroutine[None, None, Result]]


async def _charged(
    visit: ParsingBudget,
    function: Callable[[*Arguments], Result],
    args: tuple[*Arguments],
    what: str,
    process: ParsingProcess,
) -> Result:
    """The result of `function(*args)`, with its time charged to the visit's budget."""
    async with process.turn:
        try:
            return await process.run(function, args, what, within=visit.left)
        except ParsingTimeoutError:
            visit.time_outs += 1
            raise
        finally:
            visit.spent += process.took
            visit.overtime += max(process.took - process.usual, 0.0)
            visit.slow = visit.slow or process.spoilt


@asynccontextmanager
async def _task(work: Coroutine[None, None, Result]) -> AsyncIterator[asyncio.Task[Result]]:
    """Run work beside the block, and cancel it at the block's end."""
    task = asyncio.create_task(work)
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.wait([task])
        if not task.cancelled():
            task.exception()  # retrieved, so that asyncio does not log it
