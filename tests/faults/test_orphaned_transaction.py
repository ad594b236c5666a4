"""A reactor killed between the first write of a result and its commit keeps nobody waiting."""

import asyncio
from typing import Any

from reactor.app import Reactor
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.conftest import Eventually
from tests.scoutly import Running, Scoutly


async def test_a_result_cut_off_before_its_commit_holds_up_neither_its_job_nor_the_others(
    database: ScoutlyDatabase, scoutly: Scoutly, running: Running, eventually: Eventually
) -> None:
    """MongoDB keeps the transaction of a process that is gone for up to 90 s, and its documents."""
    company = await scoutly.track()
    job: dict[str, Any] = {"companyId": company, "status": "processing"}
    await database.jobs.insert_one(job | {"lease": {"owner": "dead", "token": "t"}})
    async with await database.client.start_session() as session:
        session.start_transaction()
        completed = {"status": "completed"}
        await database.jobs.update_one({"companyId": company}, {"$set": completed}, session=session)
        async with running(scoutly.complete):
            for waiting in (await scoutly.track(), company):
                done = completed | {"companyId": waiting}
                await eventually(lambda done=done: database.jobs.find_one(done), within=20)
        await session.abort_transaction()


async def test_a_result_cut_off_before_its_commit_does_not_keep_the_next_reactor_from_starting(
    database: ScoutlyDatabase, scoutly: Scoutly, settings: Settings
) -> None:
    """Preparing a collection needs it for itself, and whoever comes next queues behind that."""
    company = await scoutly.track()
    await database.jobs.insert_one({"companyId": company, "status": "completed"})
    async with await database.client.start_session() as session:
        session.start_transaction()
        await database.jobs.update_one({}, {"$set": {"result": {}}}, session=session)
        reactor = Reactor(settings)
        async with asyncio.TaskGroup() as group:
            group.create_task(reactor.run())
            async with asyncio.timeout(20):
                await reactor.started.wait()
            reactor.stop()
        await session.abort_transaction()
