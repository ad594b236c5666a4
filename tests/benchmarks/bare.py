"""The least that can be written with Motor for the same purpose: what the reactor is compared to.

No facts, no decisions, no markers, no leases, no recovery; the same database, indexes, client
options and write concern.
"""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

from bson import ObjectId

from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from tests.benchmarks.stage import Stage, finish, say_claimed

_WORKERS = 5
_RANK_EDITED = {"ns.coll": "usercompanypreferences", "operationType": "update"}
_JOB_INSERTED = {"ns.coll": "jobqueues", "operationType": "insert"}


async def react_to_ranks(stage: Stage) -> None:
    """A job for every edited preference, claimed at once; its `_id` is the company's."""
    async for event in _events(stage, [{"$match": _RANK_EDITED}], max_await_time_ms=500):
        job = {"companyId": event["documentKey"]["_id"], "status": "pending"}
        await stage.database.jobs.insert_one(job)
        await _claim_and_finish(stage.database)


async def react_to_jobs(stage: Stage) -> None:
    """Every inserted job is claimed."""
    async for _ in _events(stage, [{"$match": _JOB_INSERTED}], max_await_time_ms=500):
        await _claim_and_finish(stage.database)


async def watch(stage: Stage) -> None:
    """Watch the whole database, and do nothing."""
    async for _ in _events(stage, [], max_await_time_ms=1_000):
        pass


async def work(stage: Stage) -> None:
    """Five workers that drain the queue with the writes that a job costs the reactor."""
    owner = uuid4().hex
    stage.started.set()
    async with asyncio.TaskGroup() as group:
        for _ in range(_WORKERS):
            group.create_task(_work(stage.database, owner))


async def _events(
    stage: Stage, pipeline: list[dict[str, Any]], *, max_await_time_ms: int
) -> AsyncIterator[dict[str, Any]]:
    stream: Any
    async with stage.database.handle.watch(pipeline, max_await_time_ms=max_await_time_ms) as stream:
        stage.started.set()
        while not stage.stopped.is_set():
            event = await stream.try_next()
            if event is not None:
                yield event


async def _claim(database: ScoutlyDatabase, owner: str) -> dict[str, Any] | None:
    claimed: dict[str, Any] | None = await database.jobs.find_one_and_update(
        {"status": "pending"},
        {
            "$set": {"status": "processing", "lease": {"owner": owner, "token": uuid4().hex}},
            "$currentDate": {"lastAttemptAt": True, "updatedAt": True},
        },
        sort={"turn": 1},
        return_document=driver.ReturnDocument.AFTER,
    )
    return claimed


async def _claim_and_finish(database: ScoutlyDatabase) -> None:
    job = await _claim(database, "bare")
    if job:
        say_claimed(job["companyId"], running=1)
        await finish(database, job["_id"])


async def _work(database: ScoutlyDatabase, owner: str) -> None:
    while job := await _claim(database, owner):
        company = await database.companies.find_one({"_id": job["companyId"]})
        if company is not None:
            await _complete(database, job, company)
            await _set_timer(database, company["_id"])


async def _complete(
    database: ScoutlyDatabase, job: dict[str, Any], company: dict[str, Any]
) -> None:
    done = {
        "$set": {"status": "completed", "result": {"found": 0}},
        "$unset": {"lease": "", "errorMessage": "", "notBefore": ""},
        "$currentDate": {"completedAt": True, "updatedAt": True},
    }
    succeeded = {
        "$set": {
            "isProblematic": False,
            "reactor.failures": 0,
            "reactor.url": company["careers_url"],
            "reactor.selector": company["selector"],
        },
        "$inc": {"reactor.revision": 1},
        "$currentDate": {"lastSuccessfulScrape": True},
    }
    held = {"_id": job["_id"], "status": "processing", "lease.token": job["lease"]["token"]}
    session: Any
    async with await database.client.start_session() as session, session.start_transaction():
        await database.jobs.update_one(held, done, session=session)
        await database.companies.update_one({"_id": company["_id"]}, succeeded, session=session)


async def _set_timer(database: ScoutlyDatabase, company_id: ObjectId) -> None:
    later = {"$add": ["$$NOW", int(timedelta(days=3).total_seconds() * 1000)]}
    await database.timers.update_one(
        {"_id": {"kind": "scrape", "of": company_id}}, [{"$set": {"expireAt": later}}], upsert=True
    )
