"""Acts on batches: wakes the queue, then looks at each company and does what `plan` says.

The only one who decides about companies in this process, so a stale look never overwrites a
newer one. It moves the checkpoint only after acting: what was not acted on comes again.
"""

import asyncio
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice

from bson import ObjectId
from loguru import logger

from reactor.company_names import name_of
from reactor.core.active_jobs import ActiveJobs
from reactor.core.backoff import Backoff
from reactor.core.batch import Batch
from reactor.core.dispatcher import Dispatcher
from reactor.core.inbox import Inbox
from reactor.core.job_edits import JobEdits
from reactor.core.journal import Journal
from reactor.core.lease import Lease
from reactor.core.progress import Progress
from reactor.core.pulse import Pulse
from reactor.core.rebuild import Rebuild
from reactor.core.report import DailyReport
from reactor.core.skipped import SkippedCompanies
from reactor.core.stream import StreamReader
from reactor.decisions.actions import Action, Enqueue, Promote, Release, Stamp
from reactor.decisions.company_facts import Facts
from reactor.decisions.look_causes import Cause, called_off
from reactor.decisions.reactions import plan
from reactor.decisions.timer_jitter import spread
from reactor.metrics.counts import Counts
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.jobs.queue import Queue
from reactor.mongo.jobs.requeue import Requeue
from reactor.mongo.lost_replies import answered
from reactor.mongo.orphaned_transactions import past_orphaned_transactions
from reactor.mongo.outages import through_outages
from reactor.mongo.reactions.company_lookup import CompanyLookup
from reactor.mongo.reactions.effects import Decision, Effects
from reactor.mongo.reactions.facts import FactsReader
from reactor.mongo.time_limits import SECONDS, TimeUpError
from reactor.people.profile_changes import ProfileChanges
from reactor.settings import Settings

_log = logger.bind(channel="queue-processor")
_LOOKS_AT_ONCE, _LOOKS_IN_PARALLEL, _PEOPLE_AT_ONCE = 250, 2, 200
_HEAD_START = 0.005
_PAUSES = (0.5, 60.0)
"""Seconds: the first and the longest pause after changes that could not be acted on."""

_LOOKED_WITHIN = 20.0
"""Seconds for a look at as many companies as are looked at together."""

_PATIENCE, _LITTLE_PATIENCE = 30.0, 2.0
"""Seconds for which an unknown refusal is tried again, for many companies and for some of them."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the consumer takes from, and whom it tells."""

    inbox: Inbox
    stream: StreamReader
    dispatcher: Dispatcher
    rebuild: Rebuild
    lease: Lease
    pulse: Pulse
    on_notices: Callable[[], None]
    on_models: Callable[[], None]
    counts: Counts


