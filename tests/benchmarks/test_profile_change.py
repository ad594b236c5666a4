"""What it takes when one of ten thousand people edits their CV: looks, questions, time."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic
from typing import Any

import pytest
from bson import ObjectId
from pymongo.monitoring import CommandListener

from reactor.core.assembly import Core
from reactor.documents import Job
from reactor.embedded_mongod.temporary import TemporaryMongod
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.followers import Followers
from reactor.mongo.jobs.completion import JobCompletion
from reactor.mongo.postings.history_writes import HistoryUpdate
from reactor.mongo.postings.visit_outcome import PageUsed, VisitOutcome
from reactor.mongo.reactions.judged_profiles import JudgedPerson, JudgedProfiles
from reactor.mongo.setup.bootstrap import bootstrap
from reactor.people.profile_changes import ProfileChanges
from reactor.settings import Settings
from tests.benchmarks.report import Report, at_most, exactly, stated

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(1200)]

FEW, MANY = 100, 10_000
COMPANIES, EACH = 500, 10
WITHIN = 120.0
METHOD = (
    f"{MANY:,} people with CVs of 2 kB, {COMPANIES} companies, each person tracks {EACH}; one "
    f"edits a CV, cooldown 0; beside it the same with {FEW} people. Commands are the reactor's, "
    "but for its stream's and its lease's; a run writes its end and judges nothing"
)
_OF_ITS_OWN = ("getMore", "hello", "ping", "killCursors", "endSessions")


@dataclass
class Asked(CommandListener):
    """Counts what a client asks of MongoDB.

    Attributes:
        commands: by name.
        looks: companies that were looked at.
    """

    commands: Counter[str] = field(default_factory=Counter)
    looks: int = 0
    counts: bool = False

    def started(self, event: Any) -> None:
        """Count one."""
        command = event.command
        of_a_lease = command.get(event.command_name) in ("timers", "checkpoints")
        if not self.counts or event.command_name in _OF_ITS_OWN or of_a_lease:
            return
        self.commands[event.command_name] += 1
        if event.command_name == "aggregate" and command["aggregate"] == "jobqueues":
            which = command["pipeline"][0].get("$match", {}).get("companyId", {})
            self.looks += len(which.get("$in", ()))

    def succeeded(self, event: Any) -> None:
        """It was counted."""

    failed = succeeded


@dataclass(frozen=True, slots=True)
class Taken:
    """What one edit took.

    Attributes:
        jobs: companies at which somebody was judged again.
        looks: companies that were looked at, those at the ends of runs included.
        questions: commands sent to MongoDB.
        seconds: from the edit to the end of the last job.
        everybody: seconds for the hourly comparison of everybody.
    """

    jobs: int
    looks: int
    questions: Counter[str]
    seconds: float
    everybody: float


async def test_profile_change(report: Report) -> None:
    few, many = await _edit_one_of(FEW), await _edit_one_of(MANY)
    asked, beside = many.questions.total(), few.questions.total()
    report.show(
        "One person of many edits their CV",
        METHOD,
        exactly("jobs", many.jobs, EACH),
        at_most("looks", many.looks, 2 * EACH),
        at_most("commands, for each company", round(asked / EACH, 1), 20),
        at_most(f"commands, against those with {FEW} people", round(asked / beside, 2), 1.2),
        stated("from the edit to the last end", 1_000 * many.seconds, "ms"),
        stated(f"the same, {FEW} people", 1_000 * few.seconds, "ms"),
        stated("comparing everybody, hourly", many.everybody, "s"),
        stated("commands", str(dict(many.questions))),
    )
    assert many.jobs == EACH
    assert many.looks <= 2 * EACH
    assert asked <= 20 * EACH
    assert asked <= 1.2 * beside


async def _edit_one_of(people: int) -> Taken:
    async with TemporaryMongod() as server:
        asked = Asked()
        database = ScoutlyDatabase(driver.connect(server.uri, event_listeners=[asked]), "scoutly")
        settings = Settings.from_environment(mongodb_uri=server.uri, cooldown="0s", grace="1s")
        await bootstrap(database, settings.keep_finished)
        ids = await _fill(database, people)
        core = Core(database, settings, _Run(database))
        async with asyncio.TaskGroup() as group:
            group.create_task(core.run(started := asyncio.Event()))
            await started.wait()
            await _until(database, "timers", COMPANIES, {"_id.kind": "scrape"})
            await _until(database, "profiles", people, {})
            before = monotonic()
            await ProfileChanges(database, timedelta()).compare_everybody()
            everybody = monotonic() - before
            edits = ScoutlyDatabase(driver.connect(server.uri), "scoutly")
            with _counting(asked):
                began = monotonic()
                edit = {"$set": {"cvText": "pilot"}}
                await edits.users.update_one({"_id": ids[people // 2]}, edit)
                done = {"reason": "profile", "status": "completed"}
                await _until(edits, "jobqueues", EACH, done)
                seconds = monotonic() - began
                await asyncio.sleep(1)  # whatever follows belongs to it
            jobs = await edits.jobs.count_documents({})
            core.stop()
        await driver.disconnect(edits.client)
        await driver.disconnect(database.client)
    return Taken(jobs, asked.looks, asked.commands, seconds, everybody)


@contextmanager
def _counting(asked: Asked) -> Iterator[None]:
    asked.counts = True
    yield
    asked.counts = False


async def _fill(database: ScoutlyDatabase, people: int) -> Sequence[ObjectId]:
    """People who were matched at each of the companies that they track."""
    now = await database.now()
    users = [ObjectId() for _ in range(people)]
    companies = [ObjectId() for _ in range(COMPANIES)]
    cv = "welder in a yard, " * 110
    await database.users.insert_many(
        {"_id": of, "email": f"p{n}@example.org", "cvText": cv} for n, of in enumerate(users)
    )
    page = {"careers_url": "https://acme.example", "lastSuccessfulScrape": now}
    await database.companies.insert_many(
        {"_id": of, "companyID": str(of), **page} for of in companies
    )
    pairs = [
        {"userId": f"p{n}@example.org", "companyId": companies[(n * EACH + each) % COMPANIES]}
        for n in range(people)
        for each in range(EACH)
    ]
    await database.preferences.insert_many({**pair, "rank": 50} for pair in pairs)
    await database.histories.insert_many({**pair, "links": []} for pair in pairs)
    tracked = {pair["companyId"] for pair in pairs}
    others = [{"companyId": of, "userId": "x", "rank": 50} for of in set(companies) - tracked]
    if others:
        await database.preferences.insert_many(others)
    return users


async def _until(
    database: ScoutlyDatabase, collection: str, number: int, which: dict[str, Any]
) -> None:
    async with asyncio.timeout(WITHIN):
        while await database[collection].count_documents(which) < number:  # noqa: ASYNC110 - MongoDB's
            await asyncio.sleep(0.05)


class _Run:
    """A run that notes that who changed is judged by their profile."""

    def __init__(self, database: ScoutlyDatabase) -> None:
        self._database = database
        self._changes = ProfileChanges(database, timedelta())
        self._judged = JudgedProfiles(database)

    async def __call__(self, job: Job, /) -> bool:
        followers = await Followers(self._database).of(job.company_id)
        known = await self._changes.read_files([each.user for each in followers])
        pairs = [(job.company_id, JudgedPerson(each.user, each.user_id)) for each in followers]
        outdated = {p.user.id for _, p in await self._judged.outdated(pairs, known)}
        visits = [
            HistoryUpdate(each, [], known[each.user.id].mark, listed=False)
            for each in followers
            if each.user.id in outdated
        ]
        page = PageUsed("https://acme.example", "")
        harvest = VisitOutcome(job.company_id, page, [], visits, {"rejudged": 0}, visited=False)
        await JobCompletion(self._database).complete(job, harvest)
        return True
