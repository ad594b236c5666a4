"""Requests and tokens a minute, kept by aiolimiter, and the pauses that the service asks for."""

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic

from aiolimiter import AsyncLimiter

_SLICES = 10
"""A minute's tokens come in so many parts: a whole minute's burst on top of the steady flow would
break the quota."""

Sleep = Callable[[float], Awaitable[None]]


class RateLimiter:
    """Lets requests pass as fast as the quota allows.

    Args:
        requests: a minute; None for as many as there are.
        tokens: a minute; None likewise.
        sleep: how a pause is spent.
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
        """Wait for the turn of a request of about so many tokens."""
        if (left := self._held_until - monotonic()) > 0:
            await self._sleep(left)
        if self._requests:
            await self._requests.acquire()
        if self._tokens:
            await self._tokens.acquire(min(tokens, self._tokens.max_rate))

    def share_among(self, reactors: int) -> None:
        """Leave the others their part of the quota, if they are not as many as before."""
        if reactors != self._reactors:
            self._share_among(reactors)

    def hold(self, seconds: float) -> None:
        """Let nothing pass for so long."""
        self._held_until = max(self._held_until, monotonic() + seconds)

    def _share_among(self, reactors: int) -> None:
        self._reactors = reactors
        # Evenly spaced, for the same reason as above.
        most, tokens = self._requests_a_minute, self._tokens_a_minute
        self._requests = AsyncLimiter(1, 60 * reactors / most) if most else None
        self._tokens = AsyncLimiter(tokens / _SLICES / reactors, 60 / _SLICES) if tokens else None
