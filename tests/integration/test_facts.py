"""Facts are of one moment, whatever happens while they are read."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest_asyncio

from reactor.decisions.look_causes import Cause
from reactor.embedded_mongod.temporary import TemporaryMongod
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.reactions.facts import FactsReader
from reactor.mongo.setup.bootstrap import bootstrap
from tests.conftest import Eventually
from tests.scoutly import Scoutly

_BETWEEN_JOBS_AND_COMPANIES = "hangBeforeDocumentSourceCursorLoadBatch"


@pytest_asyncio.fixture
async def stoppable() -> AsyncIterator[ScoutlyDatabase]:
    """A database on a mongod that knows fail points."""
    async with TemporaryMongod("--setParameter", "enableTestCommands=1") as server:
        database = ScoutlyDatabase(driver.connect(server.uri), "scoutly")
        await bootstrap(database, timedelta(days=1))
        yield database
        await driver.disconnect(database.client)


async def test_a_run_that_ends_while_facts_are_read_is_in_all_of_them_or_in_none(
    stoppable: ScoutlyDatabase, eventually: Eventually
) -> None:
    database, admin = stoppable, stoppable.client.admin
    company = await Scoutly(database, eventually).track()
    job = {"companyId": company, "status": "processing", "lease": {"owner": "me", "token": "t"}}
    await database.jobs.insert_one(job)
    point = {"configureFailPoint": _BETWEEN_JOBS_AND_COMPANIES}
    where = {"nss": database.companies.raw.full_name}
    await admin.command(point | {"mode": "alwaysOn", "data": where})
    reading = asyncio.create_task(FactsReader(database, timedelta()).read({company: Cause()}))
    waits = {"waitForFailPoint": _BETWEEN_JOBS_AND_COMPANIES, "timesEntered": 1, "maxTimeMS": 9_000}
    await admin.command(waits)
    await database.jobs.update_one({"companyId": company}, {"$set": {"status": "completed"}})
    ended = {"$set": {"lastSuccessfulScrape": await database.now()}}
    await database.companies.update_one({"_id": company}, ended)
    await admin.command(point | {"mode": "off"})
    (facts,) = (await reading).facts
    assert facts.company
    assert facts.job
    assert facts.company.last_successful_scrape is None
    (facts,) = (await FactsReader(database, timedelta()).read({company: Cause()})).facts
    assert facts.company
    assert facts.company.last_successful_scrape
    assert facts.job is None
