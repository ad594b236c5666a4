"""One request at a time to a host, and not too soon after the last."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from aiolimiter import AsyncLimiter


class Politeness:
    """Takes turns at hosts.

    Args:
        interval: least time between the starts of two requests to one host, in seconds; 0 for none.
    """

    def __init__(self, interval: float) -> None:
        self._interval = interval
        self._in_flight: dict[str, asyncio.Lock] = {}
        self._pace: dict[str, AsyncLimiter] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait until `host` may be asked, and keep others from asking it meanwhile."""
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(self._in_flight.setdefault(host, asyncio.Lock()))
            if self._interval > 0:
                pace = self._pace.setdefault(host, AsyncLimiter(1, self._interval))
                await stack.enter_async_context(pace)
            yield
