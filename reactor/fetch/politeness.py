"""The rate limiter by host: one request at a time, a minimum interval, and requested rests.

A host that serves many companies may request rest for one of them, because its bot protection
counts by company. A caller names that part of the host, and only the part rests. Once two parts
have requested rest, the whole host rests.
"""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from aiolimiter import AsyncLimiter

from reactor.errors import PassingError

JITTER = 0.2
"""Maximum random share added to the interval, so that requests are not periodic."""

MAX_CRAWL_DELAY = 30.0
"""Seconds. A longer `Crawl-delay` is capped: one long list would take days."""

MAX_WAIT = 10.0
"""Seconds that a request waits for a resting host; if the rest is longer, it fails."""

_MAX_HOSTS = 2_000


class Politeness:
    """Gives out turns at hosts.

    Args:
        interval: minimum seconds between the starts of two requests to one host; 0 for none.
        clock: monotonic seconds.
    """

    def __init__(self, interval: float, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._interval = interval
        self._clock = clock
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, host: str, part: str = "") -> AsyncIterator[None]:
        """Wait for the turn at `part` of `host`, and hold it for the block.

        Raises:
            PassingError: the host has requested a longer rest than a request waits.
        """
        known = self._host(host)
        async with known.asking:
            rest = known.rests_until(part, self._clock()) - self._clock()
            if rest > MAX_WAIT:
                raise PassingError(
                    f"{host} has asked to be left alone for another {rest:.0f} s",
                    code="rate_limited",
                    retry_after=rest,
                )
            await asyncio.sleep(max(rest, 0.0))
            await known.pace()
            yield

    def rest(self, host: str, seconds: float, part: str = "") -> None:
        """Let `part` of `host` rest for `seconds`, after a Retry-After.

        Without a part, the whole host rests.
        """
        self._host(host).leave(part, self._clock() + seconds)

    async def slow_down(self, host: str, interval: float) -> None:
        """Raise the host's interval to that of its robots.txt, if that is longer."""
        await self._host(host).slow_down(min(interval, MAX_CRAWL_DELAY))

    def _host(self, name: str) -> "_Host":
        if name not in self._hosts and len(self._hosts) >= _MAX_HOSTS:
            now = self._clock()
            self._hosts = {name: host for name, host in self._hosts.items() if host.matters(now)}
        return self._hosts.setdefault(name, _Host(self._interval))


class _Host:
    """The state of one host."""

    def __init__(self, interval: float) -> None:
        self.asking = asyncio.Lock()
        self._rests: dict[str, float] = {}
        self._interval = interval
        self._since_last: AsyncLimiter | None = None

    def leave(self, part: str, until: float) -> None:
        """Let a part rest until `until`; `""` for the whole host."""
        if part in self._rests or len(self._rests) < _MAX_HOSTS:
            self._rests[part] = max(self._rests.get(part, 0.0), until)

    def rests_until(self, part: str, now: float) -> float:
        """The end of a part's rest; 0 if it does not rest."""
        self._rests = {name: until for name, until in self._rests.items() if until > now}
        if len(self._rests) > 1 or "" in self._rests:
            return max(self._rests.values())
        return self._rests.get(part, 0.0)

    async def pace(self) -> None:
        """Wait for the interval since the last request."""
        if self._since_last is not None:
            await self._since_last.acquire()
        await self._count()

    async def slow_down(self, interval: float) -> None:
        if interval > self._interval:
            self._interval = interval
            await self._count()  # the request for robots.txt counts too

    def matters(self, now: float) -> bool:
        """Whether the state must be kept to honour a rest or an interval."""
        paced = self._since_last is not None and not self._since_last.has_capacity()
        rests = any(until > now for until in self._rests.values())
        return self.asking.locked() or rests or paced

    async def _count(self) -> None:
        """Start an interval, with random jitter, now."""
        if self._interval > 0:
            jitter = random.uniform(1, 1 + JITTER)  # noqa: S311 - no secret depends on it
            self._since_last = AsyncLimiter(1, self._interval * jitter)
            await self._since_last.acquire()
