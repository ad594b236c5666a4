"""What is older than it is to be kept goes, and nothing that somebody needs."""

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio
from bson import ObjectId
from loguru import logger

from reactor.mongo.cache.retention import Retention
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.views.spending import read_spending
from reactor.settings import Settings

DAY = timedelta(days=1)
ACME, ADA = ObjectId(), ObjectId()
TOTALS = {
    "_id": None,
    "tokens": {"$sum": "$actualTokens"},
    "cost": {"$sum": "$costEstimate.total"},
}


@pytest_asyncio.fixture
async def now(database: ScoutlyDatabase) -> datetime:
    return await database.now()


@pytest.fixture
def logged() -> Iterator[list[str]]:
    lines: list[str] = []
    sink = logger.add(lines.append, format="{level} {message}")
    yield lines
    logger.remove(sink)


def posting(name: str, **fields: Any) -> dict[str, Any]:
    return {"companyId": ACME, "url": f"https://acme.example/{name}", "text": name, **fields}


def call(at: datetime, email: str = "ada@example.org", **fields: Any) -> dict[str, Any]:
    return {
        "processId": "p",
        "timestamp": at,
        "operation": "job_batch_analysis",
        "estimatedTokens": 90,
        "actualTokens": 100,
        "inputTokens": 80,
        "outputTokens": 20,
        "costEstimate": {
            "input": 0.25,
            "output": 0.25,
            "total": 0.5,
            "currency": "USD",
            "isFreeUsage": False,
        },
        "userEmail": email,
        "companyId": str(ACME),
        "companyName": "Acme",
        "reactor": {"model": "gemini-x"},
        **fields,
    }


async def kept(database: ScoutlyDatabase) -> set[str]:
    return set(await database.postings.distinct("text"))


async def totals(database: ScoutlyDatabase) -> dict[str, Any]:
    """What the web app's pages add up."""
    (found,) = await database.token_usages.raw.aggregate([{"$group": TOTALS}]).to_list(None)
    return dict(found)


async def test_postings_long_gone_are_removed_unless_somebody_saved_them(
    database: ScoutlyDatabase, settings: Settings, now: datetime
) -> None:
    long_ago, lately = now - 366 * DAY, now - 364 * DAY
    await database.postings.insert_many(
        [
            posting("long gone", goneAt=long_ago),
            posting("lately gone", goneAt=lately),
            posting("there", readAt=long_ago),
            posting("saved", goneAt=long_ago),
            posting("odd", goneAt="long ago"),
            posting("elsewhere", goneAt=long_ago) | {"companyId": ObjectId()},
        ]
    )
    await database.saved_jobs.insert_many(
        [
            {"user": ADA, "companyId": ACME, "jobId": "https://acme.example/saved"},
            {"user": ADA, "companyId": ACME, "jobId": "https://acme.example/elsewhere"},
        ]
    )
    await Retention(database, settings).sweep()
    assert await kept(database) == {"lately gone", "there", "saved", "odd"}
    await database.saved_jobs.delete_many({})
    await Retention(database, settings).sweep()
    assert await kept(database) == {"lately gone", "there", "odd"}


async def test_more_than_one_deletion_takes_are_removed(
    database: ScoutlyDatabase, settings: Settings, now: datetime
) -> None:
    many = [posting(str(number), goneAt=now - 400 * DAY) for number in range(1_100)]
    await database.postings.insert_many(many)
    await Retention(database, settings).sweep()
    assert await database.postings.count_documents({}) == 0


async def test_old_calls_are_summed_up_by_month_and_person_and_totals_stay(
    database: ScoutlyDatabase, settings: Settings
) -> None:
    now = await database.now()
    old = now - 800 * DAY
    calls = [call(old.replace(day=2)), call(old.replace(day=20)), call(old - 40 * DAY)]
    others = [call(old, "bob@example.org", actualTokens=7), call(now), call(now - 700 * DAY)]
    await database.token_usages.insert_many([*calls, *others])
    before = await totals(database)
    await Retention(database, settings).sweep()
    assert await totals(database) == before
    sums = await database.token_usages.find({"reactor.calls": {"$gt": 0}}).to_list(None)
    assert sorted(each["reactor"]["calls"] for each in sums) == [1, 1, 2]
    assert {each["processId"] for each in sums} >= {f"sum of {old:%Y-%m}"}
    assert await database.token_usages.count_documents({}) == 3 + 2
    await database.token_usages.insert_one(call(old.replace(day=3)))
    await Retention(database, settings).sweep()
    assert (await totals(database))["tokens"] == before["tokens"] + 100
    assert await database.token_usages.count_documents({}) == 3 + 2
    spending = await read_spending(database, "gemini-x", 500, now)
    assert [use.calls for use in spending.month.values()] == [1]


async def test_what_the_web_app_recorded_is_left_alone(
    database: ScoutlyDatabase, settings: Settings, now: datetime
) -> None:
    old = now - 800 * DAY
    theirs = call(old, __v=0, createdAt=old, updatedAt=old)
    ours_of_before = call(old)
    del theirs["reactor"], ours_of_before["reactor"]
    await database.token_usages.insert_many([theirs, ours_of_before])
    await Retention(database, settings).sweep()
    left = await database.token_usages.find({"processId": "p"}).to_list(None)
    assert [each["_id"] for each in left] == [theirs["_id"]]


async def test_two_reactors_count_each_call_once(
    database: ScoutlyDatabase, settings: Settings, now: datetime
) -> None:
    old = now - 800 * DAY
    await database.token_usages.insert_many([call(old.replace(day=5)) for _ in range(1_500)])
    before = await totals(database)
    await asyncio.gather(*(Retention(database, settings).sweep() for _ in range(3)))
    await Retention(database, settings).sweep()
    assert await totals(database) == before
    assert await database.token_usages.count_documents({}) == 1


async def test_what_mongodb_forbids_is_told_and_holds_up_nothing(
    database: ScoutlyDatabase, settings: Settings, now: datetime, logged: list[str]
) -> None:
    await database.postings.insert_one(posting("long gone", goneAt=now - 400 * DAY))
    await database.token_usages.insert_one(call(now - 800 * DAY))
    command = {"collMod": "tokenusages", "validator": {"processId": "p"}}
    await database.handle.command(command)
    await Retention(database, settings).sweep()
    assert await kept(database) == set()
    assert await database.token_usages.count_documents({"processId": "p"}) == 1
    assert "old documents are not removed" in "".join(logged)
    await database.handle.command({"collMod": "tokenusages", "validator": {}})


async def test_a_day_passes_between_two_sweeps(
    database: ScoutlyDatabase, settings: Settings, now: datetime
) -> None:
    retention = Retention(database, settings)
    await retention.sweep()
    await database.postings.insert_one(posting("long gone", goneAt=now - 400 * DAY))
    await retention.sweep()
    assert await kept(database) == {"long gone"}
