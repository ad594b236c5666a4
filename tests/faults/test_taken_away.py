"""Jobs and leases that are taken away at the worst moment: nothing is stuck, nothing runs twice."""

import asyncio
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from reactor.app import Reactor
from reactor.core.dispatch.dispatcher import Dispatcher
from reactor.documents import Job
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.jobs.queue import Queue
from reactor.mongo.setup.bootstrap import bootstrap
from reactor.settings import Settings
from tests.scoutly import Running, Scoutly

NOW = datetime.now(UTC)
SET_BACK = {"$set": {"status": "pending"}}


async def idle_company(scoutly: Scoutly) -> Any:
    """A tracked company that is not due, once the reactor has seen it."""
    company = await scoutly.track(lastSuccessfulScrape=NOW - timedelta(hours=1))
    await scoutly.timer(company)
    return company


async def test_a_job_set_back_by_hand_as_its_run_ends_runs_again(
    scoutly: Scoutly, running: Running
) -> None:
    """The run finds its job pending and saves nothing; then the job must be claimable."""

    async def run(job: Job) -> bool:
        if not scoutly.ran:
            await scoutly.database.jobs.update_one({"_id": job.id}, SET_BACK)
            scoutly.ran.append(job)
            assert not await scoutly.complete(job)
            return False
        return await scoutly.complete(job)

    async with running(run):
        company = await idle_company(scoutly)
        await scoutly.database.jobs.insert_one({"companyId": company, "status": "pending"})
        await scoutly.job(companyId=company, status="completed")


@pytest.mark.parametrize("edit", [SET_BACK, SET_BACK | {"$unset": {"lease": ""}}])
async def test_a_running_job_set_back_by_hand_is_stopped_before_it_runs_again(
    scoutly: Scoutly, running: Running, edit: dict[str, Any]
) -> None:
    alive, most = 0, 0
    started, stopped = asyncio.Event(), asyncio.Event()

    async def run(job: Job) -> bool:
        nonlocal alive, most
        alive += 1
        most = max(most, alive)
        started.set()
        try:
            if not stopped.is_set():
                await asyncio.Event().wait()
        finally:
            alive -= 1
            stopped.set()
        return await scoutly.complete(job)

    async with running(run):
        company = await idle_company(scoutly)
        await scoutly.database.jobs.insert_one({"companyId": company, "status": "pending"})
        await started.wait()
        await scoutly.database.jobs.update_one({"status": "processing"}, edit)
        await stopped.wait()
        await scoutly.job(companyId=company, status="completed")
    assert most == 1


