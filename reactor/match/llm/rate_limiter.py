"""Rate limits on requests and tokens per minute, and pauses that the service requests."""

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic

from aiolimiter import AsyncLimiter

_SLICES = 10
"""Parts of a minute for the token limit. A burst of a whole minute's tokens on top of the steady
flow would exceed the quota."""

Sleep = Callable[[float], Awaitable[None]]


class RateLimiter:
    """The rate limiter of one model.

    Args:
        requests: maximum per minute; None for no limit.
        tokens: maximum per minute; None for no limit.
        sleep: waits for a pause.
    """

    def __init__(
        self, requests: int | None, tokens: int | None, sleep: Sleep = asyncio.sleep
    ) -> None:
        self._requests_a_minute = requests
        self._tokens_a_minute = tokens
        self._sleep = sleep
        self._held_until = 0.0
        self._share_among(1)

    async def wait(self, tokens: int) -> None:
        """Wait for the turn of a request with about this many tokens."""
        if (left := self._held_until - monotonic()) > 0:
            await self._sleep(left)
        if self._requests:
            await self._requests.acquire()
        if self._tokens:
            await self._tokens.acquire(min(tokens, self._tokens.max_rate))

    def share_among(self, reactors: int) -> None:
        """Divide the limits among reactors, if their number has changed."""
        if reactors != self._reactors:
            self._share_among(reactors)

    def hold(self, seconds: float) -> None:
        """Pause all requests for `seconds`."""
        self._held_until = max(self._held_until, monotonic() + seconds)

    def _share_among(self, reactors: int) -> None:
        self._reactors = reactors
        # Spaced evenly, for the same reason as the token limit.
        most, tokens = self._requests_a_minute, self._tokens_a_minute
        self._requests = AsyncLimiter(1, 60 * reactors / most) if most else None
        self._tokens = AsyncLimiter(tokens / _SLICES / reactors, 60 / _SLICES) if tokens else None
