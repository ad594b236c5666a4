"""Looks at every company: at start, hourly, and whenever history or a collection was lost.

The leader does this; the followers only make sure that there is a leader.

It is the only recovery path, and uses the ordinary one: the same looks through the same consumer.
It corrects everything that is derived (timers, markers).
"""

import asyncio
from contextlib import suppress
from datetime import timedelta

from bson import ObjectId
from loguru import logger

from reactor.core.daily_report import DailyReport
from reactor.core.leadership.leader import Leadership
from reactor.core.stream.inbox import Inbox
from reactor.decisions.model_trouble import MAX_PAUSE
from reactor.mongo.cache.retention import Retention
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.jobs.queue import Queue
from reactor.mongo.orphaned_transactions import past_orphaned_transactions
from reactor.mongo.outage_retry import through_outages
from reactor.mongo.setup.bootstrap import bootstrap
from reactor.mongo.timers import LOOK_TIMER, MODEL_TIMER, Timers
from reactor.people.profile_changes import ProfileChanges
from reactor.settings import Settings

_log = logger.bind(channel="queue-processor")
_INTERVAL = timedelta(hours=1)
_OVERDUE = timedelta(minutes=3)
_MAX_BUDGET = timedelta(hours=25)
_LOOKS_AT_ONCE = 1_000


class Reconciliation:
    """Feeds every company to the consumer when asked to, and every hour."""

    def __init__(
        self,
        database: ScoutlyDatabase,
        settings: Settings,
        inbox: Inbox,
        leadership: Leadership,
    ) -> None:
        self._leadership = leadership
        self._database = database
        self._settings = settings
        self._inbox = inbox
        self._queue = Queue(database)
        self._timers = Timers(database)
        self._report = DailyReport(database, settings)
        self._retention = Retention(database, settings)
        self._changes = ProfileChanges(database, settings.cooldown)
        self._requested = asyncio.Event()

    def request(self) -> None:
        """Request a reconciliation; a follower only checks its own runs."""
        self._requested.set()

    async def request_of_leader(self) -> None:
        """Ask the leader for a reconciliation."""
        if self._leadership.leads:
            self.request()
        else:
            await self._timers.set_in(LOOK_TIMER, "everything", timedelta())

    async def run(self) -> None:
        """Reconcile on request and hourly, until cancelled."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(_INTERVAL.total_seconds()):
                    await self._requested.wait()
            self._requested.clear()
            await through_outages(
                lambda: past_orphaned_transactions(self._database, self._look_at_everything()),
                "looking at every company",
                patience=None,
            )

    async def _look_at_everything(self) -> None:
        await self._timers.mend_leases()
        if overdue := await self._timers.fire_overdue(_OVERDUE):
            _log.info("timers long overdue fire now", count=overdue)
        if not await self._leadership.contend():
            await self._inbox.put_doubt()
            return
        # A person may have dropped a collection or an index: no timer fires without its TTL index.
        await bootstrap(self._database, self._settings.keep_finished)
        await self._queue.clear_malformed_leases()
        await self._queue.release_nameless()
        await self._queue.restore_timers()
        # The time of a budget's renewal is lost, so jobs that wait for it may try.
        await self._timers.give_dates("budget", timedelta())
        await self._timers.cut("budget", _MAX_BUDGET)
        await self._timers.give_dates(MODEL_TIMER, timedelta())
        await self._timers.cut(MODEL_TIMER, MAX_PAUSE)
        await self._report.keep_timer()
        await self._changes.compare_everybody()
        await self._inbox.put_doubt()
        companies = 0
        chunk: list[ObjectId] = []
        async for company_id in self._database.company_ids():
            chunk.append(company_id)
            companies += 1
            if len(chunk) == _LOOKS_AT_ONCE:
                await self._inbox.put_companies(chunk)
                chunk = []
        await self._inbox.put_companies(chunk)
        _log.info("looked at every company", companies=companies)
        await self._retention.sweep()
