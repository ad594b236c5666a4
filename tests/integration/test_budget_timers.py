"""Jobs that wait for a model's budget: all for the same moment, and for nothing else."""

from datetime import timedelta
from typing import Any

import pytest

from reactor.core.dispatch.runner import Runner
from reactor.documents import Company
from reactor.errors import BudgetError
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.postings.visit_outcome import PageUsed, VisitOutcome
from reactor.mongo.timers import timer_id
from reactor.settings import Settings
from tests.scoutly import Running, Scoutly

FLASH = {"_id": timer_id("budget", "flash")}


class Purse:
    """A pipeline whose model's budget is used up until it is filled."""

    def __init__(self) -> None:
        self.full = False

    async def run(self, company: Company) -> VisitOutcome:
        if not self.full:
            raise BudgetError("the budget is used up", delay=3600, model="flash")
        return VisitOutcome(company.id, PageUsed(company.careers_url, ""), (), (), {"found": 0})


@pytest.fixture
def purse() -> Purse:
    return Purse()


@pytest.fixture
def runner(database: ScoutlyDatabase, settings: Settings, purse: Purse) -> Runner:
    return Runner(database, purse, settings)  # type: ignore[arg-type] # only `run` is asked for


async def parked(scoutly: Scoutly, jobs: int) -> None:
    """Wait until that many jobs wait for the budget."""

    async def all_wait() -> bool:
        return await scoutly.database.jobs.count_documents({"waitsFor": "flash"}) == jobs

    await scoutly.eventually(all_wait)


async def deleted(timers: driver.Collection) -> None:
    await timers.delete_one(FLASH)


async def made_a_text(timers: driver.Collection) -> None:
    await timers.update_one(FLASH, {"$set": {"expireAt": "soon"}})


async def dropped(timers: driver.Collection) -> None:
    await timers.drop()


@pytest.mark.parametrize("spoil", [deleted, made_a_text, dropped])
@pytest.mark.usefixtures("without_validators")
async def test_jobs_parked_on_a_budget_go_on_when_its_timer_is_gone(
    scoutly: Scoutly, running: Running, runner: Runner, purse: Purse, spoil: Any
) -> None:
    async with running(runner):
        for rank in (10, 90):
            await scoutly.track(rank)
        await parked(scoutly, 2)
        assert await scoutly.database.timers.count_documents(FLASH) == 1
        purse.full = True
        await spoil(scoutly.database.timers)

        async def all_done() -> bool:
            done = {"status": "completed", "retryCount": 0, "waitsFor": None, "notBefore": None}
            return await scoutly.database.jobs.count_documents(done) == 2

        await scoutly.eventually(all_done)


async def test_a_parked_job_set_back_by_hand_runs_at_once(
    scoutly: Scoutly, running: Running, runner: Runner, purse: Purse
) -> None:
    async with running(runner):
        company = await scoutly.track()
        await parked(scoutly, 1)
        purse.full = True
        await scoutly.database.jobs.update_one({}, {"$set": {"status": "failed"}})
        await scoutly.database.jobs.update_one({}, {"$set": {"status": "pending"}})
        job = await scoutly.job(companyId=company, status="completed")
    assert "waitsFor" not in job


@pytest.mark.usefixtures("without_validators")
async def test_a_budget_timer_that_is_no_date_fires_and_is_not_put_a_day_off(
    scoutly: Scoutly, running: Running, runner: Runner
) -> None:
    """Whoever comes to wait for it, while everything is looked at, would wait as long."""
    await scoutly.database.timers.insert_one(FLASH | {"expireAt": "soon"})

    async def has_fired() -> bool:
        return await scoutly.database.timers.count_documents(FLASH) == 0

    async with running(runner):
        await scoutly.eventually(has_fired)


async def test_a_budget_timer_far_ahead_of_any_budget_is_cut(
    scoutly: Scoutly, running: Running, runner: Runner
) -> None:
    """As a clock that jumped back leaves one."""
    now = await scoutly.database.now()
    await scoutly.database.timers.insert_one(FLASH | {"expireAt": now + timedelta(days=300)})

    async def is_cut() -> bool:
        timer = await scoutly.database.timers.find_one(FLASH)
        return timer is not None and timer["expireAt"] < now + timedelta(days=2)

    async with running(runner):
        await scoutly.eventually(is_cut)
