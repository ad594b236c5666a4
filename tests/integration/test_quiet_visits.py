"""A visit that finds nothing new asks little of MongoDB, however many people follow the company."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.commands import Commands, listening
from tests.visits import ADA, BOB, NAMES, Visits

MOST = 8
SHOWN = ("welder", "cook", "clerk")


@pytest.fixture
def commands() -> Commands:
    return Commands()


@pytest_asyncio.fixture
async def quiet(
    database: ScoutlyDatabase, settings: Settings, commands: Commands
) -> AsyncIterator[Visits]:
    """A company of which everything is known."""
    async with listening(settings, database, commands) as listened:
        visits = Visits(listened, settings)
        await visits.begin()
        for _ in range(2):
            await visits.completed(*SHOWN)
        yield visits


async def _visited(visits: Visits, commands: Commands) -> dict[str, object]:
    """One more visit, whose commands are noted from its start to its end."""
    job = await visits.claim()
    commands.on = True
    visits.site.shown = list(SHOWN)
    done = await visits.run(job)
    commands.on = False
    commands.sent.pop()  # the test's own look at the job
    return done


async def test_a_visit_that_finds_nothing_new_sends_eight_commands(
    quiet: Visits, commands: Commands
) -> None:
    job = await _visited(quiet, commands)
    assert job["status"] == "completed"
    assert len(commands.sent) <= MOST, commands.sent
    assert commands.by_name["find"] + commands.by_name["aggregate"] <= MOST // 2


async def test_two_followers_cost_as_many_commands_as_one(
    quiet: Visits, commands: Commands
) -> None:
    await quiet.follow(BOB)
    for _ in range(2):
        await quiet.completed(*SHOWN)
    await _visited(quiet, commands)
    assert len(commands.sent) <= MOST, commands.sent


async def test_a_quiet_visit_dates_the_histories_and_changes_nothing_else(
    quiet: Visits, commands: Commands
) -> None:
    database = quiet.database
    before = await database.histories.find_one({"userId": NAMES[ADA]})
    postings = await database.postings.find().to_list(None)
    await _visited(quiet, commands)
    after = await database.histories.find_one({"userId": NAMES[ADA]})
    assert before
    assert after
    assert after.pop("lastScrapeDate") > before.pop("lastScrapeDate")
    assert after.pop("updatedAt") > before.pop("updatedAt")
    assert after == before
    assert await database.postings.find().to_list(None) == postings


async def test_what_was_gone_and_is_listed_again_comes_back_on_a_quiet_visit(
    quiet: Visits, commands: Commands
) -> None:
    gone = {"$currentDate": {"goneAt": True}}
    await quiet.database.saved_jobs.update_one({"jobId": {"$regex": "cook"}}, gone)
    assert await quiet.database.saved_jobs.count_documents({"goneAt": {"$ne": None}}) == 1
    await _visited(quiet, commands)
    assert await quiet.database.saved_jobs.count_documents({"goneAt": {"$ne": None}}) == 0


async def test_people_are_found_by_every_name_and_case_in_the_one_question(
    quiet: Visits, commands: Commands
) -> None:
    preferences = quiet.database.preferences
    for name in (NAMES[ADA].upper(), f" {NAMES[ADA]} ", str(ADA), ADA):
        called = {"$set": {"userId": name}}
        of_it = {"companyId": quiet.company}
        await preferences.update_one(of_it, called, bypass_document_validation=True)
        commands.sent.clear()
        job = await _visited(quiet, commands)
        assert job["result"]["new"] == 0  # type: ignore[index]
        assert "unknownUsers" not in job["result"]  # type: ignore[operator]
        assert not [about for about in commands.of("find") if about == "users"]
