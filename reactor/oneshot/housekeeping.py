"""Keeps a queue going where there may be no reactor.

Overdue timers fire at once instead of at the TTL monitor's next pass, waiting jobs become
claimable, jobs inserted by hand get their turn, and jobs of dead owners are released. It uses the
reactor's decisions, but carries out only those about jobs: no company is enqueued, marked or given
a timer.
"""

from collections.abc import Awaitable, Callable, Collection
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from bson import ObjectId
from loguru import logger

from reactor.company_names import name_of
from reactor.core.reactions.decision_log import DecisionLog
from reactor.decisions.actions import Action, Release, Stamp, Withdraw
from reactor.decisions.company_facts import Facts
from reactor.decisions.look_causes import Cause
from reactor.decisions.reactions import plan
from reactor.metrics.counts import Counts
from reactor.mongo.database import ACTIVE, ScoutlyDatabase
from reactor.mongo.jobs.queue import Queue
from reactor.mongo.jobs.requeue import Requeue
from reactor.mongo.reactions.effects import Decision, Effects
from reactor.mongo.reactions.facts import FactsOfCompanies, FactsReader
from reactor.mongo.timers import Timers
from reactor.settings import Settings

_log = logger.bind(channel="queue-processor")
_LOOKS_AT_ONCE = 250
_ASLEEP: dict[str, Any] = {"status": "pending", "notBefore": {"$ne": None}}


class Housekeeping:
    """Does a reactor's work on existing jobs.

    Args:
        database: the database.
        settings: the settings.
        disown: hands back jobs of leases lost here and returns whether there were any; decisions on
            their facts would take this process for dead.
    """

    def __init__(
        self, database: ScoutlyDatabase, settings: Settings, disown: Callable[[], Awaitable[bool]]
    ) -> None:
        self._disown = disown
        self._jobs = database.jobs
        self._queue = Queue(database)
        self._requeue = Requeue(database)
        self._timers = Timers(database)
        self._facts = FactsReader(database, settings.cooldown)
        self._effects = Effects(database, settings)
        self._journal = DecisionLog(Counts())
        self._cooldown = settings.cooldown

    async def begin(self) -> None:
        """Check every job, because ranks and so turns may have changed."""
        await self._queue.clear_malformed_leases()
        await self._look({"status": {"$in": ACTIVE}})

    async def go_on(self, mine: str) -> None:
        """Fire overdue timers, and check the jobs that need it.

        Args:
            mine: this process's lease owner; its jobs are skipped.
        """
        await self._timers.fire_overdue(timedelta())
        await self._wake()
        await self._queue.release_nameless()
        unstamped = {"$or": [{"turn": {"$not": {"$type": "date"}}}, {"reason": None}]}
        others: dict[str, Any] = {"status": "processing", "lease.owner": {"$ne": mine}}
        await self._look({"status": "pending", **unstamped})
        await self._look(others)
        await self._look({"status": "pending", "lease": {"$ne": None}})

    async def _wake(self) -> None:
        """Make jobs claimable whose retry or budget timer is gone."""
        nameable = {"_id": {"$not": {"$type": "object"}}, "waitsFor": None}
        retries = [job["_id"] async for job in self._jobs.find(_ASLEEP | nameable, {"_id": 1})]
        if retries:
            await self._requeue.clear_backoff(retries)
        budgeted = self._jobs.find(_ASLEEP | {"waitsFor": {"$type": "string"}}, {"waitsFor": 1})
        if models := {job["waitsFor"] async for job in budgeted}:
            await self._requeue.stop_waiting(await self._requeue.waiting_for(models))

    async def _look(self, which: dict[str, Any]) -> None:
        """Check the companies of the matching jobs."""
        found = self._jobs.find(which | {"companyId": {"$type": "objectId"}}, {"companyId": 1})
        ids = iter({job["companyId"] async for job in found if _is_id(job["companyId"])})
        while chunk := list(islice(ids, _LOOKS_AT_ONCE)):
            await self._serve(chunk)

    async def _serve(self, ids: Collection[ObjectId]) -> None:
        looks = {company_id: Cause() for company_id in ids}
        findings = await self._facts.read(looks)
        # A pending query is answered even after an outage; then the lease may be lost.
        while await self._disown():
            findings = await self._facts.read(looks)
        decisions = list(filter(lambda each: each.actions, self._decide(findings)))
        await self._effects.act(decisions, findings.now)
        self._journal.tell(findings, decisions)

    def _decide(self, findings: FactsOfCompanies) -> list[Decision]:
        """The decisions about existing jobs."""
        return [
            Decision(facts.company_id, self._about_job(facts, findings.now))
            for facts in findings.facts
            if facts.job is not None
        ]

    def _about_job(self, facts: Facts, now: datetime) -> list[Action]:
        try:
            actions = plan(facts, now, self._cooldown)
        except (ArithmeticError, TypeError, ValueError) as error:
            # An invalid document must not stop the other companies.
            _log.opt(exception=error).error("company skipped", company=name_of(facts.company_id))
            return []
        return [action for action in actions if isinstance(action, Stamp | Release | Withdraw)]


def _is_id(value: object) -> bool:
    """A query by type also matches arrays that contain it."""
    return isinstance(value, ObjectId)
