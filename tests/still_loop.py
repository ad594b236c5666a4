"""A loop without files, whose clock moves only when told to: what happens is the test's to say."""

import asyncio
import selectors
from typing import Any

_MAX_TURNS = 10_000


class _Nothing(selectors.SelectSelector):
    """No file is ever ready."""

    def select(self, timeout: float | None = None) -> list[Any]:
        assert timeout == 0, "it waits for what only another event can bring"
        return []


class StillLoop(asyncio.SelectorEventLoop):
    """A loop whose clock moves only when told to."""

    def __init__(self) -> None:
        self._now = 1_000.0
        super().__init__(_Nothing())

    def time(self) -> float:
        return self._now

    @property
    def timers(self) -> list[asyncio.TimerHandle]:
        """What waits for its time, the earliest first."""
        waiting = [t for t in self._scheduled if not t.cancelled()]  # type: ignore[attr-defined]
        return sorted(waiting, key=asyncio.TimerHandle.when)

    @property
    def has_work(self) -> bool:
        """Whether something can happen without another event."""
        waiting = self._scheduled  # type: ignore[attr-defined]
        due = any(t.when() <= self._now and not t.cancelled() for t in waiting)
        return bool(due or self._ready)  # type: ignore[attr-defined]

    def pass_time(self) -> None:
        """Let it be as late as the earliest timer waits for."""
        self._now = self.timers[0].when()

    async def pass_seconds(self, seconds: float) -> None:
        """Let it be so much later; what waits for its time happens in its turn."""
        until = self._now + seconds
        while self.timers and self.timers[0].when() <= until:
            self.pass_time()
            await self.settle()
        self._now = until

    async def settle(self) -> None:
        """Let everything happen that can without another event."""
        turns = 0
        while turns == 0 or self.has_work:
            await asyncio.sleep(0)
            turns += 1
            assert turns < _MAX_TURNS, "it never comes to rest"

    async def clear(self) -> None:
        """End all tasks and timers but the running one."""
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        while rest:  # a run that is cut hands its job back, until that is cut, too
            for task in rest:
                task.cancel()
            await self.settle()
            rest = {task for task in rest if not task.done()}
        for timer in self.timers:
            timer.cancel()
        self._scheduled.clear()  # type: ignore[attr-defined]
