"""A reactor that dies between any two answers of MongoDB while it judges again.

Nothing is paid for twice, nothing of a person's is lost, and the next one ends what it began.
By default it dies after every third answer; `--cuts full` has it die after each.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio
from pydantic import SecretStr

from reactor.core.dispatch.crash_barrier import CrashBarrier
from reactor.core.dispatch.runner import Runner
from reactor.documents import Job
from reactor.embedded_mongod.temporary import TemporaryMongod
from reactor.match.gemini import GeminiMatcher
from reactor.mongo import driver
from reactor.mongo.database import COLLECTIONS, ScoutlyDatabase
from reactor.mongo.jobs.queue import Queue
from reactor.mongo.model_usage.budgets import Budgets
from reactor.mongo.model_usage.ledger import MongoLedger
from reactor.mongo.setup.bootstrap import bootstrap
from reactor.mongo.timers import Timers
from reactor.pipeline import Pipeline
from reactor.pipeline.toolset import Toolset
from reactor.settings import Settings
from tests.faults.model.fuse import Fuse
from tests.gemini.endpoint import Endpoint, endpoint
from tests.judged_again import Changing
from tests.visits import ADA, BOB, Visits

# Google's library subclasses aiohttp's session, which aiohttp discourages.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Inheritance class AiohttpClientSession"),
    pytest.mark.timeout(600),
]

SHOWN = ("welder", "fitter", "pilot", "cook", "baker")
BEFORE, AFTER = "welder fitter cook", "pilot fitter baker ships"
BOBS = "pilot baker"
MAX_ANSWERS = 200
"""More than a run gets of MongoDB."""

SPARED = 2
"""Of so many answers one is the last that a reactor gets, where not each is."""


@dataclass
class Scene:
    """Ada, who was matched, touched one match, and edits her CV; and the reactor that dies.

    Attributes:
        changing: the people.
        asked: the model.
        settings: with a key.
        uri: where MongoDB listens.
        touched: the save that is hers.
        deaths: how many reactors died.
    """

    changing: Changing
    asked: Endpoint
    settings: Settings
    uri: str
    touched: dict[str, Any] = field(default_factory=dict)
    deaths: int = 0

    @property
    def database(self) -> ScoutlyDatabase:
        """What people see."""
        return self.changing.database

    async def begin(self) -> None:
        """All is as it was, and Ada edits her CV."""
        for name in {*COLLECTIONS, "postings", "budgets", "tokenusages"}:
            await self.database[name].delete_many({})
        visits = self.changing.visits
        await visits.begin()
        await Timers(self.database).set_in("lease", "doomed", timedelta(minutes=5))
        # What Ada is spared by its title, Bob has read.
        await visits.follow(BOB)
        await self.database.users.update_one({"_id": ADA}, {"$set": {"cvText": BEFORE}})
        await self.database.users.update_one({"_id": BOB}, {"$set": {"cvText": BOBS}})
        await self.changing.changes.compare_everybody()
        visits.matcher = self._matcher(self.database)
        await visits.completed(*SHOWN)
        await visits.matcher.aclose()
        assert await self.changing.shown() == set(BEFORE.split())
        assert await self.changing.shown(BOB) == set(BOBS.split())
        self.touched = await self.changing.touch("cook", status="APPLIED", notes="mine")
        await self.changing.edit(cvText=AFTER)
        job = {"companyId": visits.company, "status": "pending", "reason": "profile"}
        await self.database.jobs.insert_one(job)

    async def dies(self, after: int) -> bool:
        """Let a reactor run the job that dies after so many answers; False if it outlived that."""
        job = await Queue(self.database).claim("doomed")
        assert job
        running: list[asyncio.Task[None]] = []

        def die() -> None:
            for task in running:
                task.cancel()

        fuse = Fuse(on_burnt=die)
        client = driver.connect(self.uri, event_listeners=[fuse])
        fuse.connect(client)
        running.append(asyncio.create_task(self._run(job, self._other(client))))
        fuse.light(after)
        await asyncio.gather(*running, return_exceptions=True)
        await driver.disconnect(client)
        self.deaths += fuse.is_burnt
        return fuse.is_burnt

    async def goes_on(self) -> dict[str, Any]:
        """Its lease ends, and another reactor takes over; gives the job in the end."""
        died = {"$set": {"status": "pending"}, "$unset": {"lease": ""}}
        await self.database.jobs.update_many({"status": "processing"}, died)
        if job := await Queue(self.database).claim("me"):
            client = driver.connect(self.uri)
            await self._run(job, self._other(client))
            await driver.disconnect(client)
        found = await self.database.jobs.find_one({"reason": "profile"})
        assert found
        return found

    async def answers(self) -> set[str]:
        """Titles of the postings about which answers are kept that were asked for AFTER."""
        kept = {"answer": {"$exists": True}, "_id": {"$nin": list(self.old_answers)}}
        found = self.database.analyses.find(kept)
        return {self._about(each) async for each in found}

    def _about(self, answer: dict[str, Any]) -> str:
        slug = answer["url"].rpartition("/")[2].title()
        return f"{'title' if 'worthReading' in answer['answer'] else 'text'} {slug}"

    old_answers: frozenset[str] = frozenset()

    async def note_answers(self) -> None:
        """From here on answers are to AFTER."""
        self.old_answers = frozenset(await self.database.analyses.distinct("_id"))
        self.asked.asked.clear()

    def questions(self) -> list[str]:
        """What was asked since, in the words of `answers`."""
        return [
            f"{'title' if each.screens else 'text'} {title}"
            for each in self.asked.asked
            for title in each.titles
        ]

    async def outcome(self) -> dict[str, tuple[bool, int, tuple[str, ...]]]:
        """What became of each save."""
        saved = await self.changing.saved()
        return {
            slug: (
                each.get("withdrawnAt") is not None,
                each["suitabilityScore"],
                tuple(each["goodFitReasons"]),
            )
            for slug, each in saved.items()
        }

    def _other(self, client: driver.Client) -> ScoutlyDatabase:
        return ScoutlyDatabase(client, self.database.name)

    def _matcher(self, database: ScoutlyDatabase) -> GeminiMatcher:
        return GeminiMatcher(self.settings, MongoLedger(database), Budgets(database, 10_000))

    async def _run(self, job: Job, database: ScoutlyDatabase) -> None:
        plain = self.changing.visits.instruments()
        matcher = self._matcher(database)
        instruments = Toolset(plain.scraper, matcher, plain.curricula, plain.worker)
        runner = Runner(database, Pipeline(instruments, database, self.settings), self.settings)
        try:
            await CrashBarrier(runner, database, self.settings)(job)
        finally:
            await matcher.aclose()


@pytest_asyncio.fixture
async def scene(settings: Settings) -> AsyncIterator[Scene]:
    """On a mongod that soon forgets a transaction in which a reactor was killed."""
    async with (
        TemporaryMongod("--setParameter", "transactionLifetimeLimitSeconds=1") as server,
        endpoint() as stand_in,
    ):
        database = ScoutlyDatabase(driver.connect(server.uri), f"again_{uuid4().hex[:8]}")
        await bootstrap(database, settings.keep_finished)
        with_a_key = settings.model_copy(
            update={
                "gemini_api_key": SecretStr("a-key"),
                "gemini_base_url": stand_in.url,
                "gemini_rpm": 600_000,
                "gemini_tpm": 6_000_000_000,
            }
        )
        changing = Changing(Visits(database, with_a_key), with_a_key)
        yield Scene(changing, stand_in, with_a_key, server.uri)
        await driver.disconnect(database.client)


async def test_whenever_it_dies_nothing_is_paid_twice_or_lost(
    request: pytest.FixtureRequest, scene: Scene
) -> None:
    step = 1 if request.config.getoption("--cuts") == "full" else SPARED
    await scene.begin()
    await scene.note_answers()
    job = await scene.goes_on()
    assert job["result"] == {"rejudged": 4, "updated": 1, "withdrawn": 1, "matched": 2}
    wanted, questions = await scene.outcome(), scene.questions()
    assert len(questions) == len(set(questions)) > 4
    for after in range(1, MAX_ANSWERS, step):
        await scene.begin()
        await scene.note_answers()
        died = await scene.dies(after)
        kept = await scene.answers()
        scene.asked.asked.clear()
        job = await scene.goes_on()
        again = kept.intersection(scene.questions())
        assert not again, f"after {after} answers: paid for twice: {again}"
        assert job["status"] == "completed", f"after {after} answers: {job}"
        assert await scene.outcome() == wanted, f"after {after} answers"
        saved = await scene.changing.saved()
        assert saved["cook"] == scene.touched, f"after {after} answers"
        if not died:
            break
    assert scene.deaths > 20, "too few to be a test"
