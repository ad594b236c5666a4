"""Has a company visited now, and knows whether anybody is there to do it."""

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
    """What became of the wish for a visit; the value is how it is told."""

    QUEUED = "is in the queue now"
    HASTENED = "waited for another try, and is to be tried now"
    WAITS = "was in the queue already"
    RUNS = "is being visited already"
    JUDGED = "is being judged again for somebody who changed; ask for the visit when that is over"


@dataclass(frozen=True, slots=True)
class RequestedVisit:
    """A visit that was asked for.

    Attributes:
        company: where.
        visit: what became of it.
        reactors: how many reactors are alive to make it.
    """

    company: Company
    visit: VisitRequestResult
    reactors: int


async def ask_for_visit(database: ScoutlyDatabase, company: Company) -> RequestedVisit:
    """Insert a job, as people do in mongosh; one that waits for a retry is let go. Repeatable."""
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
    """Make a job that waits to judge again the visit that is asked for; it judges again as well."""
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
    """How many reactors hold a lease."""
    leases = {"_id.kind": "lease", "expireAt": {"$type": "date"}}
    return await database.timers.count_documents(
        leases | {"$expr": {"$gt": ["$expireAt", "$$NOW"]}}
    )
