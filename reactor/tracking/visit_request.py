"""Requests an immediate visit to a company, and counts the reactors that could make it."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from reactor.decisions.actions import PROFILE
from reactor.decisions.schedule import turn
from reactor.documents import Company
from reactor.lenient_fields import DEFAULT_RANK
from reactor.mongo import driver
from reactor.mongo.database import ACTIVE, ScoutlyDatabase
from reactor.mongo.timers import Timers


class VisitRequestResult(Enum):
    """The outcome of a visit request; the value is its text."""

    QUEUED = "is in the queue now"
    HASTENED = "waited for another try, and is to be tried now"
    WAITS = "was in the queue already"
    RUNS = "is being visited already"
    JUDGED = "is being judged again for somebody who changed; ask for the visit when that is over"


@dataclass(frozen=True, slots=True)
class RequestedVisit:
    """A requested visit.

    Attributes:
        company: the company.
        visit: the outcome.
        reactors: number of live reactors.
    """

    company: Company
    visit: VisitRequestResult
    reactors: int


async def ask_for_visit(database: ScoutlyDatabase, company: Company) -> RequestedVisit:
    """Insert a job, or end the wait of a waiting one. Idempotent."""
    return RequestedVisit(company, await _hasten(database, company), await alive(database))


async def _hasten(database: ScoutlyDatabase, company: Company) -> VisitRequestResult:
    active = {"companyId": company.id, "status": {"$in": ACTIVE}}
    job = await database.jobs.find_one(active)
    if job is None:
        now = await database.now()
        fresh = {"companyId": company.id, "status": "pending", "retryCount": 0}
        try:
            await database.jobs.insert_one(fresh | {"createdAt": now, "updatedAt": now})
        except driver.DuplicateKeyError:
            return VisitRequestResult.WAITS
        return VisitRequestResult.QUEUED
    judging = job.get("reason") == PROFILE
    if job["status"] == "processing":
        return VisitRequestResult.JUDGED if judging else VisitRequestResult.RUNS
    if judging:
        return (
            VisitRequestResult.QUEUED
            if await _promote(database, job["_id"])
            else VisitRequestResult.JUDGED
        )
    if job.get("notBefore") is None:
        return VisitRequestResult.WAITS
    waiting = {"_id": job["_id"], "status": "pending"}
    let_go = {"$unset": {"notBefore": "", "waitsFor": ""}, "$currentDate": {"updatedAt": True}}
    await database.jobs.update_one(waiting, let_go)
    await Timers(database).drop("retry", job["_id"])
    return VisitRequestResult.HASTENED


async def _promote(database: ScoutlyDatabase, job_id: Any) -> bool:
    """Turn a pending re-judging job into the visit, which re-judges too."""
    now = await database.now()
    visit = {
        "reason": "manual",
        "priority": float(DEFAULT_RANK),
        "turn": turn(now, DEFAULT_RANK),
        "retryCount": 0,
        "createdAt": now,
        "updatedAt": now,
    }
    waits = {"_id": job_id, "status": "pending", "reason": PROFILE, "lease": None}
    let_go = {"$set": visit, "$unset": {"notBefore": "", "waitsFor": ""}}
    promoted = (await database.jobs.update_one(waits, let_go)).matched_count > 0
    await Timers(database).drop("retry", job_id)
    return promoted


async def alive(database: ScoutlyDatabase) -> int:
    """The number of reactors with a valid lease."""
    leases = {"_id.kind": "lease", "expireAt": {"$type": "date"}}
    return await database.timers.count_documents(
        leases | {"$expr": {"$gt": ["$expireAt", "$$NOW"]}}
    )
