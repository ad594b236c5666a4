"""A reactor that reads late what happened leaves alone what somebody has dealt with since."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from bson import ObjectId

from reactor.decisions.retry_policy import Retry
from reactor.documents import Job
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.jobs.queue import Queue
from reactor.mongo.timers import timer_id
from tests.conftest import Eventually
from tests.scoutly import Running, Scoutly

_HOUR = timedelta(hours=1)


async def hold(_: Job, /) -> bool:
    """A run without an end."""
    await asyncio.Event().wait()
    raise AssertionError


@asynccontextmanager
async def asleep(database: ScoutlyDatabase) -> AsyncIterator[None]:
    """Whatever reads this block's changes, the next reactor reads them again afterwards."""
    checkpoint = await database.checkpoints.find_one({"_id": "stream"})
    assert checkpoint
    yield
    await database.checkpoints.replace_one({"_id": "stream"}, checkpoint)


async def visited(scoutly: Scoutly, running: Running) -> ObjectId:
    """A company that has been visited, and that no reactor watches now."""
    company = await scoutly.track(rank=90)
    async with running(scoutly.complete):
        await scoutly.timer(company)
    scoutly.ran.clear()
    return company


async def all_is_read(scoutly: Scoutly) -> None:
    """Wait until a reactor has acted on everything up to now: on a landmark after it."""
    landmark = await scoutly.track(lastSuccessfulScrape=await scoutly.database.now())
    await scoutly.timer(landmark)


async def has_run(scoutly: Scoutly) -> None:
    async def ran() -> bool:
        return bool(scoutly.ran)

    await scoutly.eventually(ran)


async def jobs_of(database: ScoutlyDatabase, company: ObjectId) -> list[dict[str, Any]]:
    return await database.jobs.find({"companyId": company}).to_list(None)


async def make_due(database: ScoutlyDatabase, company: ObjectId) -> None:
    """Its last visit was long ago, and its timer has fired."""
    long_ago = await database.now() - timedelta(days=3)
    await database.companies.update_one(
        {"_id": company}, {"$set": {"lastSuccessfulScrape": long_ago}}
    )
    fired = {"_id": timer_id("scrape", company)}
    await database.timers.update_one(fired, {"$set": {"expireAt": long_ago}}, upsert=True)
    await database.timers.delete_one(fired)


async def test_a_timer_that_fired_long_ago_costs_no_second_visit(
    database: ScoutlyDatabase, scoutly: Scoutly, running: Running
) -> None:
    company = await visited(scoutly, running)
    async with asleep(database):
        await make_due(database, company)
        async with running(scoutly.complete):
            await has_run(scoutly)
            await scoutly.timer(company)
    async with running(scoutly.complete):
        await all_is_read(scoutly)
    assert [job.company_id for job in scoutly.ran] == [company]


async def test_a_timer_that_a_person_deleted_long_ago_costs_one_visit(
    database: ScoutlyDatabase, scoutly: Scoutly, running: Running
) -> None:
    company = await visited(scoutly, running)
    async with asleep(database):
        await database.timers.delete_one({"_id": timer_id("scrape", company)})
        async with running(scoutly.complete):
            await has_run(scoutly)
            await scoutly.timer(company)
    async with running(scoutly.complete):
        await all_is_read(scoutly)
    assert [job.company_id for job in scoutly.ran] == [company]


async def test_a_calling_off_counts_from_when_it_was_done(
    database: ScoutlyDatabase, scoutly: Scoutly, running: Running
) -> None:
    company = await scoutly.track(rank=90)
    async with running(hold):
        await scoutly.job(companyId=company, status="processing")
    await database.jobs.delete_one({"companyId": company})
    done_by = await database.now()
    async with running(scoutly.complete):
        timer = await scoutly.timer(company)
    called_off_at = await called_off(database, company)
    assert called_off_at is not None
    assert called_off_at <= done_by
    assert timer["expireAt"] == called_off_at + timedelta(days=1)
    assert not scoutly.ran


