"""The reactor ends in good order whenever it is told to."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from reactor.app import Reactor
from reactor.core.assembly import Core
from reactor.documents import Job
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.jobs.queue import Queue
from reactor.settings import Settings
from tests.conftest import Eventually
from tests.scoutly import Running, Scoutly


@pytest.mark.parametrize("after", [0.0, 0.02, 0.05, 0.08, 0.11, 0.14, 0.2, 0.3])
async def test_a_reactor_told_to_stop_while_it_starts_ends(
    settings: Settings, database: ScoutlyDatabase, after: float
) -> None:
    reactor = Reactor(settings)
    asyncio.get_running_loop().call_later(after, reactor.stop)
    async with asyncio.timeout(15):
        await reactor.run()
    assert await database.timers.count_documents({"_id.kind": "lease"}) == 0


async def test_a_running_job_is_handed_back_uncounted_when_the_grace_is_over(
    settings: Settings, scoutly: Scoutly, running: Running
) -> None:
    async with running(lambda _: asyncio.Event().wait()):
        company = await scoutly.track(lastSuccessfulScrape=datetime.now(UTC))
        await scoutly.timer(company)
        await scoutly.database.jobs.insert_one({"companyId": company, "status": "pending"})
        await scoutly.job(companyId=company, status="processing")
    job = await scoutly.job(companyId=company)
    assert settings.grace.total_seconds() > 0
    assert job["status"] == "pending"
    assert "lease" not in job
    assert not job.get("crashCount")


async def test_a_database_dropped_while_it_works_is_prepared_again(
    settings: Settings, scoutly: Scoutly, eventually: Eventually
) -> None:
    database = scoutly.database
    reactor = Reactor(settings)
    async with asyncio.TaskGroup() as group:
        group.create_task(reactor.run())
        await reactor.started.wait()
        for _ in range(20):
            await scoutly.track(careers_url="nowhere")
        await database.client.drop_database(database.name)

        async def prepared() -> bool:
            return "expireAt_1" in await database.timers.index_information()

        await eventually(prepared, within=20)
        company = await scoutly.track(careers_url="nowhere")
        await scoutly.job(companyId=company, status="failed")
        reactor.stop()


async def test_handing_a_job_back_is_not_cut_off_by_the_end_of_the_grace(
    settings: Settings, scoutly: Scoutly, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, slow = asyncio.Event(), asyncio.Event()
    hand_back = Queue.hand_back

    async def hand_back_slowly(queue: Queue, job: Job) -> None:
        begun.set()
        await slow.wait()
        await hand_back(queue, job)

    async def unsettled(_: Job) -> bool:
        return False

    monkeypatch.setattr(Queue, "hand_back", hand_back_slowly)
    company = await scoutly.track()
    core = Core(scoutly.database, settings.model_copy(update={"grace": timedelta()}), unsettled)
    async with asyncio.TaskGroup() as group:
        group.create_task(core.run(asyncio.Event()))
        await begun.wait()
        core.stop()
        asyncio.get_running_loop().call_later(0.2, slow.set)
    job = await scoutly.job(companyId=company)
    assert (job["status"], "lease" in job) == ("pending", False)


async def test_a_claim_whose_answer_was_lost_while_it_stopped_is_handed_back(
    settings: Settings, scoutly: Scoutly, monkeypatch: pytest.MonkeyPatch
) -> None:
    claimed, stopped = asyncio.Event(), asyncio.Event()
    claim = Queue.claim

    async def answer_lost(queue: Queue, owner: str, **which: Any) -> Job | None:
        if await claim(queue, owner, **which) is None:
            return None
        claimed.set()
        await stopped.wait()
        raise driver.AutoReconnect("cut off")

    monkeypatch.setattr(Queue, "claim", answer_lost)
    company = await scoutly.track()
    core = Core(scoutly.database, settings, scoutly.complete)
    async with asyncio.TaskGroup() as group:
        group.create_task(core.run(asyncio.Event()))
        await claimed.wait()
        core.stop()
        stopped.set()
    job = await scoutly.job(companyId=company)
    assert (job["status"], "lease" in job, job.get("crashCount", 0)) == ("pending", False, 0)
