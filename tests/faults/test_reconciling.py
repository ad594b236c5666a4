"""What the queue says of a reactor is so, and no reactor cuts another's lease."""

import asyncio
from datetime import timedelta

import pytest
from bson import ObjectId

from reactor.core.assembly import Core
from reactor.core.leadership.leader import Leadership
from reactor.core.leadership.lease import Lease
from reactor.core.reactions.reconciliation import Reconciliation
from reactor.core.stream.inbox import Inbox
from reactor.decisions.retry_policy import Retry
from reactor.documents import Job
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.jobs.queue import Queue
from reactor.mongo.timers import Timers, timer_id
from reactor.settings import Settings
from tests.faults.streams import end_change_streams
from tests.scoutly import Running, Scoutly


async def owned_unawares(database: ScoutlyDatabase, core: Core, company: ObjectId) -> ObjectId:
    """A job that the reactor has claimed without learning of it; gives its id."""
    claim = {"lease": {"owner": core.owner, "token": "late"}, "lastAttemptAt": await database.now()}
    job = {"companyId": company, "status": "processing", "reason": "due", **claim}
    return ObjectId((await database.jobs.insert_one(job)).inserted_id)


@pytest.mark.parametrize("way", ["a look at everything", "the stream is opened again"])
async def test_a_job_that_its_reactor_does_not_run_is_found_and_run(
    way: str, database: ScoutlyDatabase, scoutly: Scoutly, running: Running
) -> None:
    now = await database.now()
    company = await scoutly.track(rank=90, lastSuccessfulScrape=now)
    async with running(scoutly.complete) as core:
        await scoutly.timer(company)
        job = await owned_unawares(database, core, company)
        if way == "a look at everything":
            await database.jobs.drop_index("lease.owner_1")  # which is noticed
        else:
            while not await end_change_streams(database):
                pass
        done = await scoutly.job(_id=job, status="completed")
    assert done.get("crashCount", 0) == 0


async def test_a_lease_is_as_long_as_it_says_and_nobody_cuts_it(
    database: ScoutlyDatabase, settings: Settings
) -> None:
    """A reactor with a short lease looks at everything beside one with a long lease."""
    timers = Timers(database)
    await timers.take_lease("long", timedelta(minutes=10))
    await timers.take_lease("ahead", timedelta(minutes=10))
    await timers.set_in("lease", "ahead", timedelta(hours=5))
    await timers.set_in("lease", "older", timedelta(minutes=8))
    before = {each["_id"]["of"]: each["expireAt"] async for each in database.timers.find({})}
    short = settings.model_copy(update={"lease": timedelta(seconds=3)})
    inbox = Inbox()
    lease = Lease(database, short)
    await lease.take()
    rebuild = Reconciliation(database, short, inbox, Leadership(database, lease, lambda _: None))
    rebuild.request()
    async with asyncio.TaskGroup() as group:
        looking = group.create_task(rebuild.run())
        await inbox.take()
        looking.cancel()
    now = await database.now()
    after = {each["_id"]["of"]: each["expireAt"] async for each in database.timers.find({})}
    assert (after["long"], after["older"]) == (before["long"], before["older"])
    assert now + timedelta(minutes=9) < after["ahead"] <= now + timedelta(minutes=10)


async def test_a_lease_that_somebody_deletes_under_a_reactor_that_is_well_costs_no_crash(
    database: ScoutlyDatabase, scoutly: Scoutly, running: Running
) -> None:
    company = await scoutly.track(rank=90)
    go_on = asyncio.Event()

    async def run(job: object, /) -> bool:
        await go_on.wait()
        return await scoutly.complete(job)  # type: ignore[arg-type]

    async with running(run) as core:
        job = await scoutly.job(companyId=company, status="processing")
        await database.timers.delete_one({"_id": timer_id("lease", core.owner)})
        other = {"lease.owner": {"$ne": job["lease"]["owner"]}, "status": "processing"}
        await scoutly.job(companyId=company, **other)
        go_on.set()
        done = await scoutly.job(companyId=company, status="completed")
    assert done.get("crashCount", 0) == 0


async def test_a_run_that_has_just_put_its_job_back_is_not_stopped_by_whoever_looks(
    database: ScoutlyDatabase, scoutly: Scoutly, running: Running
) -> None:
    """Between the commit and the run's end: the log would lack that it failed."""
    company, ended = await scoutly.track(rank=90), list[str]()
    put_back, looked = asyncio.Event(), asyncio.Event()

    async def run(job: Job, /) -> bool:
        await Queue(database).retry(job, Retry(timedelta(hours=1), "503", "server_error"))
        put_back.set()
        try:
            await looked.wait()
        except asyncio.CancelledError:
            ended.append("cancelled")
            raise
        ended.append("by itself")
        return True

    async with running(run) as core:
        await put_back.wait()
        await vars(core)["_dispatcher"].reconcile()
        looked.set()
        await scoutly.job(companyId=company, notBefore={"$ne": None})
    assert ended == ["by itself"]
