"""Reads the facts that decisions are made of, for many companies at once."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bson import ObjectId

from reactor.decisions.reactions import NEVER, ORPHANED_AFTER, Cause, Facts, depends_on_newcomers
from reactor.documents import Company, Job, Preference
from reactor.mongo.database import ACTIVE, ScoutlyDatabase
from reactor.mongo.followers import Followers
from reactor.mongo.timers import Timers, timer_id


@dataclass(frozen=True, slots=True)
class Findings:
    """Facts of several companies, read together.

    Attributes:
        now: the server's time just before they were read.
        facts: one for each company asked for.
        invalid: preferences whose rank is no rank.
    """

    now: datetime
    facts: tuple[Facts, ...]
    invalid: tuple[Preference, ...]


class FactsReader:
    """Reads what `plan` needs to know; a handful of queries however many companies."""

    def __init__(self, database: ScoutlyDatabase) -> None:
        self._database = database
        self._timers = Timers(database)
        self._followers = Followers(database)

    async def read(self, causes: Mapping[ObjectId, Cause]) -> Findings:
        """The facts of the companies in `causes`."""
        ids = list(causes)
        # Jobs come first: a job that is gone by then has left its result in what is read after.
        async with asyncio.TaskGroup() as group:
            clock = group.create_task(self._database.now())
            jobs = group.create_task(self._jobs(ids))
        async with asyncio.TaskGroup() as group:
            companies = group.create_task(self._companies(ids))
            preferences = group.create_task(self._preferences(ids))
            timers = group.create_task(self._scrape_timers(ids))
            orphans = group.create_task(self._orphans(jobs.result(), clock.result()))
        facts = [
            Facts(
                company_id=company_id,
                company=companies.result().get(company_id),
                rank=_effective_rank(preferences.result()[company_id]),
                job=jobs.result().get(company_id),
                owner_alive=company_id not in orphans.result(),
                timer=timers.result().get(company_id),
                cause=cause,
            )
            for company_id, cause in causes.items()
        ]
        every = [p for of_one in preferences.result().values() for p in of_one]
        invalid = tuple(preference for preference in every if preference.valid_rank is None)
        asking = {each.company_id for each in facts if depends_on_newcomers(each)}
        newcomers = await self._followers.newcomers(p for p in every if p.company_id in asking)
        told = (replace(each, newcomer=each.company_id in newcomers) for each in facts)
        return Findings(clock.result(), tuple(told), invalid)

    async def _companies(self, ids: list[ObjectId]) -> dict[ObjectId, Company]:
        found = self._database.companies.find({"_id": {"$in": ids}})
        return {document["_id"]: Company.read(document) async for document in found}

    async def _preferences(self, ids: list[ObjectId]) -> dict[ObjectId, list[Preference]]:
        found = self._database.preferences.find({"companyId": {"$in": ids}})
        preferences: dict[ObjectId, list[Preference]] = defaultdict(list)
        async for document in found:
            if _is_about_one(document):
                preferences[document["companyId"]].append(Preference.read(document))
        return preferences

    async def _jobs(self, ids: list[ObjectId]) -> dict[ObjectId, Job]:
        found = self._database.jobs.find({"companyId": {"$in": ids}, "status": {"$in": ACTIVE}})
        return {
            document["companyId"]: Job.read(document)
            async for document in found
            if _is_about_one(document)
        }

    async def _scrape_timers(self, ids: list[ObjectId]) -> dict[ObjectId, datetime]:
        found = self._database.timers.find({"_id": {"$in": [timer_id("scrape", i) for i in ids]}})
        return {timer["_id"]["of"]: _fires_at(timer.get("expireAt")) async for timer in found}

    async def _orphans(self, jobs: Mapping[ObjectId, Job], now: datetime) -> set[ObjectId]:
        """The companies whose job nobody runs any more though it says so."""
        owners = {job.lease.owner for job in jobs.values() if job.lease}
        alive = await self._timers.present("lease", owners)
        return {
            company_id for company_id, job in jobs.items() if _is_orphan(job, alive=alive, now=now)
        }


def _is_about_one(document: dict[str, Any]) -> bool:
    """Whether it names a company: a query for an id also finds arrays that hold it."""
    return isinstance(document["companyId"], ObjectId)


def _effective_rank(preferences: Iterable[Preference]) -> int | None:
    return max((p.valid_rank or 0 for p in preferences if p.tracks), default=None)


def _fires_at(value: Any) -> datetime:
    """The date of a timer; of an array MongoDB takes the earliest, anything else never fires."""
    dates = value if isinstance(value, list) else [value]
    return min((date for date in dates if isinstance(date, datetime)), default=NEVER)


def _is_orphan(job: Job, *, alive: set[str], now: datetime) -> bool:
    if job.lease:
        return job.lease.owner not in alive
    started = job.last_attempt_at or job.created_at
    return job.status == "processing" and (started is None or started < now - ORPHANED_AFTER)
