"""One request at a time to a host, not too soon after the last, and none while it asks for rest.

A host that serves many companies may ask for rest on behalf of one of them: its shield counts by
company. Who asks for a part of a host says so, and then that part rests alone. Once two parts have
asked for rest, it is the host that wants it.
"""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from aiolimiter import AsyncLimiter

from reactor.errors import PassingError

JITTER = 0.2
"""Share of the interval that is added at most, at random: requests do not come like clockwork."""

LONGEST_CRAWL_DELAY = 30.0
"""Seconds: a longer `Crawl-delay` is cut to this, or one long list would take days."""

LONGEST_WAIT = 10.0
"""Seconds that a request waits for a host that asked for rest; for longer, it fails and says so."""

_MOST_HOSTS = 2_000


class Politeness:
    """Takes turns at hosts.

    Args:
        interval: least time between the starts of two requests to one host, in seconds; 0 for none.
        clock: seconds that never jump.
    """

    def __init__(self, interval: float, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._interval = interval
        self._clock = clock
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, host: str, part: str = "") -> AsyncIterator[None]:
        """Wait until `host` may be asked for `part`, and keep others from asking it meanwhile.

        Raises:
            PassingError: it has asked to be left alone for longer than one waits.
        """
        known = self._host(host)
        async with known.asking:
            rest = known.rests_until(part, self._clock()) - self._clock()
            if rest > LONGEST_WAIT:
                raise PassingError(
                    f"{host} has asked to be left alone for another {rest:.0f} s",
                    code="rate_limited",
                    retry_after=rest,
                )
            await asyncio.sleep(max(rest, 0.0))
            await known.pace()
            yield

    def rest(self, host: str, seconds: float, part: str = "") -> None:
        """Leave `part` of `host` alone for so long: it has answered with a Retry-After.

        Without a part, all of the host.
        """
        self._host(host).leave(part, self._clock() + seconds)

    async def slow_down(self, host: str, interval: float) -> None:
        """Ask `host` no more often than its robots.txt wants, if that is less often than now."""
        await self._host(host).slow_down(min(interval, LONGEST_CRAWL_DELAY))

    def _host(self, name: str) -> "_Host":
        if name not in self._hosts and len(self._hosts) >= _MOST_HOSTS:
            now = self._clock()
            self._hosts = {name: host for name, host in self._hosts.items() if host.matters(now)}
        return self._hosts.setdefault(name, _Host(self._interval))


class _Host:
    """What is known of one host."""

    def __init__(self, interval: float) -> None:
        self.asking = asyncio.Lock()
        self._rests: dict[str, float] = {}
        self._interval = interval
        self._since_last: AsyncLimiter | None = None

    def leave(self, part: str, until: float) -> None:
        """Leave a part alone until then, `""` for all."""
        if part in self._rests or len(self._rests) < _MOST_HOSTS:
            self._rests[part] = max(self._rests.get(part, 0.0), until)

    def rests_until(self, part: str, now: float) -> float:
        """Until when a part is to be left alone; 0 if it may be asked at once."""
        self._rests = {name: until for name, until in self._rests.items() if until > now}
        if len(self._rests) > 1 or "" in self._rests:
            return max(self._rests.values())
        return self._rests.get(part, 0.0)

    async def pace(self) -> None:
        """Wait until the interval since the last request is over."""
        if self._since_last is not None:
            await self._since_last.acquire()
        await self._count()

    async def slow_down(self, interval: float) -> None:
        if interval > self._interval:
            self._interval = interval
            await self._count()  # the request that told so is the first

    def matters(self, now: float) -> bool:
        """Whether forgetting it would break a promise."""
        paced = self._since_last is not None and not self._since_last.has_capacity()
        rests = any(until > now for until in self._rests.values())
        return self.asking.locked() or rests or paced

    async def _count(self) -> None:
        """Let an interval, never quite as long as the last, begin now."""
        if self._interval > 0:
            jitter = random.uniform(1, 1 + JITTER)  # noqa: S311 - no secret depends on it
            self._since_last = AsyncLimiter(1, self._interval * jitter)
            await self._since_last.acquire()
