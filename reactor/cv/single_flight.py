"""One after the other, by name; who waited while it failed for another shares the failure."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from reactor.errors import ReactorError


@dataclass
class _Turn:
    """What those have in common who want the same thing at once."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    wanted: int = 0
    failure: ReactorError | None = None


class SingleFlight:
    """Locks by name that are forgotten as soon as nobody holds or awaits them."""

    def __init__(self) -> None:
        self._turns: dict[str, _Turn] = {}

    def __len__(self) -> int:
        return len(self._turns)

    @asynccontextmanager
    async def of(self, name: str) -> AsyncIterator[None]:
        """Hold the lock of `name`.

        Raises:
            ReactorError: the one that the block raised for another, who held it meanwhile.
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
