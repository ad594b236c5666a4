"""Single-flight locks by name: waiters share the failure of the call that they waited for."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from reactor.errors import ReactorError


@dataclass
class _Turn:
    """The state shared by concurrent callers of one name."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    wanted: int = 0
    failure: ReactorError | None = None


class SingleFlight:
    """Locks by name, dropped when nobody holds or awaits them."""

    def __init__(self) -> None:
        self._turns: dict[str, _Turn] = {}

    def __len__(self) -> int:
        return len(self._turns)

    @asynccontextmanager
    async def of(self, name: str) -> AsyncIterator[None]:
        """Hold the lock of `name`.

        Raises:
            ReactorError: the block of the previous holder raised it while this call waited.
        """
        turn = self._turns.setdefault(name, _Turn())
        turn.wanted += 1
        try:
            async with turn.lock:
                if turn.failure is not None:
                    raise turn.failure
                try:
                    yield
                except ReactorError as error:
                    turn.failure = error
                    raise
        finally:
            turn.wanted -= 1
            if not turn.wanted:
                del self._turns[name]
