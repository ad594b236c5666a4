"""One job's story, from the database: its run and its outcome."""

from collections.abc import Mapping, Sequence
from typing import Any

from bson import ObjectId

from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.views.concurrent_reads import at_once
from reactor.mongo.views.jobs import QueuedJob, told
from reactor.mongo.views.labels import NAMED
from reactor.mongo.views.matches import ShortMatch, short_match
from reactor.mongo.views.read_model import Moment, ReadModel
from reactor.saved_job import SHOWN, SavedJob

_MAX_SAVES = 20
_MAX_OTHERS = 5


class Story(ReadModel):
    """A job, and what is around it.

    Attributes:
        now: the server's time.
        job: the job itself.
        found: matches that its last try saved for those who are asked about, the best first.
        others: the company's other jobs, the newest first.
    """

    now: Moment
    job: QueuedJob
    found: tuple[ShortMatch, ...] = ()
    others: tuple[QueuedJob, ...] = ()


async def read_story(
    database: ScoutlyDatabase, job_id: ObjectId, users: Sequence[ObjectId]
) -> Story | None:
    """The story of a job; None if there is none.

    Args:
        database: where.
        job_id: which job.
        users: whose matches are shown.
    """
    job = await read_job(database, job_id)
    if job is None:
        return None
    company = ObjectId(job.company_id) if job.company_id else None
    async with at_once() as group:
        now = group.create_task(database.now())
        found = group.create_task(_found(database, company, job, users))
        others = group.create_task(_others(database, company, job_id))
    return Story(now=now.result(), job=job, found=found.result(), others=others.result())


async def read_job(database: ScoutlyDatabase, job_id: ObjectId) -> QueuedJob | None:
    """One job; None if there is none."""
    which: list[Mapping[str, Any]] = [{"$match": {"_id": job_id}}, NAMED]
    jobs = await told(database, await driver.aggregate(database.jobs, which))
    return jobs[0] if jobs else None


async def _found(
    database: ScoutlyDatabase,
    company: ObjectId | None,
    job: QueuedJob,
    users: Sequence[ObjectId],
) -> tuple[ShortMatch, ...]:
    """Saves of the company that were born between the beginning and the end of the last try."""
    if company is None or job.began_at is None or job.ended_at is None:
        return ()
    which = {
        "companyId": company,
        "user": {"$in": list(users)},
        "createdAt": {"$gte": job.began_at, "$lte": job.ended_at},
    }
    saves = database.saved_jobs.find(which, SHOWN, sort=[("suitabilityScore", -1)])
    return tuple(short_match(SavedJob.read(each)) for each in await saves.to_list(_MAX_SAVES))


async def _others(
    database: ScoutlyDatabase, company: ObjectId | None, job_id: ObjectId
) -> tuple[QueuedJob, ...]:
    if company is None:
        return ()
    pipeline: list[Mapping[str, Any]] = [
        {"$match": {"companyId": company, "_id": {"$ne": job_id, "$type": "objectId"}}},
        {"$sort": {"createdAt": -1}},
        {"$limit": _MAX_OTHERS},
        NAMED,
    ]
    return await told(database, await driver.aggregate(database.jobs, pipeline))
