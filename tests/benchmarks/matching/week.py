"""A week of a key: every company visited when it is due, each day with a fresh budget."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from reactor.core.dispatch.runner import Runner
from reactor.decisions.quota_day import quota_day
from reactor.decisions.schedule import turn
from reactor.documents import Job, User
from reactor.match.gemini import GeminiMatcher
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.jobs.queue import Queue
from reactor.mongo.jobs.requeue import Requeue
from reactor.mongo.model_usage.budgets import Budgets, budget_id
from reactor.mongo.model_usage.ledger import MongoLedger
from reactor.mongo.timers import Timers
from reactor.pipeline import Pipeline
from reactor.pipeline.toolset import Toolset
from reactor.scrape.scraper import Scraper
from reactor.settings import Settings
from tests.benchmarks.matching.answers import all_worth_reading
from tests.benchmarks.matching.calendar import Calendar, DatedDatabase
from tests.benchmarks.matching.capacity import A_WEEK
from tests.benchmarks.matching.runs import with_a_key
from tests.benchmarks.matching.town import PEOPLE, Town
from tests.gemini.endpoint import Endpoint, endpoint
from tests.in_this_process import InThisProcess

_SLOTS = 5
_OWNER = "a-reactor"


@dataclass(frozen=True, slots=True)
class Day:
    """What happened on one day.

    Attributes:
        visits: companies whose jobs were done.
        asked: requests that reached the model.
        counted: those that the budget counted.
        parked: jobs that were left to the next day.
    """

    visits: int
    asked: int
    counted: int
    parked: int


class Week:
    """Visits a town's companies day by day."""

    def __init__(
        self, database: DatedDatabase, town: Town, run: Callable[[Job], Awaitable[Any]]
    ) -> None:
        self._database = database
        self._town = town
        self._run = run
        self._queue = Queue(database)
        self._requeue = Requeue(database)

    async def days(self, model: str, stand_in: Endpoint) -> list[Day]:
        """All days of it."""
        return [await self._day(day, model, stand_in) for day in range(A_WEEK)]

    async def _day(self, day: int, model: str, stand_in: Endpoint) -> Day:
        self._town.day = day
        self._database.calendar.turn_to(day, await ScoutlyDatabase.now(self._database))
        before = len(stand_in.asked)
        await self._enqueue(day, model)
        async with asyncio.TaskGroup() as slots:
            workers = [slots.create_task(self._work()) for _ in range(_SLOTS)]
        today = budget_id(model, quota_day(await self._database.now()))
        count = await self._database.budgets.find_one({"_id": today}) or {"requests": 0}
        return Day(
            sum(worker.result() for worker in workers),
            len(stand_in.asked) - before,
            count["requests"],
            await self._database.jobs.count_documents({"waitsFor": model}),
        )

    async def _enqueue(self, day: int, model: str) -> None:
        """Open the budget again, as its timer does at midnight, and let what is due wait."""
        await Timers(self._database).drop("budget", model)
        await self._requeue.stop_waiting(await self._requeue.waiting_for([model]))
        waiting = set(await self._database.jobs.distinct("companyId", {"status": "pending"}))
        due = [f for f in self._town.firms if f.due(day) and f.id not in waiting]
        now = await self._database.now()
        jobs = [
            {"companyId": f.id, "status": "pending", "turn": turn(now, f.rank), "createdAt": now}
            for f in due
        ]
        if jobs:
            await self._database.jobs.insert_many(jobs)

    async def _work(self) -> int:
        """Do jobs until none can be claimed; gives how many were completed."""
        completed = 0
        while job := await self._queue.claim(_OWNER):
            await self._run(job)
            done = {"_id": job.id, "status": "completed"}
            completed += await self._database.jobs.count_documents(done)
        return completed


class _Curricula:
    async def text_of(self, user: User) -> str:
        return user.cv_text


async def lived(
    database: ScoutlyDatabase, settings: Settings, town: Town, *, requests_a_day: int
) -> list[Day]:
    """A week of this town.

    Args:
        database: where all of it is kept.
        settings: but for those of the model.
        town: who is visited.
        requests_a_day: that the key may have.
    """
    await town.populate(database)
    dated = DatedDatabase(database.client, database.name, calendar=Calendar())
    await Timers(database).set_in("lease", _OWNER, timedelta(hours=1))
    async with (
        endpoint(all_worth_reading) as stand_in,
        _pipeline(
            dated, with_a_key(settings, stand_in.url, gemini_rpd=requests_a_day), town
        ) as run,
    ):
        week = Week(dated, town, run)
        return await week.days(settings.gemini_model, stand_in)


@asynccontextmanager
async def _pipeline(
    database: DatedDatabase, settings: Settings, town: Town
) -> AsyncIterator[Callable[[Job], Awaitable[Any]]]:
    """The real one, but for the sites."""
    budget = Budgets(database, settings.gemini_rpd)
    async with GeminiMatcher(settings, MongoLedger(database), budget) as matcher:
        scraper = cast("Scraper", town)
        instruments = Toolset(scraper, matcher, _Curricula(), InThisProcess())
        yield Runner(database, Pipeline(instruments, database, settings), settings)


async def unjudged(database: ScoutlyDatabase, town: Town) -> int:
    """How many pairs of a person and a posting are not judged, of those due in the week."""
    judged = {"answer.suitabilityScore": {"$exists": True}}
    done = Counter([kept["url"] async for kept in database.analyses.find(judged, {"url": 1})])
    listed = (posting.url for firm in town.firms for posting in firm.shown(firm.last_visit))
    return sum(len(PEOPLE) - done[url] for url in listed)
