"""Acts on batches: wakes the queue, then looks at the companies that the batch names.

It moves the checkpoint only after acting, so that unfinished events come again.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import islice

from loguru import logger

from reactor.core.backoff import Backoff
from reactor.core.daily_report import DailyReport
from reactor.core.dispatch.dispatcher import Dispatcher
from reactor.core.leadership.leader import Leadership
from reactor.core.leadership.lease import Lease
from reactor.core.liveness.heartbeat import Heartbeat
from reactor.core.reactions.decider import Decider
from reactor.core.reactions.job_edits import JobEdits
from reactor.core.reactions.reconciliation import Reconciliation
from reactor.core.stream.batch import Batch
from reactor.core.stream.checkpointing import Checkpointing
from reactor.core.stream.inbox import Inbox
from reactor.core.stream.reader import StreamReader
from reactor.decisions.look_causes import Cause, called_off
from reactor.metrics.counts import Counts
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.jobs.queue import Queue
from reactor.mongo.jobs.requeue import Requeue
from reactor.mongo.orphaned_transactions import past_orphaned_transactions
from reactor.mongo.outage_retry import through_outages
from reactor.mongo.reactions.company_lookup import CompanyLookup
from reactor.people.profile_changes import ProfileChanges
from reactor.settings import Settings

_log = logger.bind(channel="queue-processor")
_PEOPLE_AT_ONCE = 200
_PAUSES = (0.5, 60.0)
"""Seconds: the first and the longest pause after a batch that failed."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The collaborators of the consumer."""

    inbox: Inbox
    stream: StreamReader
    dispatcher: Dispatcher
    rebuild: Reconciliation
    lease: Lease
    leadership: Leadership
    pulse: Heartbeat
    on_notices: Callable[[], None]
    on_models: Callable[[], None]
    counts: Counts


