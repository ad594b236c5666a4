"""The reactor ends in good order whenever it is told to."""

import asyncio
from datetime import UTC, datetime

import pytest

from reactor.app import Reactor
from reactor.mongo.database import ScoutlyDatabase
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
