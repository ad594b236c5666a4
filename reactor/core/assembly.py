"""The reactive core: stream -> inbox -> consumer -> queue -> dispatcher -> run.

It knows nothing of scraping or matching: the function that runs a job is passed in.
"""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from loguru import logger

from reactor.core.dispatch.active_run import Run
from reactor.core.dispatch.crash_barrier import CrashBarrier
from reactor.core.dispatch.dispatcher import Dispatcher
from reactor.core.leadership.leader import Leadership
from reactor.core.leadership.lease import Lease
from reactor.core.liveness.crash_note import CrashNote
from reactor.core.liveness.heartbeat import Heartbeat
from reactor.core.liveness.supervision import supervised
from reactor.core.liveness.watchdog import Watchdog
from reactor.core.reactions.consumer import Consumer, Parts
from reactor.core.reactions.reconciliation import Reconciliation
from reactor.core.stream.inbox import Inbox
from reactor.core.stream.reader import StreamReader
from reactor.core.stream.recent_changes import RecentChanges
from reactor.documents import Job
from reactor.metrics.counts import Counts
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.jobs.queue import Queue
from reactor.mongo.outage_retry import through_outages
from reactor.mongo.reply_timeouts import answers
from reactor.settings import Settings
from reactor.signals import ended_before

_log = logger.bind(channel="queue-processor")
_HANDING_BACK = 5.0
"""Seconds beyond the grace to hand jobs back."""

_FAREWELL = 8.0
"""Seconds to act on the events already read and to delete the lease, if MongoDB answers."""

_ANSWER_WITHIN = 1.5


class Core:
    """Reacts to a bootstrapped database until it is stopped.

    Args:
        database: bootstrapped.
        settings: all of them.
        run: runs a job.
        on_notices: called when there may be notifications to send.
        on_models: called when a model in trouble may be probed, or has recovered.
        counts: where reactions are counted.
        feed: receives the changes, for open pages.

    Attributes:
        pulse: the heartbeat, for health checks.
        ended_well: whether everything was saved when it ended.
    """

    def __init__(  # noqa: PLR0913 - what it is made of, and whom it tells
        self,
        database: ScoutlyDatabase,
        settings: Settings,
        run: Run,
        on_notices: Callable[[], None] = lambda: None,
        counts: Counts | None = None,
        *,
        on_models: Callable[[], None] = lambda: None,
        feed: RecentChanges | None = None,
    ) -> None:
        self._feed = feed or RecentChanges()
        self._database = database
        self._inbox = Inbox()
        self.pulse = Heartbeat()
        self._lease = Lease(database, settings)
        self._leadership = Leadership(database, self._lease, self._take_over)
        self._rebuild = Reconciliation(database, settings, self._inbox, self._leadership)
        barrier = CrashBarrier(self._counted, database, settings)
        self._dispatcher = Dispatcher(Queue(database), self._lease, barrier, settings)
        self._last_words = CrashNote(settings)
        self._run = run
        self._runs = 0
        self.ended_well = False
        self._grace = settings.grace.total_seconds()
        self._stopped = asyncio.Event()
        self._stream = StreamReader(
            database,
            self._inbox,
            self.pulse,
            self._dispatcher,
            on_lost=self._rebuild.request,
            feed=self._feed,
        )
        self._consumer = Consumer(
            database,
            settings,
            Parts(
                self._inbox,
                self._stream,
                self._dispatcher,
                self._rebuild,
                self._lease,
                self._leadership,
                self.pulse,
                on_notices,
                on_models,
                counts or Counts(),
            ),
        )

    @property
    def owner(self) -> str:
        """The id under which this reactor holds its lease now."""
        return self._lease.owner

    @property
    def leads(self) -> bool:
        """Whether this reactor leads the decisions."""
        return self._leadership.leads

    async def look_at_everything(self) -> None:
        """Request a reconciliation: something changed without an event."""
        ask = self._rebuild.request_of_leader
        await through_outages(ask, "asking for a look at every company", patience=None)

    def stop(self) -> None:
        """Claim nothing more, let running jobs finish within the grace, and end."""
        self._stopped.set()

    async def run(self, started: asyncio.Event) -> None:
        """React until stopped; `started` is set once the stream is open and jobs are claimed."""
        beginning = asyncio.create_task(self._begin())
        if not await ended_before(self._stopped, beginning, farewell=_ANSWER_WITHIN):
            return  # if MongoDB inserts the lease later, it expires
        beginning.result()
        async with asyncio.TaskGroup() as group:
            reading = group.create_task(supervised(self._stream.run, "stream"), name="stream")
            consuming = group.create_task(supervised(self._consumer.run, "consumer"))
            keeping = group.create_task(supervised(self._keep_lease, "lease"), name="lease")
            await ended_before(self._stopped, asyncio.create_task(self.pulse.opened.wait()))
            # The reconciliation sees past changes, the open stream sees later ones.
            self._rebuild.request()
            rebuilding = group.create_task(supervised(self._rebuild.run, "rebuild"), name="rebuild")
            dispatching = group.create_task(supervised(self._dispatcher.run, "dispatcher"))
            started.set()
            with Watchdog(self.pulse, last_words=self._last_words):
                await self._stopped.wait()
            self._dispatcher.stop()
            try:
                # Without runs and without MongoDB there is nothing to wait for.
                patience = self._grace + _HANDING_BACK
                idle = not self._runs and not await answers(self._database)
                # The lease is kept and the stream is read until the last run has ended.
                async with asyncio.timeout(0 if idle else patience):
                    await asyncio.wait([dispatching])
                # MongoDB may be away for good, or hang: the lease then expires by itself.
                async with asyncio.timeout(_FAREWELL if await answers(self._database) else 0):
                    rebuilding.cancel()
                    keeping.cancel()
                    self._stream.stop()
                    await asyncio.wait([reading])
                    await self._inbox.close()
                    await asyncio.wait([consuming])
                    await self._lease.give_up()
                self.ended_well = True
            except TimeoutError:
                _log.warning("stopped without MongoDB; what still ran is taken over by its lease")
                for task in (dispatching, rebuilding, keeping, reading, consuming):
                    task.cancel()

    async def _counted(self, job: Job, /) -> bool:
        """Run a job."""
        self._runs += 1
        self._feed.note_run(job.id, job.company_id)
        try:
            return await self._run(job)
        finally:
            self._runs -= 1

    async def _begin(self) -> None:
        """Take the lease, and the lead if nobody has it."""
        await through_outages(self._lease.take, "taking a lease", patience=None)
        await through_outages(self._leadership.contend, "asking who leads", patience=None)

    def _take_over(self, token: Mapping[str, Any] | None) -> None:
        """Resume the stream at the last leader's checkpoint, and request a reconciliation."""
        self._stream.read_again(token)
        self._rebuild.request()

    async def _keep_lease(self) -> None:
        await self._lease.keep(on_lost=self._dispatcher.stop_all, on_taken=self._retake)

    def _retake(self) -> None:
        """A lost lease ends this reactor's lead."""
        self._dispatcher.wake()
        self._rebuild.request()
