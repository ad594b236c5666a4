"""The reactive core on a real database: what it does with edits, documents and losses."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bson import DatetimeMS, ObjectId
from loguru import logger

from reactor.core.assembly import Core
from reactor.decisions.actions import Release
from reactor.decisions.retry_policy import Retry
from reactor.documents import Company, Job
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.jobs.queue import Queue
from reactor.mongo.reactions.effects import Decision, Effects
from reactor.mongo.timers import Timers
from reactor.settings import Settings
from tests.scoutly import Running, Scoutly

NOW = datetime.now(UTC)


async def test_a_tracked_company_is_run_and_gets_its_next_time(
    scoutly: Scoutly, running: Running
) -> None:
    async with running(scoutly.complete):
        company = await scoutly.track(rank=90)
        timer = await scoutly.timer(company)
    document = Company.read(await scoutly.database.companies.find_one({"_id": company}))
    assert document.last_successful_scrape
    assert timer["expireAt"] == document.last_successful_scrape + timedelta(days=1)
    assert [job.reason for job in scoutly.ran] == ["tracked"]


async def test_a_company_tracked_while_the_reactor_was_down_is_run(
    scoutly: Scoutly, running: Running
) -> None:
    company = await scoutly.track()
    async with running(scoutly.complete):
        await scoutly.timer(company)
    assert len(scoutly.ran) == 1


async def test_a_timer_deleted_soon_after_a_run_is_set_again_and_a_line_says_why(
    scoutly: Scoutly, settings: Settings
) -> None:
    patient = settings.model_copy(update={"cooldown": timedelta(minutes=5)})
    core, told = Core(scoutly.database, patient, scoutly.complete), []
    sink = logger.add(lambda message: told.append(message.record["message"]))
    async with asyncio.TaskGroup() as group:
        group.create_task(core.run(asyncio.Event()))
        company = await scoutly.track()
        timer = await scoutly.timer(company)
        # Looks are taken in order: one that was under way would set the timer again unasked.
        await scoutly.timer(await scoutly.track())
        await scoutly.database.timers.delete_one({"_id": timer["_id"]})
        await scoutly.timer(company)
        core.stop()
    logger.remove(sink)
    assert len(scoutly.ran) == 2
    assert "timer deleted soon after a run: it is set again" in told


async def test_a_look_at_every_company_counts_each_once_and_misses_no_job_of_an_unknown_one(
    scoutly: Scoutly,
) -> None:
    known, unknown = await scoutly.track(), ObjectId()
    for company in (known, unknown):
        await scoutly.database.jobs.insert_one({"companyId": company, "status": "pending"})
    assert {each async for each in scoutly.database.company_ids()} == {known, unknown}
    assert len([each async for each in scoutly.database.company_ids()]) == 2


async def test_no_more_than_five_run_at_once_and_rank_goes_first(
    scoutly: Scoutly, running: Running, settings: Settings
) -> None:
    started, released = asyncio.Semaphore(0), asyncio.Event()
    running_now: set[Any] = set()
    most = 0

    async def run(job: Job) -> bool:
        nonlocal most
        running_now.add(job.id)
        most = max(most, len(running_now))
        started.release()
        await released.wait()
        running_now.discard(job.id)
        return await scoutly.complete(job)

    for rank in range(10, 100, 10):
        await scoutly.track(rank=rank)
    async with running(run):
        for _ in range(settings.concurrency):
            await started.acquire()
        released.set()
        for _ in range(4):
            await started.acquire()
    assert most == settings.concurrency
    assert {job.priority for job in scoutly.ran[:5]} == {90.0, 80.0, 70.0, 60.0, 50.0}


async def test_a_job_deleted_while_it_runs_is_stopped_and_saves_nothing(
    scoutly: Scoutly, running: Running
) -> None:
    stopped = asyncio.Event()

    async def run(_: Job) -> bool:
        try:
            return await asyncio.Event().wait()
        finally:
            stopped.set()

    async with running(run):
        company = await scoutly.track(lastSuccessfulScrape=NOW - timedelta(days=1))
        await scoutly.timer(company)
        await scoutly.database.jobs.insert_one({"companyId": company, "status": "pending"})
        await scoutly.job(companyId=company, status="processing")
        await scoutly.database.jobs.delete_many({})
        await asyncio.wait_for(stopped.wait(), 10)
        called_off = {"_id": company, "reactor.calledOffAt": {"$ne": None}}
        await scoutly.eventually(lambda: scoutly.database.companies.find_one(called_off))
        timer = await scoutly.timer(company)
    assert timer["expireAt"] > NOW + timedelta(days=2), "not again before its next time"
    assert await scoutly.database.jobs.count_documents({}) == 0


async def test_a_job_whose_id_is_a_document_runs_and_harms_no_other(
    scoutly: Scoutly, running: Running
) -> None:
    released, stopped = asyncio.Event(), asyncio.Event()

    async def run(job: Job) -> bool:
        try:
            await released.wait()
        except asyncio.CancelledError:
            stopped.set()
            raise
        return await scoutly.complete(job)

    async def start(**fields: Any) -> dict[str, Any]:
        """A job of an idle company, typed by hand, as soon as it runs."""
        company = await scoutly.track(lastSuccessfulScrape=NOW)
        await scoutly.timer(company)
        await scoutly.database.jobs.insert_one(
            {"companyId": company, "status": "pending", **fields}
        )
        return await scoutly.job(companyId=company, status="processing")

    async with running(run):
        await start(_id={"a": 1})
        touched = await start()
        await scoutly.database.jobs.delete_one({"_id": touched["_id"]})
        await stopped.wait()
        released.set()
        await scoutly.job(_id={"a": 1}, status="completed")


@pytest.mark.parametrize(
    "odd",
    [
        {"lastSuccessfulScrape": DatetimeMS(10**15)},
        {"lastSuccessfulScrape": "yesterday"},
        {"reactor": {"revision": "x", "failures": "many", "rank": []}},
        {"reactor": 5},
        {"selector": {"css": "a"}},
        {"isProblematic": "perhaps"},
    ],
)
async def test_a_company_with_odd_fields_is_run_like_any_other(
    scoutly: Scoutly, running: Running, odd: dict[str, Any]
) -> None:
    company = await scoutly.track(**odd)
    async with running(scoutly.complete):
        await scoutly.timer(company)
    assert len(scoutly.ran) == 1


@pytest.mark.usefixtures("without_validators")
async def test_a_preference_for_a_list_of_companies_harms_none_of_them(
    scoutly: Scoutly, running: Running
) -> None:
    company = await scoutly.track()
    await scoutly.database.preferences.insert_one({"userId": "bob", "companyId": [company]})
    async with running(scoutly.complete):
        await scoutly.timer(company)
    assert len(scoutly.ran) == 1


@pytest.mark.parametrize("collection", ["timers", "jobqueues", "companies"])
async def test_a_dropped_collection_comes_back_with_its_indexes(
    scoutly: Scoutly, running: Running, collection: str
) -> None:
    database = scoutly.database

    async def indexes() -> set[str]:
        return set(await database[collection].index_information())

    expected = await indexes()
    async with running(scoutly.complete):
        company = await scoutly.track(lastSuccessfulScrape=NOW)
        await scoutly.timer(company)
        await database[collection].drop()

        async def restored() -> bool:
            return await indexes() == expected

        await scoutly.eventually(restored)
        if collection == "timers":
            await scoutly.timer(company)


async def test_a_crash_of_a_job_without_a_lease_counts(
    scoutly: Scoutly, running: Running, database: ScoutlyDatabase
) -> None:
    """As the older system's worker leaves one; thirty minutes later it is nobody's."""
    company = await scoutly.track(lastSuccessfulScrape=NOW)
    await database.jobs.insert_one(
        {
            "companyId": company,
            "status": "processing",
            "lastAttemptAt": NOW - timedelta(hours=1),
        }
    )
    async with running(scoutly.complete):
        job = await scoutly.job(companyId=company, status="completed")
    assert job["crashCount"] == 1


async def test_a_job_at_its_last_crash_fails_once_though_two_reactors_see_to_it(
    scoutly: Scoutly, database: ScoutlyDatabase, settings: Settings
) -> None:
    company = await scoutly.track()
    await database.jobs.insert_one({"companyId": company, "status": "pending", "crashCount": 2})
    job = await Queue(database).claim("a reactor that is gone")
    assert job
    document = Company.read(await database.companies.find_one({"_id": company}))
    release = [Decision(company, [Release(job, document)])]
    for _ in range(2):
        await Effects(database, settings).act(release, NOW)
    failed = Company.read(await database.companies.find_one({"_id": company}))
    assert failed.is_problematic
    assert failed.marker
    assert failed.marker.failures == 1
    assert failed.marker.url == "https://acme.example", "or it would count as edited, for ever"


@pytest.mark.usefixtures("without_validators")
async def test_a_retry_count_that_is_a_text_does_not_keep_a_job_from_waiting(
    scoutly: Scoutly, database: ScoutlyDatabase
) -> None:
    company = await scoutly.track()
    await database.jobs.insert_one(
        {"companyId": company, "status": "pending", "retryCount": "none"}
    )
    queue = Queue(database)
    await Timers(database).set_in("lease", "me", timedelta(minutes=1))
    job = await queue.claim("me")
    assert job
    await queue.retry(job, Retry(timedelta(hours=1), "a passing failure", "server_error"))
    assert (await scoutly.job(companyId=company, status="pending"))["retryCount"] == 1