class Consumer:
    """Takes batches from the inbox and acts on them, until the inbox is closed."""

    def __init__(self, database: ScoutlyDatabase, settings: Settings, parts: Parts) -> None:
        self._database = database
        self._cooldown = settings.cooldown
        self._inbox = parts.inbox
        self._stream = parts.stream
        self._dispatcher = parts.dispatcher
        self._rebuild = parts.rebuild
        self._lease = parts.lease
        self._pulse = parts.pulse
        self._on_notices, self._on_models = parts.on_notices, parts.on_models
        self._queue = Queue(database)
        self._requeue = Requeue(database)
        self._facts = FactsReader(database, settings.cooldown)
        self._effects = Effects(database, settings, seconds=SECONDS)
        self._lookup = CompanyLookup(database)
        self._changes = ProfileChanges(database, settings.cooldown)
        self._active_jobs = ActiveJobs()
        self._history = 0
        self._skipped = SkippedCompanies(parts.inbox)
        self._job_edits = JobEdits(database, self._dispatcher.wake)
        self._progress = Progress(database)
        self._journal = Journal(parts.counts)
        self._report = DailyReport(database, settings)

    async def run(self) -> None:
        """Act on every batch."""
        async with asyncio.TaskGroup() as group:
            retrying = group.create_task(self._skipped.run(), name="skipped companies")
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
                # What was lost with the batch is found by looking at everything, but for what
                # people said: of that, nothing is left to be found.
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
        """Do all that a batch asks for; the queue first, for a claim waits for nothing else."""
        if batch.position and batch.position.history != self._history:
            self._history = batch.position.history
            self._active_jobs.forget()
        await self._disown_former()
        await self._serve_queue(batch)
        await self._widen(batch)
        await self._look_at_all(batch.causes)
        if batch.scan or batch.dropped or batch.reconcile:
            await self._dispatcher.reconcile()
            # After a sleep nobody here knows yet how long it was.
            self._lease.doubt()
        if batch.scan or batch.dropped:
            self._rebuild.request()
        if batch.notices:
            self._on_notices()
        if batch.reports:
            await self._report.answer(batch.reports)
        if batch.position and self._stream.acknowledge(batch.position):
            await self._progress.move_on(batch.position, acted=batch.events > 0)

    async def _serve_queue(self, batch: Batch) -> None:
        await self._job_edits.apply(self._requeue.start_over, batch.restarted)
        await self._job_edits.apply(self._requeue.clear_backoff, batch.rested)
        await self._job_edits.apply(self._requeue.free, batch.encumbered)
        if batch.touched:
            await self._dispatcher.stop_lost(batch.touched)
        mine = self._lease.owner
        self._dispatcher.note_left({job for job, by in batch.left.items() if by != mine})
        if batch.budgets and (jobs := await self._requeue.waiting_for(batch.budgets)):
            await self._job_edits.apply(self._requeue.stop_waiting, dict.fromkeys(jobs))
            _log.info("budget renewed", model=", ".join(sorted(batch.budgets)), jobs=len(jobs))
        if batch.budgets:
            self._on_models()
        if batch.wake or batch.rested or batch.budgets or batch.encumbered:
            self._dispatcher.wake()

    async def _disown_former(self) -> bool:
        """Hand back the jobs of leases that were lost; whether there were any such leases."""
        lost = await self._lease.disown_former(self._queue)
        if lost:
            self._dispatcher.wake()
        return lost

    async def _widen(self, batch: Batch) -> None:
        """Add the companies that the events meant without naming them."""
        if self._lease.owner in batch.expired:
            self._lease.doubt()
            if self._lease.holds:
                # Somebody deleted it under a reactor that is well.
                self._lease.former.add(self._lease.owner)
                await self._disown_former()
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
        self._active_jobs.note(batch.active)

    async def _look_for_people(self, batch: Batch) -> None:
        """Add the companies at which people who changed are to be judged again: a few at a time."""
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

    async def _look_at_all(self, causes: Mapping[ObjectId, Cause]) -> None:
        """Look at companies, some at a time; one reading is decided on while the next is read."""
        turn = asyncio.Semaphore(_LOOKS_IN_PARALLEL)

        async def look(chunk: Mapping[ObjectId, Cause]) -> None:
            async with turn:
                await self._look_at(chunk)

        async with asyncio.TaskGroup() as group:
            for chunk in _chunks(causes):
                group.create_task(look(chunk))

    async def _look_at(self, causes: Mapping[ObjectId, Cause], patience: float = _PATIENCE) -> None:
        """Look at some companies; one that cannot be looked at keeps none of the others waiting."""
        look = partial(answered, partial(self._look, causes), _LOOKED_WITHIN)
        try:
            await through_outages(look, "looking at companies", patience=patience)
        except (driver.PyMongoError, ExceptionGroup, TimeUpError) as error:
            if len(causes) == 1:
                self._skipped.add(*next(iter(causes.items())), error)
                return
            # A document that somebody holds costs its time at every try, so it is tried alone.
            size = 1 if isinstance(error, TimeUpError) else len(causes) // 2
            for some in _chunks(causes, size):
                await self._look_at(some, _LITTLE_PATIENCE)

    async def _look(self, causes: Mapping[ObjectId, Cause]) -> None:
        """Read the facts of some companies, decide and act."""
        findings = await self._facts.read(causes)
        # A question is also answered after a cut that it outlived: then this is what was lost.
        while await self._disown_former():
            findings = await self._facts.read(causes)
        jobs = [facts.job for facts in findings.facts if facts.job]
        # People make ids of any kind, documents among them.
        found = {job.id: job.company_id for job in jobs if isinstance(job.id, Hashable)}
        self._active_jobs.note(found)
        self._pulse.note_decision(findings.now)
        plans = spread([self._plan(facts, findings.now) for facts in findings.facts])
        decisions = [
            Decision(facts.company_id, actions)
            for facts, actions in zip(findings.facts, plans, strict=True)
            if actions
        ]
        missed = await self._effects.act(decisions, findings.now)
        if missed:
            await self._inbox.put_back({of: causes[of] for of in missed})
            decisions = [each for each in decisions if each.company_id not in missed]
        # Told before the runs are, which may start at once.
        self._journal.tell(findings, decisions)
        if any(
            isinstance(a, Enqueue | Promote | Release | Stamp) for d in decisions for a in d.actions
        ):
            self._dispatcher.wake()
            if not self._dispatcher.has_backlog:
                # The claim and the marker's write would only be in each other's way.
                await asyncio.sleep(_HEAD_START)
        agreed = await self._effects.remember(decisions)
        decided = {d.company_id for d in decisions}
        for company_id, cause in causes.items():
            if agreed or company_id not in decided:
                self._skipped.forget(company_id)
            elif not self._skipped.add_marked(company_id, cause):
                # Another reactor, or the end of a run, marked one of them meanwhile.
                await self._inbox.put_back({company_id: cause})

    def _plan(self, facts: Facts, now: datetime) -> list[Action]:
        try:
            return plan(facts, now, self._cooldown)
        except (ArithmeticError, TypeError, ValueError) as error:
            # A document that nobody foresaw must not keep the other companies waiting.
            _log.opt(exception=error).error("company skipped", company=name_of(facts.company_id))
            return []


def _chunks(
    causes: Mapping[ObjectId, Cause], size: int = _LOOKS_AT_ONCE
) -> Iterator[dict[ObjectId, Cause]]:
    remaining = iter(causes.items())
    while chunk := dict(islice(remaining, size)):
        yield chunk
