"""This reactor's lease: a timer document that proves that it is alive, and owns its jobs.

When the lease is gone (the reactor hung, lost the network, or a person deleted it), other reactors
take over the jobs. So a reactor that cannot be sure of its lease stops its runs and starts again
under another id.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from functools import partial
from socket import gethostname
from time import monotonic
from uuid import uuid4

from loguru import logger

from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.jobs.queue import Queue
from reactor.mongo.outage_retry import through_outages
from reactor.mongo.reply_timeouts import answered
from reactor.mongo.timers import Timers
from reactor.settings import Settings

_log = logger.bind(channel="queue-processor")
_RETRY = 1.0
_ANSWER_WITHIN = 5.0
"""Seconds."""

_SAFE_SHARE = 0.8
_STALL_SHARE = 0.1


class Loss(Enum):
    """How a lease was lost; with it the right to its jobs is lost."""

    STOPPED = "this process stood still for longer than its lease"
    CUT_OFF = "MongoDB could not be asked in time"
    GONE = "it was deleted, or had expired"


class Lease:
    """Inserts, refreshes and deletes the lease.

    Attributes:
        owner: id under which this reactor claims jobs; new whenever the lease was lost.
        former: ids of leases that were lost because the connection was cut or a person deleted
            them. Jobs of these ids are handed back, because their runs have not crashed.
    """

    def __init__(self, database: ScoutlyDatabase, settings: Settings) -> None:
        self._timers = Timers(database)
        self._length = settings.lease
        self._doubted = asyncio.Event()
        self._safe_until = 0.0
        self.owner = _new_owner()
        self.former: set[str] = set()

    async def take(self) -> None:
        """Insert the lease; until then no job may be claimed."""
        asked_at = monotonic()
        await self._timers.take_lease(self.owner, self._length)
        self._safe_until = asked_at + self._safe_seconds

    async def disown_former(self, queue: Queue) -> bool:
        """Hand back the jobs of lost leases; returns whether there were any such leases.

        A look at those jobs before that would count a crash.
        """
        lost = sorted(self.former)
        for owner in lost:
            await queue.hand_back_strays(owner, running=())
            self.former.discard(owner)
        return bool(lost)

    def doubt(self) -> None:
        """Check now whether the lease still exists."""
        self._doubted.set()

    @property
    def _safe_seconds(self) -> float:
        """The part of the lease's length after which this reactor counts it as lost: early."""
        return _SAFE_SHARE * self._length.total_seconds()

    @property
    def _stall_seconds(self) -> float:
        """A wake-up as late as this means that the process was stopped or its loop blocked."""
        return _STALL_SHARE * self._length.total_seconds()

    @property
    def holds(self) -> bool:
        """Whether the lease cannot have expired yet for any other reactor."""
        return monotonic() < self._safe_until

    async def keep(self, *, on_lost: Callable[[Loss], None], on_taken: Callable[[], None]) -> None:
        """Refresh the lease twice in its length, until cancelled.

        Once it is lost, `on_lost` is called before a new one is taken, and `on_taken` after.
        """
        pause = self._length.total_seconds() / 2
        while True:
            due = monotonic() + pause
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._doubted.wait()
            self._doubted.clear()
            if not self.holds and monotonic() - due > self._stall_seconds:
                await self._take_anew(Loss.STOPPED, on_lost)
                on_taken()
            safe_until = self._safe_until
            refreshed = await self._refresh()
            if refreshed is False or not self.holds:
                # No wait for MongoDB outlasts the safe time of the lease.
                stood_still = monotonic() - safe_until > self._stall_seconds
                lost = Loss.GONE if refreshed is False else Loss.CUT_OFF
                await self._take_anew(Loss.STOPPED if stood_still else lost, on_lost)
                on_taken()
                refreshed = True
            left = max(self._safe_until - monotonic(), 0.0)
            pause = self._length.total_seconds() / 2 if refreshed else min(_RETRY, left)

    async def _take_anew(self, loss: Loss, on_lost: Callable[[Loss], None]) -> None:
        _log.warning(
            "lease lost: running jobs stop here, and a new lease is taken", because=loss.value
        )
        self._safe_until, former = 0.0, self.owner
        if loss is not Loss.STOPPED:
            self.former.add(former)
        on_lost(loss)
        self.owner = _new_owner()
        take = partial(answered, self.take, _ANSWER_WITHIN)
        await through_outages(take, "taking a new lease", patience=None)
        if loss is Loss.STOPPED:
            # When it expires, its jobs count as crashed and go back to the queue.
            drop = partial(self._timers.drop, "lease", former)
            await through_outages(drop, "giving up the former lease", patience=None)

    async def give_up(self) -> None:
        """Delete the lease, so that no reactor waits for its expiry; if that fails, it expires."""
        with suppress(driver.PyMongoError):
            await self._timers.drop("lease", self.owner)

    async def _refresh(self) -> bool | None:
        """True if the lease existed and is extended, False if it was gone, None if unknown."""
        asked_at = monotonic()
        try:
            async with asyncio.timeout(max(self._safe_until - asked_at, 0.0)):
                kept = await self._timers.prolong("lease", self.owner, self._length)
        except (driver.PyMongoError, TimeoutError) as error:
            _log.warning("lease not refreshed", error=driver.brief(error))
            return None
        if kept:
            self._safe_until = asked_at + self._safe_seconds
        return kept


def _new_owner() -> str:
    return f"{gethostname()}-{uuid4().hex[:8]}"
