"""A lock with fair queueing by past use."""

import asyncio
import heapq
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count


class FairLock:
    """A lock that goes to the waiter with the least past use; among equals, to the first."""

    def __init__(self) -> None:
        self._taken = False
        self._waiting: list[tuple[float, int, asyncio.Future[None]]] = []
        self._arrivals = count()
        self._asked_for = asyncio.Event()

    @property
    def free(self) -> bool:
        """Whether it is not held."""
        return not self._taken

    @asynccontextmanager
    async def turn(self, had: float) -> AsyncIterator[None]:
        """Hold the lock in the block; `had` is the caller's past use."""
        await self.acquire(had)
        try:
            yield
        finally:
            self.release()

    async def acquire(self, had: float) -> None:
        """Acquire it at once if it is free, else wait."""
        if not self._taken:
            self._taken = True
            return
        given = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (had, next(self._arrivals), given))
        self._asked_for.set()
        try:
            await given
        except asyncio.CancelledError:
            if given.cancelled():
                self._forget(given)
            else:  # acquired at the moment of cancellation
                self.release()
            raise

    def release(self) -> None:
        """Pass it to the next waiter; only its holder may call this."""
        while self._waiting:
            *_, given = heapq.heappop(self._waiting)
            if not given.done():
                given.set_result(None)
                break
        else:
            self._taken = False
        self._note_who_waits()

    async def wanted(self) -> None:
        """Wait until there is a waiter."""
        await self._asked_for.wait()

    def _forget(self, given: asyncio.Future[None]) -> None:
        self._waiting = [waiting for waiting in self._waiting if waiting[-1] is not given]
        heapq.heapify(self._waiting)
        self._note_who_waits()

    def _note_who_waits(self) -> None:
        if not self._waiting:
            self._asked_for.clear()
