"""Inconsistent jobs: without a live reactor, over their time, or of no company."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bson import ObjectId

from reactor.decisions.company_facts import Facts
from reactor.decisions.look_causes import Cause
from reactor.documents import Job
from reactor.mongo import driver
from reactor.mongo.database import ACTIVE, ScoutlyDatabase
from reactor.mongo.reactions.facts import FactsReader
from reactor.mongo.timers import after_now
from reactor.mongo.views.reactors import read_leases
from reactor.mongo.views.totals import ANY_COMPANY

_AT_ONCE = 1_000
_A_COMPANY = {"$type": "objectId"}
_ACTIVE: dict[str, Any] = {"companyId": ANY_COMPANY, "status": {"$in": ACTIVE}}


@dataclass(frozen=True, slots=True)
class RunningJobs:
    """Jobs that say they run, or that somebody holds.

    Attributes:
        stuck: those of companies whose reactor is gone, each with its company.
        nameless: those without a company whose reactor is gone.
        unowned: those without a lease that may still be the older system's.
    """

    stuck: tuple[Facts, ...]
    nameless: tuple[Job, ...]
    unowned: tuple[Job, ...]


@dataclass(frozen=True, slots=True)
class JobWithoutCompany:
    """An active job that names no known company."""

    job: Any
    company: Any
    status: str


async def ask_running(database: ScoutlyDatabase) -> RunningJobs:
    """The jobs whose reactor is gone, judged as the reactor judges them."""
    held = {**_ACTIVE, "$or": [{"status": "processing"}, {"lease": {"$ne": None}}]}
    jobs = [Job.read(each) async for each in database.jobs.find(held)]
    alive = {lease.owner for lease in await read_leases(database)}
    named = {job.company_id for job in jobs if isinstance(job.company_id, ObjectId)}
    stuck = await _orphaned(database, named)
    orphans = {facts.job.id for facts in stuck if facts.job}
    return RunningJobs(
        stuck=stuck,
        nameless=tuple(
            job
            for job in jobs
            if job.company_id not in named and job.lease and job.lease.owner not in alive
        ),
        unowned=tuple(
            job
            for job in jobs
            if job.status == "processing" and not job.lease and job.id not in orphans
        ),
    )


async def ask_overlong(database: ScoutlyDatabase, limit: timedelta) -> tuple[Job, ...]:
    """The jobs that have been running for longer than `limit`, by the server's clock."""
    began = {"$lt": ["$lastAttemptAt", after_now(-limit)]}
    running = {"companyId": ANY_COMPANY, "status": "processing"}
    overlong = {**running, "lastAttemptAt": {"$type": "date"}, "$expr": began}
    return tuple([Job.read(found) async for found in database.jobs.find(overlong)])


async def _orphaned(database: ScoutlyDatabase, companies: Iterable[ObjectId]) -> tuple[Facts, ...]:
    ids, reader = sorted(companies), FactsReader(database, timedelta())
    found: list[Facts] = []
    for start in range(0, len(ids), _AT_ONCE):
        findings = await reader.read(dict.fromkeys(ids[start : start + _AT_ONCE], Cause()))
        found += [facts for facts in findings.facts if facts.job and not facts.owner_alive]
    return tuple(found)


async def active_twice(database: ScoutlyDatabase) -> list[tuple[Any, list[Any]]]:
    """Companies with several active jobs, and these."""
    groups = await driver.aggregate(
        database.jobs,
        [
            {"$match": {"status": {"$in": ACTIVE}, "companyId": _A_COMPANY}},
            {"$group": {"_id": "$companyId", "jobs": {"$push": "$_id"}, "size": {"$sum": 1}}},
            {"$match": {"size": {"$gt": 1}}},
        ],
    )
    return [(each["_id"], each["jobs"]) for each in groups]


async def jobs_without_company(database: ScoutlyDatabase) -> list[JobWithoutCompany]:
    """Active jobs that name no company, or one that is not there."""
    found = await driver.aggregate(
        database.jobs,
        [
            {"$match": _ACTIVE},
            {
                "$lookup": {
                    "from": "companies",
                    "localField": "companyId",
                    "foreignField": "_id",
                    "pipeline": [{"$project": {"_id": 1}}],
                    "as": "company",
                }
            },
            {"$match": {"$or": [{"company": []}, {"companyId": {"$not": _A_COMPANY}}]}},
            {"$project": {"companyId": 1, "status": 1}},
        ],
    )
    return [JobWithoutCompany(each["_id"], each.get("companyId"), each["status"]) for each in found]
