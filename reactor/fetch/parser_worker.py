"""Where pages are parsed: out of the event loop's process.

libxml and trafilatura crash in threads and can hang or bloat on a hostile page. Here that costs
one task and one process, which is then replaced.
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
"""Seconds that others wait for a visit beyond what ordinary pages take, for all its pages together;
then they go to a second process."""

QUICK_SHARE = 10.0
"""Seconds of parsing after which a visit is one of the slow ones, however small its pages."""

LARGE = 500_000
"""Bytes of a page that is likely to take long: ten times an ordinary one."""

Result = TypeVar("Result")
Arguments = TypeVarTuple("Arguments")


class ParsingWorker:
    """Runs functions in another process, one after the other; an async context manager.

    A page that takes long, or for ever, would hold up all the others until its time is over. So
    visits are quick or slow: slow ones share one process, and quick ones have another. The second
    is only started if others need the first. A visit is slow once its pages have used up the
    patience of others, or taken long together, or one of them has cost a process. In each process,
    it is the turn of the visit that has had the least, and no visit has two at once: however many
    pages a company has, others wait for one of them at most. A large page goes where the slow
    visits are, if there are any: to end a page that takes long means to start another process.

    Args:
        bounds: what each process may use.
        patience: seconds that a visit's tasks may take beyond what ordinary ones do before it is
            a slow one.
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
        """The result of `function(*args)`, run in another process; cancelling this ends it there.

        Args:
            function: a module's function; it must not need anything of this process.
            args: arguments that can be pickled, as must be the result.
            what: the name of what is read, for messages.

        Raises:
            LastingError: it took too long or too much memory, or crashed the process, or failed
                unexpectedly (`ParsingBudgetError`: the visit may have nothing parsed any more).
            PassingError: the process was killed from outside, or could not start.
            ReactorError: as `function` raised it.
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
        """Whether no other has used the only process since: a slow visit needs no second then."""
        return self._last is visit and self._quick_turns.free and not self._has_slow_ones

    @property
    def _has_slow_ones(self) -> bool:
        return self._slow.started or not self._slow_turns.free

    async def _quickly(self, visit: ParsingBudget, run: "_Run[Result]", *, large: bool) -> Result:
        """Run it among the quick ones, and go on where the slow ones are if others must not wait.

        Raises:
            _GivenUpError: it is slow or large, and so is another: it must be run there.
            ReactorError: as `run` does.
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
        """Whether patience with the visit ends before its page does, and somebody waits."""
        while not parsing.done() and self._is_quick(visit):
            left = process.usual + self._patience - visit.overtime - process.busy_for
            visit.slow = left <= 0
            await asyncio.wait([parsing], timeout=max(left, 0))
        if not parsing.done():
            async with _task(self._quick_turns.wanted()) as wanted:
                await asyncio.wait([parsing, wanted], return_when=asyncio.FIRST_COMPLETED)
        return not parsing.done()


class _GivenUpError(Exception):
    """A page must leave the quick process to others, who wait for it."""


_Run = Callable[[ParsingProcess], Coroutine[None, None, Result]]


async def _charged(
    visit: ParsingBudget,
    function: Callable[[*Arguments], Result],
    args: tuple[*Arguments],
    what: str,
    process: ParsingProcess,
) -> Result:
    """The result of `function(*args)`, its time put on the visit's account."""
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
    """Work begun beside the block, and ended with it."""
    task = asyncio.create_task(work)
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.wait([task])
        if not task.cancelled():
            task.exception()  # whoever wanted to know has been told
