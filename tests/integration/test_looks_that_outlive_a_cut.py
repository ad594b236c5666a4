"""A question that outlives a cut is answered with what was lost meanwhile: nobody crashed."""

import asyncio
from typing import Any

import pytest
from bson import ObjectId

from reactor.documents import Job
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.jobs.queue import Queue
from reactor.mongo.reactions.facts import FactsOfCompanies, FactsReader
from reactor.mongo.timers import timer_id
from reactor.oneshot.housekeeping import Housekeeping
from reactor.settings import Settings
from tests.scoutly import Running, Scoutly


async def test_process_hands_back_what_it_lost_while_it_asked(
    database: ScoutlyDatabase,
    scoutly: Scoutly,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    company = await scoutly.track(rank=90)
    lease = {"owner": "me", "token": "t"}
    await database.jobs.insert_one(
        {"companyId": company, "status": "processing", "reason": "due", "lease": lease}
    )
    read, lost = FactsReader.read, list[str]()

    async def loses_its_lease(reader: FactsReader, causes: Any) -> FactsOfCompanies:
        if await database.jobs.count_documents({"lease.owner": "me"}):
            lost.append("me")
        return await read(reader, causes)

    async def disown() -> bool:
        if lost:
            await Queue(database).hand_back_strays(lost.pop(), running=())
            return True
        return False

    monkeypatch.setattr(FactsReader, "read", loses_its_lease)
    await Housekeeping(database, settings, disown).begin()
    job = await scoutly.job(companyId=company, status="pending")
    assert job.get("crashCount", 0) == 0


async def test_a_reactor_hands_back_what_it_lost_while_it_asked(
    database: ScoutlyDatabase,
    scoutly: Scoutly,
    running: Running,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The answer comes when the lease has gone, and says that nobody runs the job."""
    read, asked, go_on = FactsReader.read, asyncio.Event(), asyncio.Event()
    watched, let_go = list[ObjectId](), asyncio.Event()

    async def outlives_a_cut(reader: FactsReader, causes: Any) -> FactsOfCompanies:
        if set(watched) & set(causes) and not asked.is_set():
            asked.set()
            await go_on.wait()
        return await read(reader, causes)

    async def hold(_: Job, /) -> bool:
        try:
            await asyncio.Event().wait()
        finally:
            await let_go.wait()
        raise AssertionError

    monkeypatch.setattr(FactsReader, "read", outlives_a_cut)
    company = await scoutly.track(rank=90)
    async with running(hold) as core:
        await scoutly.job(companyId=company, status="processing")
        owner = core.owner
        watched.append(company)
        await database.preferences.update_one({"companyId": company}, {"$set": {"rank": 95}})
        await asked.wait()
        await database.timers.delete_one({"_id": timer_id("lease", owner)})

        async def knows() -> bool:
            return core.owner != owner

        lease = vars(core)["_lease"]
        lease.doubt()
        await scoutly.eventually(knows)
        go_on.set()
        job = await scoutly.job(companyId=company, status="pending", lease=None)
        let_go.set()
    assert job.get("crashCount", 0) == 0