@pytest.mark.parametrize("said", ["pending", "completed"])
async def test_a_job_changed_by_hand_while_its_claim_was_lost_is_let_go(
    scoutly: Scoutly, running: Running, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    """With the lease of a claim that nobody knows of, nobody could ever claim it again."""
    claim, lost = Queue.claim, list[Job]()

    async def answer_lost(queue: Queue, owner: str, **which: Any) -> Job | None:
        job = await claim(queue, owner, **which)
        if job is None or lost:
            return job
        lost.append(job)
        by_hand = {"$set": {"status": said}}
        await scoutly.database.jobs.update_one({"_id": job.id}, by_hand)
        raise driver.AutoReconnect("cut off")

    async with running(scoutly.complete):
        company = await idle_company(scoutly)
        monkeypatch.setattr(Queue, "claim", answer_lost)
        await scoutly.database.jobs.insert_one({"companyId": company, "status": "pending"})
        await scoutly.job(companyId=company, status="completed", lease=None)
        await scoutly.database.jobs.update_one({"companyId": company}, SET_BACK)
        await scoutly.job(companyId=company, status="completed", result={"$ne": None})


async def test_a_job_that_must_wait_for_a_run_of_its_company_is_not_claimed_again_and_again(
    scoutly: Scoutly, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The deletion of a running job is not acted on yet, and its company has another job."""
    claim, serve = Queue.claim, Dispatcher.stop_lost
    first, may_act, claims = asyncio.Event(), asyncio.Event(), list[Any]()

    async def counted(queue: Queue, owner: str, **which: Any) -> Job | None:
        if job := await claim(queue, owner, **which):
            claims.append(job.id)
        return job

    async def late(dispatcher: Dispatcher, job_ids: Collection[Any]) -> None:
        await may_act.wait()
        await serve(dispatcher, job_ids)

    async def run(job: Job) -> bool:
        if not first.is_set():
            first.set()
            return await asyncio.Event().wait()
        return await scoutly.complete(job)

    monkeypatch.setattr(Queue, "claim", counted)
    monkeypatch.setattr(Dispatcher, "stop_lost", late)
    async with running(run):
        company, other = await idle_company(scoutly), await idle_company(scoutly)
        await scoutly.database.jobs.insert_one({"companyId": company, "status": "pending"})
        await first.wait()
        await scoutly.database.jobs.delete_one({"companyId": company})
        await scoutly.database.jobs.insert_one({"companyId": company, "status": "pending"})
        await scoutly.database.jobs.insert_one({"companyId": other, "status": "pending"})
        await scoutly.job(companyId=other, status="completed")
        again = await scoutly.job(companyId=company)
        before = claims.count(again["_id"])
        may_act.set()
        await scoutly.job(companyId=company, status="completed")
    assert before <= 1


async def test_a_lease_deleted_by_hand_stops_its_runs_and_another_is_taken(
    scoutly: Scoutly, running: Running
) -> None:
    first, again = asyncio.Event(), asyncio.Event()

    async def run(job: Job) -> bool:
        if not first.is_set():
            first.set()
            return await asyncio.Event().wait()
        again.set()
        return await scoutly.complete(job)

    async with running(run):
        company = await scoutly.track()
        await first.wait()
        await scoutly.database.timers.delete_one({"_id.kind": "lease"})
        await asyncio.wait_for(again.wait(), 20)
        await scoutly.job(companyId=company, status="completed")
    assert await scoutly.database.timers.count_documents({"_id.kind": "lease"}) == 0


@pytest.mark.usefixtures("without_validators")
async def test_a_job_whose_lease_is_nonsense_is_run(scoutly: Scoutly, running: Running) -> None:
    company = await scoutly.track(lastSuccessfulScrape=NOW)
    bad = {"companyId": company, "status": "pending", "lease": {"owner": 1}}
    await scoutly.database.jobs.insert_one(bad)
    async with running(scoutly.complete):
        await scoutly.job(companyId=company, status="completed")


@pytest.mark.usefixtures("without_validators")
async def test_a_retry_timer_without_a_date_is_set_right(
    scoutly: Scoutly, running: Running
) -> None:
    company = await scoutly.track(lastSuccessfulScrape=NOW)
    waiting = {"companyId": company, "status": "pending", "notBefore": NOW}
    job = await scoutly.database.jobs.insert_one(waiting)
    timer = {"_id": {"kind": "retry", "of": job.inserted_id}, "expireAt": "tomorrow"}
    await scoutly.database.timers.insert_one(timer)
    async with running(scoutly.complete):
        await scoutly.job(companyId=company, status="completed")


async def test_a_validator_that_an_old_company_breaks_harms_no_other(
    scoutly: Scoutly, settings: Settings, database: ScoutlyDatabase
) -> None:
    bad = await scoutly.track(careers_url="nowhere")
    await database.handle.command(
        {"collMod": "companies", "validator": {"company": {"$type": "string"}}}
    )
    reactor = Reactor(settings)
    async with asyncio.TaskGroup() as group:
        group.create_task(reactor.run())
        await scoutly.job(companyId=bad, status="pending", notBefore={"$ne": None})
        good = await scoutly.track(company="Acme", careers_url="nowhere")
        await scoutly.job(companyId=good, status="failed")
        reactor.stop()


async def test_a_ttl_index_without_an_expiry_is_given_one(
    database: ScoutlyDatabase, settings: Settings
) -> None:
    """Without it no timer would ever fire, and nothing would say so."""
    await database.timers.drop_index("expireAt_1")
    await database.timers.create_index("expireAt")
    await bootstrap(database, settings.keep_finished)
    index = (await database.timers.index_information())["expireAt_1"]
    assert index["expireAfterSeconds"] == 0


async def test_a_changed_keeping_time_is_taken_over(database: ScoutlyDatabase) -> None:
    await bootstrap(database, timedelta(days=7))
    index = (await database.jobs.index_information())["finished_jobs_expire"]
    assert index["expireAfterSeconds"] == 7 * 86_400


@pytest.mark.usefixtures("without_validators")
async def test_a_job_that_names_no_company_is_released_too_when_its_reactor_is_gone(
    scoutly: Scoutly, running: Running
) -> None:
    lease = {"owner": "dead", "token": "t"}
    await scoutly.database.jobs.insert_one(
        {"companyId": "acme", "status": "processing", "lease": lease}
    )
    seen = asyncio.Event()

    async def run(job: Job) -> bool:
        assert job.company_id == "acme"
        seen.set()
        await scoutly.database.jobs.delete_one({"_id": job.id})
        return True

    async with running(run):
        await asyncio.wait_for(seen.wait(), 10)


@pytest.mark.usefixtures("without_validators")
async def test_a_lease_whose_date_is_mistyped_loses_its_reactor_no_job(
    scoutly: Scoutly, running: Running
) -> None:
    started, release = asyncio.Event(), asyncio.Event()

    async def run(job: Job) -> bool:
        started.set()
        await release.wait()
        return await scoutly.complete(job)

    async with running(run):
        company = await scoutly.track()
        await started.wait()
        lease = {"_id.kind": "lease"}
        await scoutly.database.timers.update_one(lease, {"$set": {"expireAt": "soon"}})
        # A look at the company, and one at another that shows that the first is over.
        await scoutly.database.companies.update_one({"_id": company}, {"$set": {"selector": "a"}})
        await idle_company(scoutly)
        release.set()
        job = await scoutly.job(companyId=company, status="completed")
    assert not job.get("crashCount")
