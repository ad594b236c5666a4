"""Somebody who starts to track a company that was visited a moment ago is served soon after."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from bson import ObjectId

from reactor.core.assembly import Core
from reactor.documents import Job
from reactor.mongo.followers import Followers
from reactor.mongo.jobs.completion import JobCompletion
from reactor.mongo.postings.history_writes import HistoryUpdate
from reactor.mongo.postings.visit_outcome import PageUsed, VisitOutcome
from reactor.settings import Settings
from tests.scoutly import Scoutly

ADA, BO = "ada@example.org", "bo@example.org"


class Visits:
    """Runs that find nothing, and after which everybody who tracks the company is served."""

    def __init__(self, scoutly: Scoutly) -> None:
        self.scoutly = scoutly
        self.served: list[set[str]] = []
        self.go_on = asyncio.Event()
        self.go_on.set()
        self.begun = asyncio.Event()

    async def run(self, job: Job, /) -> bool:
        """Serve who tracks it as the run begins."""
        followers = await Followers(self.scoutly.database).of(job.company_id)
        self.begun.set()
        await self.go_on.wait()
        page = PageUsed("https://acme.example", "")
        visits = [HistoryUpdate(follower, []) for follower in followers]
        harvest = VisitOutcome(job.company_id, page, (), visits, {"found": 0})
        await JobCompletion(self.scoutly.database).complete(job, harvest)
        self.served.append({follower.user_id for follower in followers})
        return True

    async def times(self, number: int) -> None:
        """Wait for the end of so many runs."""

        async def enough() -> bool:
            return len(self.served) >= number

        await self.scoutly.eventually(enough)


@pytest.fixture
def visits(scoutly: Scoutly) -> Visits:
    return Visits(scoutly)


@asynccontextmanager
async def reacting(scoutly: Scoutly, settings: Settings, visits: Visits) -> AsyncIterator[ObjectId]:
    """A reactor with a cooldown of three seconds, and a company that Ada tracks."""
    await scoutly.database.users.insert_many([{"email": ADA}, {"email": BO}])
    core = Core(
        scoutly.database,
        settings.model_copy(update={"cooldown": timedelta(seconds=3)}),
        visits.run,
    )
    async with asyncio.TaskGroup() as group:
        group.create_task(core.run(started := asyncio.Event()))
        await started.wait()
        yield await scoutly.track(rank=90)
        core.stop()


async def tracks_too(scoutly: Scoutly, company: ObjectId, rank: int) -> None:
    preference = {"userId": BO, "companyId": company, "rank": rank}
    await scoutly.database.preferences.insert_one(preference)


@pytest.mark.parametrize("rank", [90, 40, 95])
async def test_who_comes_within_the_cooldown_is_served_by_a_timer_when_it_ends(
    rank: int, scoutly: Scoutly, settings: Settings, visits: Visits
) -> None:
    """Whatever the new preference does to the company's rank."""
    async with reacting(scoutly, settings, visits) as company:
        await scoutly.timer(company)
        await tracks_too(scoutly, company, rank)
        await visits.times(2)
        timer = await scoutly.timer(company)
    assert visits.served == [{ADA}, {ADA, BO}]
    assert timer["expireAt"] > await scoutly.database.now() + timedelta(hours=12)


async def test_who_comes_during_a_run_is_served_when_the_cooldown_ends(
    scoutly: Scoutly, settings: Settings, visits: Visits
) -> None:
    visits.go_on.clear()
    async with reacting(scoutly, settings, visits) as company:
        await visits.begun.wait()
        await tracks_too(scoutly, company, 90)
        visits.go_on.set()
        await visits.times(2)
    assert visits.served[-1] == {ADA, BO}
