"""Validators of somebody else refuse the reactor's writes: that harms only what they are about."""

import asyncio
from typing import Any, cast

import pytest
from bson import ObjectId

from reactor.core.dispatch.runner import Runner
from reactor.documents import Company
from reactor.errors import LastingError
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.postings.visit_outcome import PageUsed, VisitOutcome
from reactor.pipeline import Pipeline
from reactor.settings import Settings
from tests.conftest import Eventually
from tests.scoutly import Running, Scoutly


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What MongoDB refused is asked again soon."""
    monkeypatch.setattr("reactor.core.dispatch.dispatcher._JOB_PAUSES", (0.2, 0.4))
    monkeypatch.setattr("reactor.core.dispatch.claimer._JOB_PAUSES", (0.2, 0.4))
    monkeypatch.setattr("reactor.core.dispatch.claimer._PAUSES", (0.2, 0.4))


async def validate(database: ScoutlyDatabase, rule: dict[str, Any]) -> None:
    """Put a rule of somebody else in the place of our validator of jobs."""
    change = {"validator": rule, "validationLevel": "strict", "validationAction": "error"}
    await database.handle.command({"collMod": "jobqueues", **change})


class GoneForSome:
    """A pipeline to which the pages of some companies are gone."""

    def __init__(self, gone: set[ObjectId]) -> None:
        self._gone = gone

    async def run(self, company: Company) -> VisitOutcome:
        if company.id in self._gone:
            raise LastingError("https://acme.example answered 404 Not Found: the page is gone")
        page = PageUsed(company.careers_url, company.selector)
        return VisitOutcome(company.id, page, (), (), {"found": 0})


class Gate:
    """Holds up visits until it is opened."""

    def __init__(self, pipeline: GoneForSome) -> None:
        self._pipeline = pipeline
        self.open = asyncio.Event()

    async def run(self, company: Company) -> VisitOutcome:
        await self.open.wait()
        return await self._pipeline.run(company)


def runner(database: ScoutlyDatabase, settings: Settings, *gone: ObjectId) -> Runner:
    return Runner(database, cast(Pipeline, GoneForSome(set(gone))), settings)


async def test_an_error_message_that_is_refused_is_left_out(
    scoutly: Scoutly, running: Running, settings: Settings
) -> None:
    bad, good = await scoutly.track(), await scoutly.track()
    await validate(
        scoutly.database, {"$jsonSchema": {"properties": {"errorMessage": {"maxLength": 20}}}}
    )
    async with running(runner(scoutly.database, settings, bad)):
        failed = await scoutly.job(companyId=bad, status="failed")
        await scoutly.job(companyId=good, status="completed")
    assert "errorMessage" not in failed
    company = await scoutly.database.companies.find_one({"_id": bad})
    assert company
    assert company["isProblematic"]


async def test_a_job_of_which_no_end_can_be_written_rests_and_keeps_nobody_waiting(
    scoutly: Scoutly, running: Running, settings: Settings, eventually: Eventually
) -> None:
    bad = [await scoutly.track(rank=100) for _ in range(settings.concurrency)]
    for company in bad:
        await scoutly.database.jobs.insert_one({"companyId": company, "status": "pending"})
    never_let_go = {"$or": [{"companyId": {"$nin": bad}}, {"lease": {"$ne": None}}]}
    running_now = {"companyId": {"$in": bad}, "status": "processing"}
    begun = Gate(GoneForSome(set(bad)))
    async with running(Runner(scoutly.database, cast(Pipeline, begun), settings)):

        async def all_run() -> bool:
            return await scoutly.database.jobs.count_documents(running_now) == len(bad)

        await eventually(all_run)
        await validate(scoutly.database, never_let_go)
        begun.open.set()
        good = [await scoutly.track(rank=1) for _ in range(settings.concurrency)]
        for company in good:
            await scoutly.job(companyId=company, status="completed")
        assert await all_run()
        await validate(scoutly.database, {})

        async def none_runs() -> bool:
            return not await scoutly.database.jobs.count_documents(running_now)

        await eventually(none_runs)


async def test_a_claim_that_is_refused_for_one_job_keeps_no_other_waiting(
    scoutly: Scoutly, running: Running, settings: Settings
) -> None:
    bad = await scoutly.track(rank=100)
    never_processing = {"$or": [{"companyId": {"$ne": bad}}, {"status": {"$ne": "processing"}}]}
    await validate(scoutly.database, never_processing)
    good = [await scoutly.track(rank=1) for _ in range(2 * settings.concurrency)]
    async with running(runner(scoutly.database, settings)):
        for company in good:
            await scoutly.job(companyId=company, status="completed")
        await scoutly.job(companyId=bad, status="pending")
        await validate(scoutly.database, {})
        await scoutly.job(companyId=bad, status="completed")


async def test_claims_that_are_all_refused_are_tried_again(
    scoutly: Scoutly, running: Running, settings: Settings
) -> None:
    company = await scoutly.track()
    await validate(scoutly.database, {"status": {"$ne": "processing"}})
    async with running(runner(scoutly.database, settings)):
        await scoutly.job(companyId=company, status="pending")
        await validate(scoutly.database, {})
        await scoutly.job(companyId=company, status="completed")
