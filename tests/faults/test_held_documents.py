"""What somebody holds in an open transaction, and what is no marker or timer, harms only itself."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from bson import ObjectId

from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.timers import timer_id
from tests.conftest import Eventually
from tests.scoutly import Running, Scoutly
from tests.unvalidated import remove_validators


@asynccontextmanager
async def held(database: ScoutlyDatabase, collection: str, key: Any) -> AsyncIterator[None]:
    """Somebody has changed a document in a transaction that stands open while the block runs."""
    async with await database.client.start_session() as session:
        session.start_transaction()
        touched = database.handle[collection]
        await touched.update_one({"_id": key}, {"$set": {"touched": 1}}, session=session)
        yield
        await session.abort_transaction()


async def set_rank(database: ScoutlyDatabase, company: ObjectId, rank: int) -> None:
    await database.preferences.update_one({"companyId": company}, {"$set": {"rank": rank}})


async def test_a_company_that_somebody_holds_keeps_no_other_waiting_and_is_served_afterwards(
    database: ScoutlyDatabase, scoutly: Scoutly, running: Running, eventually: Eventually
) -> None:
    async with running(scoutly.complete):
        companies = [await scoutly.track(rank=90) for _ in range(12)]
        for company in companies:
            await scoutly.timer(company)
        async with held(database, "companies", companies[0]):
            for company in companies:
                await set_rank(database, company, 95)
            for company in companies[1:]:
                await scoutly.job(companyId=company, reason="rank-change", status="completed")
        await scoutly.job(companyId=companies[0], reason="rank-change", status="completed")

        async def knows_the_rank() -> bool:
            found = await database.companies.find_one({"_id": companies[0]})
            return found is not None and found["reactor"]["rank"] == 95

        await eventually(knows_the_rank)


async def test_a_job_that_somebody_holds_keeps_no_other_waiting_and_is_run_afterwards(
    database: ScoutlyDatabase, scoutly: Scoutly, running: Running
) -> None:
    """Neither the edits of jobs nor the claims."""
    companies = [await scoutly.track(rank=90) for _ in range(4)]
    async with running(scoutly.complete):
        for company in companies:
            await scoutly.timer(company)
    jobs = [await scoutly.job(companyId=company) for company in companies]
    async with running(scoutly.complete):
        async with held(database, "jobqueues", jobs[0]["_id"]):
            for job in jobs[1:]:
                back = {"$set": {"status": "pending"}}
                await database.jobs.update_one({"_id": job["_id"]}, back)
            for job in jobs[1:]:
                ended = {"lastAttemptAt": {"$gt": job["completedAt"]}, "status": "completed"}
                await scoutly.job(_id=job["_id"], **ended)
        await database.jobs.update_one({"_id": jobs[0]["_id"]}, {"$set": {"status": "pending"}})
        again = {"lastAttemptAt": {"$gt": jobs[0]["completedAt"]}, "status": "completed"}
        await scoutly.job(_id=jobs[0]["_id"], **again)


@pytest.mark.parametrize(
    "marker", [[], [1], [{"revision": 5}], "x", 7, None, {}, {"revision": [1]}, {"rank": []}]
)
async def test_whatever_stands_in_place_of_a_marker_is_replaced_once(
    marker: Any, database: ScoutlyDatabase, scoutly: Scoutly, running: Running
) -> None:
    now = await database.now()
    company = await scoutly.track(rank=90, lastSuccessfulScrape=now, reactor=marker)
    async with running(scoutly.complete):
        await scoutly.timer(company)
        other = await scoutly.track(rank=90)
        await scoutly.timer(other)
    found = await database.companies.find_one({"_id": company})
    assert found
    assert found["reactor"]["rank"] == 90


@pytest.mark.parametrize(
    "key",
    [
        {"kind": "lease", "owner": "me"},
        {"kind": "lease"},
        {"kind": "lease", "of": {"a": 1}},
        {"kind": "scrape"},
        "lease",
        7,
    ],
)
async def test_a_timer_that_is_none_keeps_no_company_waiting(
    key: Any, database: ScoutlyDatabase, scoutly: Scoutly, running: Running
) -> None:
    await remove_validators(database)
    far_ahead = await database.now()
    await database.timers.insert_one({"_id": key, "expireAt": far_ahead.replace(year=2090)})
    async with running(scoutly.complete):
        await scoutly.timer(await scoutly.track(rank=90))
    assert len(scoutly.ran) == 1


async def test_a_timer_that_somebody_holds_keeps_no_other_from_being_dropped(
    database: ScoutlyDatabase, scoutly: Scoutly, running: Running
) -> None:
    companies = [await scoutly.track(rank=90) for _ in range(3)]
    async with running(scoutly.complete):
        for company in companies:
            await scoutly.timer(company)
        async with held(database, "timers", timer_id("scrape", companies[0])):
            await database.preferences.delete_many({})
            for company in companies[1:]:

                async def is_gone(of: ObjectId = company) -> bool:
                    timer = {"_id": timer_id("scrape", of)}
                    return await database.timers.count_documents(timer) == 0

                await scoutly.eventually(is_gone)