async def called_off(database: ScoutlyDatabase, company: ObjectId) -> datetime | None:
    found = await database.companies.find_one({"_id": company})
    at: datetime | None = (found or {})["reactor"].get("calledOffAt")
    return at


async def test_a_calling_off_whose_time_is_over_keeps_no_company_from_its_visit(
    database: ScoutlyDatabase, scoutly: Scoutly, running: Running, eventually: Eventually
) -> None:
    """It was done, and heard of, a day and more before this reactor reads of it."""
    company = await scoutly.track(rank=90)
    async with running(hold):
        await scoutly.job(companyId=company, status="processing")
    async with asleep(database):
        await database.jobs.delete_one({"companyId": company})
        async with running(hold):
            await eventually(lambda: called_off(database, company))
        due = await queued_since(database, company)
    async with running(hold):
        await all_is_read(scoutly)
        assert [job["_id"] for job in await jobs_of(database, company)] == [due]


async def queued_since(database: ScoutlyDatabase, company: ObjectId) -> ObjectId:
    """A day passes since the calling off, and a job waits again for its turn; gives its id.

    Only the clock of what is written can be moved: the tests must not wait a day.
    """
    job = {"companyId": company, "status": "pending", "reason": "due", "priority": 90.0}
    now = await database.now()
    stamp = {"createdAt": now + timedelta(days=1, hours=1), "turn": now, "notBefore": now + _HOUR}
    job_id = ObjectId((await database.jobs.insert_one(job | stamp)).inserted_id)
    await database.timers.insert_one({"_id": timer_id("retry", job_id), "expireAt": now + _HOUR})
    return job_id


async def test_old_news_that_a_job_was_set_back_clears_no_backoff(
    database: ScoutlyDatabase, scoutly: Scoutly, running: Running
) -> None:
    company = await visited(scoutly, running)
    queue = Queue(database)
    unavailable = Retry(timedelta(hours=6), "503", "server_error")

    async def put_back(job: Job, /) -> bool:
        scoutly.ran.append(job)
        return await queue.retry(job, unavailable)

    async with asleep(database):
        await database.jobs.update_one({"companyId": company}, {"$set": {"status": "pending"}})
        async with running(put_back):
            waiting = await scoutly.job(companyId=company, notBefore={"$gt": await database.now()})
    async with running(scoutly.complete):
        await all_is_read(scoutly)
    (job,) = await jobs_of(database, company)
    assert (job["notBefore"], job["retryCount"]) == (waiting["notBefore"], 1)
    assert len(scoutly.ran) == 1


async def test_a_job_that_is_claimed_at_once_after_it_was_set_back_is_as_good_as_new(
    database: ScoutlyDatabase, scoutly: Scoutly, running: Running
) -> None:
    """Whoever claims it may do so before anybody has read that a person set it back."""
    company = await visited(scoutly, running)
    worn = {"status": "failed", "retryCount": 3, "crashCount": 2, "errorMessage": "503"}
    await database.jobs.update_one({"companyId": company}, {"$set": worn})
    await database.jobs.update_one({"companyId": company}, {"$set": {"status": "pending"}})
    job = await Queue(database).claim("me")
    assert job is not None
    assert (job.retry_count, job.crash_count) == (0, 0)
    (found,) = await jobs_of(database, company)
    assert not {"errorMessage", "completedAt", "result"} & found.keys()


async def test_switching_tracking_off_and_on_costs_no_visit(
    database: ScoutlyDatabase, scoutly: Scoutly, running: Running
) -> None:
    company = await visited(scoutly, running)
    whose = {"companyId": company}
    async with running(scoutly.complete), running(scoutly.complete):
        for _ in range(15):
            for switch in (False, True):
                tracking = {"$set": {"isTracking": switch}}
                await database.preferences.update_one(whose, tracking)
        preference = await database.preferences.find_one(whose)
        assert preference
        for _ in range(15):
            await database.preferences.delete_one(whose)
            await database.preferences.insert_one(preference)
        await all_is_read(scoutly)
        await scoutly.timer(company)
    assert not scoutly.ran
