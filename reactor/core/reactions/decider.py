"""Looks at companies: reads the facts of many at once, decides, and does what was decided.

Nothing else in this process decides about companies, so a stale look never overwrites a newer one.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Iterator, Mapping
from datetime import datetime
from functools import partial
from itertools import islice

from bson import ObjectId
from loguru import logger

from reactor.company_names import name_of
from reactor.core.dispatch.dispatcher import Dispatcher
from reactor.core.liveness.heartbeat import Heartbeat
from reactor.core.reactions.active_jobs import ActiveJobs
from reactor.core.reactions.decision_log import DecisionLog
from reactor.core.reactions.skipped_companies import SkippedCompanies
from reactor.core.stream.inbox import Inbox
from reactor.decisions.actions import Action, Enqueue, Promote, Release, Stamp
from reactor.decisions.company_facts import Facts
from reactor.decisions.look_causes import Cause
from reactor.decisions.reactions import plan
from reactor.decisions.timer_jitter import spread
from reactor.metrics.counts import Counts
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.outage_retry import through_outages
from reactor.mongo.reactions.effects import Decision, Effects
from reactor.mongo.reactions.facts import FactsReader
from reactor.mongo.reply_timeouts import answered
from reactor.mongo.time_limits import SECONDS, TimeUpError
from reactor.settings import Settings

_log = logger.bind(channel="queue-processor")
_LOOKS_AT_ONCE, _LOOKS_IN_PARALLEL = 250, 2
_HEAD_START = 0.005
_LOOKED_WITHIN = 20.0
"""Seconds for one look at a chunk of companies."""

_PATIENCE, _LITTLE_PATIENCE = 30.0, 2.0
"""Seconds for which an unknown refusal is retried, for many companies and for a part of them."""


class Decider:
    """Decides about companies.

    Args:
        database: where.
        settings: the cooldown, and the limit of crashes.
        inbox: where further looks are requested.
        dispatcher: claims the enqueued jobs.
        disown_former: hands back the jobs of lost leases; returns whether there were any.
        pulse: records decisions.
        counts: where reactions are counted.

    Attributes:
        active_jobs: as known from looks and from the stream.
        skipped: companies whose look failed.
    """

    def __init__(  # noqa: PLR0913 - what it is made of, and whom it tells
        self,
        database: ScoutlyDatabase,
        settings: Settings,
        inbox: Inbox,
        dispatcher: Dispatcher,
        *,
        disown_former: Callable[[], Awaitable[bool]],
        pulse: Heartbeat,
        counts: Counts,
    ) -> None:
        self._cooldown = settings.cooldown
        self._inbox = inbox
        self._dispatcher = dispatcher
        self._disown_former = disown_former
        self._pulse = pulse
        self._facts = FactsReader(database, settings.cooldown)
        self._effects = Effects(database, settings, seconds=SECONDS)
        self._journal = DecisionLog(counts)
        self.active_jobs = ActiveJobs()
        self.skipped = SkippedCompanies(inbox)

    async def look_at_all(self, causes: Mapping[ObjectId, Cause]) -> None:
        """Look at companies in chunks; one chunk is decided on while the next is read."""
        turn = asyncio.Semaphore(_LOOKS_IN_PARALLEL)

        async def look(chunk: Mapping[ObjectId, Cause]) -> None:
            async with turn:
                await self._look_at(chunk)

        async with asyncio.TaskGroup() as group:
            for chunk in _chunks(causes):
                group.create_task(look(chunk))

    async def _look_at(self, causes: Mapping[ObjectId, Cause], patience: float = _PATIENCE) -> None:
        """Look at some companies; one whose look fails does not delay the others."""
        look = partial(answered, partial(self._look, causes), _LOOKED_WITHIN)
        try:
            await through_outages(look, "looking at companies", patience=patience)
        except (driver.PyMongoError, ExceptionGroup, TimeUpError) as error:
            if len(causes) == 1:
                self.skipped.add(*next(iter(causes.items())), error)
                return
            # A document in an open transaction costs the time limit at each attempt, so it is
            # tried alone.
            size = 1 if isinstance(error, TimeUpError) else len(causes) // 2
            for some in _chunks(causes, size):
                await self._look_at(some, _LITTLE_PATIENCE)

    async def _look(self, causes: Mapping[ObjectId, Cause]) -> None:
        """Read the facts of some companies, decide and act."""
        findings = await self._facts.read(causes)
        # A read may return after a loss of connection; jobs of lost leases are handed back first.
        while await self._disown_former():
            findings = await self._facts.read(causes)
        jobs = [facts.job for facts in findings.facts if facts.job]
        # Ids made by people may be of any type, documents included.
        found = {job.id: job.company_id for job in jobs if isinstance(job.id, Hashable)}
        self.active_jobs.note(found)
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
        # Logged before the lines of the runs, which may start at once.
        self._journal.tell(findings, decisions)
        if any(
            isinstance(a, Enqueue | Promote | Release | Stamp) for d in decisions for a in d.actions
        ):
            self._dispatcher.wake()
            if not self._dispatcher.has_backlog:
                # The claim and the write of the marker would conflict.
                await asyncio.sleep(_HEAD_START)
        agreed = await self._effects.remember(decisions)
        decided = {d.company_id for d in decisions}
        for company_id, cause in causes.items():
            if agreed or company_id not in decided:
                self.skipped.forget(company_id)
            elif not self.skipped.add_marked(company_id, cause):
                # Another reactor, or the end of a run, changed one of the markers meanwhile.
                await self._inbox.put_back({company_id: cause})

    def _plan(self, facts: Facts, now: datetime) -> list[Action]:
        try:
            return plan(facts, now, self._cooldown)
        except (ArithmeticError, TypeError, ValueError) as error:
            # An unexpected document must not delay the other companies.
            _log.opt(exception=error).error("company skipped", company=name_of(facts.company_id))
            return []


def _chunks(
    causes: Mapping[ObjectId, Cause], size: int = _LOOKS_AT_ONCE
) -> Iterator[dict[ObjectId, Cause]]:
    remaining = iter(causes.items())
    while chunk := dict(islice(remaining, size)):
        yield chunk
