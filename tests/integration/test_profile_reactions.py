"""The stream carries edits of people: who changes is judged again soon, once, by nobody's fault."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest

from reactor.core.assembly import Core
from reactor.core.dispatch.runner import Runner
from reactor.decisions.rejudge_policy import PAUSE
from reactor.errors import BudgetError, LastingError
from reactor.mongo.database import ScoutlyDatabase
from reactor.pipeline import Pipeline
from reactor.settings import Settings
from tests.conftest import Eventually
from tests.judged_again import Changing
from tests.scoutly import Running
from tests.visits import ADA, BOB, NAMES, Visits, visits

__all__ = ["visits"]

Reacting = Callable[..., AbstractAsyncContextManager[Changing]]


@pytest.fixture
def reacting(
    visits: Visits, settings: Settings, running: Running, eventually: Eventually
) -> Reacting:
    """A reactor that has visited the company for Ada, whom two of three postings suit."""

    @asynccontextmanager
    async def react() -> AsyncIterator[Changing]:
        changing = Changing(visits, settings)
        visits.site.shown = ["welder", "fitter", "pilot"]
        await visits.database.users.update_one({"_id": ADA}, {"$set": {"cvText": "welder fitter"}})
        pipeline = Pipeline(visits.instruments(), visits.database, settings)
        async with running(Runner(visits.database, pipeline, settings)):
            await eventually(_rests(visits.database))
            assert await changing.shown() == {"welder", "fitter"}
            yield changing

    return react


def _rests(database: ScoutlyDatabase, **of: Any) -> Callable[[], Any]:
    """A condition: the company was visited, no job is active, and its timer is set."""

    async def rests() -> bool:
        active = {"status": {"$in": ["pending", "processing"]}}
        ended = await database.jobs.count_documents({"status": {"$nin": ["pending"]}, **of})
        timers = await database.timers.count_documents({"_id.kind": "scrape"})
        return bool(ended and timers and not await database.jobs.count_documents(active))

    return rests


async def _edit(changing: Changing, **fields: Any) -> None:
    await changing.database.users.raw.update_one({"_id": ADA}, {"$set": fields})


async def test_an_edit_is_judged_again_by_a_job_without_a_visit(
    reacting: Reacting, eventually: Eventually
) -> None:
    async with reacting() as changing:
        timer = await changing.database.timers.find_one({"_id.kind": "scrape"})
        await _edit(changing, cvText="pilot")
        await eventually(_rests(changing.database, reason="profile"))
        assert await changing.shown() == {"pilot"}
        jobs = await changing.database.jobs.find({"reason": "profile"}).to_list(None)
        assert [job["status"] for job in jobs] == ["completed"]
        assert jobs[0]["result"] == {"rejudged": 3, "updated": 0, "withdrawn": 2, "matched": 1}
        assert jobs[0]["turn"] > jobs[0]["createdAt"] + timedelta(hours=16)
        assert await changing.database.timers.find_one({"_id.kind": "scrape"}) == timer


async def test_a_wish_in_a_nested_field_counts_and_a_log_in_does_not(
    reacting: Reacting, eventually: Eventually
) -> None:
    async with reacting() as changing:
        await _edit(changing, lastLogin="now", email=NAMES[ADA].upper())
        await _edit(changing, **{"candidateInfo.preferences.jobTypes": ["night shifts"]})
        await eventually(_rests(changing.database, reason="profile"))
        assert await changing.database.jobs.count_documents({"reason": "profile"}) == 1


async def test_edits_within_the_cooldown_are_one(
    visits: Visits, settings: Settings, eventually: Eventually
) -> None:
    slow = settings.model_copy(update={"cooldown": timedelta(seconds=2)})
    changing = Changing(visits, slow)
    database = visits.database
    visits.site.shown = ["welder", "pilot"]
    pipeline = Pipeline(visits.instruments(), database, slow)
    core = Core(database, slow, Runner(database, pipeline, slow))
    async with asyncio.TaskGroup() as group:
        group.create_task(core.run(started := asyncio.Event()))
        await started.wait()
        await eventually(_rests(database))
        for words in ("cook", "baker", "welder", "pilot"):
            await _edit(changing, cvText=words)
        await eventually(lambda: database.timers.find_one({"_id": {"kind": "profile", "of": ADA}}))
        assert await database.jobs.count_documents({"reason": "profile"}) == 0
        await eventually(_rests(database, reason="profile"))
        assert await changing.shown() == {"pilot"}
        assert await database.jobs.count_documents({"reason": "profile"}) == 1
        core.stop()


async def test_a_new_user_whom_preferences_name_already_is_served_at_once(
    reacting: Reacting, eventually: Eventually
) -> None:
    async with reacting() as changing:
        wish = {"userId": NAMES[BOB], "companyId": changing.visits.company, "rank": 50}
        await changing.database.preferences.insert_one(wish)
        person = {"_id": BOB, "email": NAMES[BOB], "cvText": "pilot"}
        await changing.database.users.insert_one(person)
        await eventually(lambda: changing.shown(BOB))
        assert await changing.shown(BOB) == {"pilot"}
        assert await changing.shown(ADA) == {"welder", "fitter"}


async def test_a_job_that_fails_does_not_come_again_at_once(
    reacting: Reacting, eventually: Eventually
) -> None:
    async with reacting() as changing:
        changing.matcher.trouble = LastingError("refused")
        await _edit(changing, cvText="pilot")
        await eventually(
            lambda: changing.database.jobs.find_one({"reason": "profile", "status": "failed"})
        )
        now = await changing.database.now()
        again = {"_id.kind": "scrape", "expireAt": {"$lt": now + PAUSE + timedelta(minutes=1)}}
        await eventually(lambda: changing.database.timers.find_one(again))
        assert await changing.database.jobs.count_documents({"reason": "profile"}) == 1
        company = await changing.database.companies.find_one({})
        assert company
        assert not company["isProblematic"]
        # Another edit is another change.
        changing.matcher.trouble = None
        await _edit(changing, cvText="fitter")
        await eventually(_completed(changing))
        assert await changing.shown() == {"fitter"}


def _completed(changing: Changing) -> Callable[[], Any]:
    done = {"reason": "profile", "status": "completed"}
    return lambda: changing.database.jobs.find_one(done)


async def test_a_job_that_waits_becomes_the_visit_that_is_due(
    reacting: Reacting, eventually: Eventually
) -> None:
    async with reacting() as changing:
        database = changing.database
        changing.matcher.trouble = BudgetError("used up", delay=3600, model="flash")
        await _edit(changing, cvText="pilot")
        waits = {"reason": "profile", "notBefore": {"$ne": None}}
        job: Any = await eventually(lambda: database.jobs.find_one(waits))
        changing.matcher.trouble = None
        long_ago = await database.now() - timedelta(days=9)
        edit = {"$set": {"lastSuccessfulScrape": long_ago}}
        await database.companies.update_one({"_id": changing.visits.company}, edit)
        done = {"_id": job["_id"], "status": "completed", "reason": "due"}
        visit: Any = await eventually(lambda: database.jobs.find_one(done))
        assert visit["result"]["found"] == 3
        assert visit["result"]["rejudged"] == 3
        assert await changing.shown() == {"pilot"}


async def test_a_person_may_call_it_off_and_the_schedule_stays(
    reacting: Reacting, eventually: Eventually
) -> None:
    async with reacting() as changing:
        database = changing.database
        timer = await database.timers.find_one({"_id.kind": "scrape"})
        changing.matcher.trouble = BudgetError("used up", delay=3600, model="flash")
        await _edit(changing, cvText="pilot")
        waits = {"reason": "profile", "notBefore": {"$ne": None}}
        job: Any = await eventually(lambda: database.jobs.find_one(waits))
        await database.jobs.raw.delete_one({"_id": job["_id"]})
        marked = {"reactor.judgedAt": {"$type": "date"}}
        company: Any = await eventually(lambda: database.companies.find_one(marked))
        assert company["reactor"].get("calledOffAt") is None
        assert await database.jobs.count_documents({"reason": "profile"}) == 0
        after = await database.timers.find_one({"_id.kind": "scrape"})
        assert timer
        assert after
        assert after["expireAt"] <= timer["expireAt"]


async def test_many_who_change_at_once_keep_nobody_else_waiting_and_none_is_forgotten(
    reacting: Reacting, eventually: Eventually
) -> None:
    async with reacting() as changing:
        database, many = changing.database, 700
        people = [{"email": f"p{number}@example.org", "cvText": "x"} for number in range(many)]
        await database.users.insert_many(people)

        async def known() -> bool:
            return await database.profiles.count_documents({}) == many + 1

        await eventually(known)
        await database.users.update_many({}, {"$set": {"cvText": "pilot"}})

        async def changed() -> bool:
            return await database.profiles.count_documents({"changed": True}) == many + 1

        await eventually(changed, within=30)
        await eventually(_completed(changing))
        assert await changing.shown() == {"pilot"}
