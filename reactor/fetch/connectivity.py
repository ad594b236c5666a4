"""Distinguishes a silent host from an offline machine (its cable, router or provider)."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from loguru import logger

from reactor.errors import NoSuchHostError, OfflineError, PrivateAddressError, UnreachableError
from reactor.fetch.address_policy import AddressPolicy
from reactor.fetch.connectivity_probes import ConnectivityProbes
from reactor.fetch.web_address import is_of_the_house, is_reserved

# An offline router may also answer that a name does not exist, or with its own address.
_SILENCE = (UnreachableError, NoSuchHostError, PrivateAddressError)

_RECENT = 5.0
_REMEMBERED = 10.0
_MIN_WAIT, _MAX_WAIT = 60.0, 900.0

_log = logger.bind(channel="queue-processor")


class Connectivity:
    """Whether the internet is reachable; probed only after a host was silent.

    Args:
        policy: recognises hosts that are not on the internet and so prove nothing.
        witnesses: the hosts to probe.
        clock: monotonic seconds.
    """

    def __init__(
        self,
        policy: AddressPolicy,
        witnesses: ConnectivityProbes,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._policy = policy
        self._witnesses = witnesses
        self._clock = clock
        self._asking = asyncio.Lock()
        self._heard_at = self._asked_at = float("-inf")
        self._down_since: float | None = None

    @property
    def known_down(self) -> bool:
        """Whether the last probe or request found the machine offline."""
        return self._down_since is not None

    def heard(self, host: str, port: int) -> None:
        """Record an answer of a host: the machine is online. Local hosts are ignored."""
        if not (self._policy.is_local(host) or is_of_the_house(host)):
            self._witnesses.add(host, port)
            self._set_up()

    @asynccontextmanager
    async def judging(self, host: str) -> AsyncIterator[None]:
        """Run a request to `host`; if it stays silent, decide whether the machine is offline.

        Raises:
            OfflineError: the machine is offline. If that is known beforehand, the block is not run.
        """
        # Local answers do not depend on the internet connection.
        if self._policy.is_local(host) or is_reserved(host) or is_of_the_house(host):
            yield
            return
        begun = self._clock()
        if self.known_down and await self.is_down(since=begun):
            raise self._offline()
        try:
            yield
        except _SILENCE as silence:
            if await self.is_down(since=begun):
                raise self._offline() from silence
            raise

    async def is_down(self, *, since: float) -> bool:
        """Whether no host is reachable.

        A host heard at or after `since` proves the opposite. `since` is the clock before the silent
        request, so that an answer from before the outage does not count.
        """
        async with self._asking:
            now = self._clock()
            if self._heard_at >= max(since, now - _RECENT):
                return False
            if self.known_down and now - self._asked_at < _REMEMBERED:
                return True
            reached = await self._witnesses.any_answers()
            self._asked_at = self._clock()
            if reached or self._heard_at >= now:
                self._set_up()
            else:
                self._set_down()
            return self.known_down

    def _set_up(self) -> None:
        self._heard_at = self._clock()
        if self._down_since is not None:
            _log.info("the line is back", after=f"{self._heard_at - self._down_since:.0f}s")
            self._down_since = None

    def _set_down(self) -> None:
        if self._down_since is None:
            self._down_since = self._clock()
            _log.warning("the line is down: no host can be reached, jobs wait for it, uncounted")

    def _offline(self) -> OfflineError:
        """The error; its delay is a quarter of the outage, from 1 to 15 minutes, plus jitter."""
        down_for = self._clock() - (self._down_since or self._clock())
        delay = min(max(_MIN_WAIT, down_for / 4), _MAX_WAIT)
        return OfflineError(
            "no host can be reached: the line seems to be down",
            # Spread, so that not all jobs come back at once.
            delay=delay * random.uniform(0.8, 1.2),  # noqa: S311 - no secret depends on it
        )
