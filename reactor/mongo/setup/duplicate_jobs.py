"""Repairs a queue with several active jobs for one company, as an older app could leave it."""

from loguru import logger

from reactor.company_names import name_of
from reactor.documents import Job
from reactor.error_codes import Code
from reactor.mongo.database import ACTIVE, ScoutlyDatabase
from reactor.mongo.driver import Condition, Write, commit
from reactor.mongo.snapshots import read_at_one_moment
from reactor.mongo.timers import Timers

ONE_ACTIVE_JOB = "one_active_job_per_company"
"""The name of the index that keeps a company from having two active jobs."""

DUPLICATE: Code = "duplicate"

_log = logger.bind(channel="queue-processor")


async def close_duplicate_jobs(database: ScoutlyDatabase) -> int:
    """Keep one active job a company: the one under a live lease, else the oldest.

    The others become `failed`, with an `errorMessage` that names the one kept. Gives their number.
    Where the index is there that makes active jobs unique, there are none, and none are looked
    for.
    """
    if await _are_unique(database):
        return 0
    # A job that ends while its company's next one is inserted is no duplicate of that.
    groups = await read_at_one_moment(
        database.jobs,
        [
            {"$match": {"status": {"$in": ACTIVE}}},
            {"$sort": {"createdAt": 1, "_id": 1}},
            {"$group": {"_id": "$companyId", "jobs": {"$push": "$$ROOT"}, "size": {"$sum": 1}}},
            {"$match": {"size": {"$gt": 1}}},
        ],
    )
    closed = 0
    for group in groups:
        jobs = [Job.read(document) for document in group["jobs"]]
        owners = {job.lease.owner for job in jobs if job.lease}
        alive = await Timers(database).present("lease", owners)
        kept = next((job for job in jobs if job.lease and job.lease.owner in alive), jobs[0])
        others = [job.id for job in jobs if job.id != kept.id]
        close = Write(
            "jobqueues",
            {"_id": {"$in": others}, "status": {"$in": ACTIVE}},
            {
                "$set": {
                    "status": "failed",
                    "errorMessage": f"duplicate of {kept.id}",
                    "errorCode": DUPLICATE,
                    "result": {"duplicateOf": kept.id},
                },
                "$unset": {"lease": "", "notBefore": ""},
                "$currentDate": {"completedAt": True, "updatedAt": True},
            },
            many=True,
        )
        is_active = Condition("jobqueues", {"_id": kept.id, "status": {"$in": ACTIVE}})
        if await commit(database.handle, [close], provided=[is_active]):
            closed += len(others)
            _log.warning(
                "duplicate jobs closed",
                company=name_of(group["_id"]),
                kept=kept.id,
                closed=len(others),
            )
    return closed


async def _are_unique(database: ScoutlyDatabase) -> bool:
    """Whether MongoDB refuses a second active job of a company."""
    found = await database.jobs.index_information()
    return bool(found.get(ONE_ACTIVE_JOB, {}).get("unique"))
