"""The other programs' side of the database, and the reactive core with runs that a test steers."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pytest
from bson import ObjectId

from reactor.core.assembly import Core
from reactor.core.dispatch.active_run import Run
from reactor.documents import Company, Job
from reactor.errors import FencedError
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.jobs.completion import JobCompletion
from reactor.mongo.outage_retry import through_outages
from reactor.mongo.postings.visit_outcome import PageUsed, VisitOutcome
from reactor.settings import Settings
from tests.conftest import Eventually

Running = Callable[[Run], AbstractAsyncContextManager[Core]]


@pytest.fixture
def running(database: ScoutlyDatabase, settings: Settings) -> Running:
    """The core on this test's database for as long as the block runs."""

    @asynccontextmanager
    async def run_core(run: Run) -> AsyncIterator[Core]:
        core, started = Core(database, settings, run), asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(core.run(started))
            await started.wait()
            yield core
            core.stop()

    return run_core


@dataclass
class Scoutly:
    """The other programs' side of the database, and what the reactor did there."""

    database: ScoutlyDatabase
    eventually: Eventually
    ran: list[Job] = field(default_factory=list)

    async def track(self, rank: int = 50, **fields: Any) -> ObjectId:
        """A company that somebody tracks."""
        company_id = ObjectId()
        page = {"companyID": str(company_id), "careers_url": "https://acme.example"}
        await self.database.companies.insert_one({"_id": company_id, **page, **fields})
        await self.database.preferences.insert_one(
            {"userId": "ada@example.org", "companyId": company_id, "rank": rank}
        )
        return company_id

    async def complete(self, job: Job) -> bool:
        """A run that succeeds at once and finds nothing, saved as the runner saves one.

        Like there, what was taken away meanwhile is not saved, and gives False.
        """
        self.ran.append(job)
        document = await self.database.companies.find_one({"_id": job.company_id})
        company = Company.read(document)
        page = PageUsed(company.careers_url, company.selector)
        harvest = VisitOutcome(company.id, page, (), (), {"found": 0})
        save = partial(JobCompletion(self.database).complete, job, harvest)
        try:
            await through_outages(save, "saving a result")
        except FencedError:
            return False
        return True

    async def job(self, **query: Any) -> dict[str, Any]:
        """The first job that fits, as soon as there is one."""
        found = await self.eventually(lambda: self.database.jobs.find_one(query))
        assert isinstance(found, dict)
        return found

    async def timer(self, company_id: ObjectId) -> dict[str, Any]:
        """The company's scrape timer, as soon as there is one."""
        query = {"_id": {"kind": "scrape", "of": company_id}}
        found = await self.eventually(lambda: self.database.timers.find_one(query))
        assert isinstance(found, dict)
        return found


@pytest.fixture
def scoutly(database: ScoutlyDatabase, eventually: Eventually) -> Scoutly:
    return Scoutly(database, eventually)
