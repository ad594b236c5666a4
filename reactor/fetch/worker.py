"""Where pages are parsed: out of the event loop's process.

libxml and trafilatura crash in threads and can hang or bloat on a hostile page. Here that costs
one task and one process, which is then replaced.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Self, TypeVar, TypeVarTuple

from reactor.fetch.process import Bounds, ParsingProcess

PATIENCE = 2.0
"""Seconds that a page may take before others go to a second process."""

Result = TypeVar("Result")
Arguments = TypeVarTuple("Arguments")


class ParsingWorker:
    """Runs functions in another process, one after the other; an async context manager.

    A page that takes long, or for ever, would hold up all the others until its time is over: while
    there is one, they go to a second process, which ends again when it is idle.

    Args:
        bounds: what each process may use.
        patience: seconds that a task may take before others go to a second process.
    """

    def __init__(self, bounds: Bounds | None = None, *, patience: float = PATIENCE) -> None:
        self._first, self._second = (ParsingProcess(bounds or Bounds()) for _ in range(2))
        self._patience = patience

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._first.close()
        await self._second.close()

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
                unexpectedly.
            PassingError: the process was killed from outside, or could not start.
            ReactorError: as `function` raised it.
        """
        async with self._turn() as process:
            return await process.run(function, args, what)

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[ParsingProcess]:
        """A process of which nobody else makes use meanwhile."""
        process = await self._take()
        try:
            yield process
        finally:
            process.turn.release()

    async def _take(self) -> ParsingProcess:
        """Wait for a process: the first, unless it is stuck."""
        while True:
            left = self._patience - self._first.busy_for
            process = self._first
            if left <= 0:
                # Of two that are stuck, the one that began later: it may not be, after all.
                process = min(self._first, self._second, key=lambda each: each.busy_for)
                left = self._patience
            try:
                async with asyncio.timeout(left):
                    await process.turn.acquire()
            except TimeoutError:
                continue
            return process