class Consumer:
    """Takes batches from the inbox and acts on them, until the inbox is closed."""

    def __init__(self, database: ScoutlyDatabase, settings: Settings, parts: Parts) -> None:
        self._database = database
        self._inbox = parts.inbox
        self._stream = parts.stream
        self._dispatcher = parts.dispatcher
        self._rebuild = parts.rebuild
        self._lease = parts.lease
        self._leadership = parts.leadership
        self._pulse = parts.pulse
        self._on_notices, self._on_models = parts.on_notices, parts.on_models
        self._queue = Queue(database)
        self._requeue = Requeue(database)
        self._lookup = CompanyLookup(database)
        self._changes = ProfileChanges(database, settings.cooldown)
        self._history = 0
        self._job_edits = JobEdits(database, self._dispatcher.wake)
        self._progress = Checkpointing(parts.leadership)
        self._decider = Decider(
            database,
            settings,
            parts.inbox,
            parts.dispatcher,
            disown_former=self._disown_former,
            pulse=parts.pulse,
            counts=parts.counts,
        )
        self._active_jobs = self._decider.active_jobs
        self._report = DailyReport(database, settings)

    async def run(self) -> None:
        """Act on every batch."""
        async with asyncio.TaskGroup() as group:
            retrying = group.create_task(self._decider.skipped.run(), name="skipped companies")
            with self._job_edits.finishing_in(group):
                await self._act_on_all()
            retrying.cancel()
        await self._progress.finish()

    async def _act_on_all(self) -> None:
        backoff = Backoff(*_PAUSES)
        while (batch := await self._inbox.take()) is not None:
            self._pulse.begin(batch.oldest)
            try:
                await through_outages(partial(self._act, batch), "acting on changes")
                backoff.reset()
            except Exception as error:  # noqa: BLE001 - one bad change must not keep the others waiting
                # A reconciliation finds what was lost with the batch, except people's orders:
                # these leave no trace in the database.
                pause = backoff.next()
                _log.opt(exception=error).error("changes not acted on", look_in=f"{pause:g}s")
                await asyncio.sleep(pause)
                await self._inbox.put_back(batch.causes)
                self._rebuild.request()
            finally:
                self._pulse.end()

    async def _act(self, batch: Batch) -> None:
        await past_orphaned_transactions(self._database, self.act(batch))

    async def act(self, batch: Batch) -> None:
        """Act on a batch; the queue first, because a claim waits for nothing else.

        A follower acts only on its own runs, and leaves all decisions to the leader.
        """
        leads = await self._whether_it_leads(batch)
        if batch.position and batch.position.history != self._history:
            self._history = batch.position.history
            self._active_jobs.forget()
        await self._disown_former()
        if leads:
            await self._edit_jobs(batch)
        await self._serve_queue(batch)
        await self._see_to_lease(batch)
        if leads:
            await self._widen(batch)
        self._active_jobs.note(batch.active)
        if leads:
            await self._decider.look_at_all(batch.causes)
        await self._follow_up(batch, leads=leads)
        if batch.position and self._stream.acknowledge(batch.position) and leads:
            await self._progress.move_on(batch.position, acted=batch.events > 0)

    async def _whether_it_leads(self, batch: Batch) -> bool:
        """Whether this reactor decides on a batch; an expired lease may pass the lead to it."""
        if batch.expired and not self._leadership.leads:
            await self._leadership.contend()
        return self._leadership.leads

    async def _follow_up(self, batch: Batch, *, leads: bool) -> None:
        """Act on the parts of a batch that need no look."""
        if batch.scan or batch.dropped or batch.reconcile:
            await self._dispatcher.reconcile()
            # After a sleep of the machine, its length is not known here yet.
            self._lease.doubt()
        if batch.dropped or (leads and batch.scan):
            self._rebuild.request()
        if batch.notices:
            self._on_notices()
        if batch.reports:
            await self._report.answer(batch.reports)

    async def _edit_jobs(self, batch: Batch) -> None:
        """Edit waiting jobs as the events require."""
        await self._job_edits.apply(self._requeue.start_over, batch.restarted)
        await self._job_edits.apply(self._requeue.clear_backoff, batch.rested)
        await self._job_edits.apply(self._requeue.free, batch.encumbered)
        if batch.budgets and (jobs := await self._requeue.waiting_for(batch.budgets)):
            await self._job_edits.apply(self._requeue.stop_waiting, dict.fromkeys(jobs))
            _log.info("budget renewed", model=", ".join(sorted(batch.budgets)), jobs=len(jobs))

    async def _serve_queue(self, batch: Batch) -> None:
        if batch.touched:
            await self._dispatcher.stop_lost(batch.touched)
        mine = self._lease.owner
        self._dispatcher.note_left({job for job, by in batch.left.items() if by != mine})
        if batch.budgets:
            self._on_models()
        if batch.wake or batch.rested or batch.budgets or batch.encumbered:
            self._dispatcher.wake()

    async def _disown_former(self) -> bool:
        """Hand back the jobs of lost leases; returns whether there were any such leases."""
        lost = await self._lease.disown_former(self._queue)
        if lost:
            self._dispatcher.wake()
        return lost

    async def _see_to_lease(self, batch: Batch) -> None:
        if self._lease.owner in batch.expired:
            self._lease.doubt()
            if self._lease.holds:
                # A person deleted the lease of a healthy reactor.
                self._lease.former.add(self._lease.owner)
                await self._disown_former()

    async def _widen(self, batch: Batch) -> None:
        """Add the companies to which the events refer without naming them."""
        for owner, at in batch.expired.items():
            for company_id in await self._queue.companies_of(owner):
                batch.look_at(company_id, Cause(told_by="lease", told_at=at))
        edited, changed = batch.preferences, batch.unknown_jobs
        for of, company_id in (await self._lookup.of_preferences(edited)).items():
            at = edited[of]
            batch.look_at(company_id, Cause(edited_at=at, told_by="preference", told_at=at))
        await self._look_for_people(batch)
        for of, company_id in (await self._lookup.of_jobs(changed)).items():
            batch.look_at(company_id, Cause(told_by="job", told_at=changed[of]))
        for of, company_id in (await self._lookup.of_jobs(batch.finished)).items():
            batch.look_at(company_id, called_off(of, batch.finished[of]))
        for of, at in batch.deleted.items():
            batch.look_at(self._active_jobs.company_of(of), called_off(of, at))

    async def _look_for_people(self, batch: Batch) -> None:
        """Add the companies whose postings are re-judged for changed people: a few at a time."""
        edited, rested = (
            dict(islice(people.items(), _PEOPLE_AT_ONCE))
            for people in (batch.people, batch.rested_people)
        )
        for company_id, at in (await self._changes.of(edited, rested)).items():
            batch.look_at(company_id, Cause(told_by="person", told_at=at))
        left = [
            {of: at for of, at in people.items() if of not in taken}
            for people, taken in ((batch.people, edited), (batch.rested_people, rested))
        ]
        if any(left):
            await self._inbox.put_people(*left)
