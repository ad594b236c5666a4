"""What the other programs put into the database, and how they edit it."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from bson import ObjectId

from reactor.decisions import schedule
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase

HOUR = timedelta(hours=1)
Edit = Callable[[ObjectId], Awaitable[object]]


async def clear(database: ScoutlyDatabase) -> None:
    """Delete everything that a round left."""
    for collection in (database.companies, database.preferences, database.jobs, database.timers):
        await collection.delete_many({})


def company(company_id: ObjectId, last_success: datetime) -> dict[str, Any]:
    """A company's document."""
    return {
        "_id": company_id,
        "companyID": str(company_id),
        "company": f"Company {company_id}",
        "careers_url": f"https://example.org/{company_id}",
        "selector": "",
        "work_model": "HYBRID",
        "headquarters": "Bern",
        "lastSuccessfulScrape": last_success,
        "isProblematic": False,
    }


def preference(company_id: ObjectId, rank: int) -> dict[str, Any]:
    """The only preference of a company; it shares its `_id`, so that bare loops know which."""
    return {"_id": company_id, "userId": "nobody known", "companyId": company_id, "rank": rank}


async def track(database: ScoutlyDatabase, count: int, *, rank: int) -> list[ObjectId]:
    """So many tracked companies, scraped an hour ago."""
    scraped = await database.now() - HOUR
    ids = [ObjectId() for _ in range(count)]
    await database.companies.insert_many([company(each, scraped) for each in ids])
    await database.preferences.insert_many([preference(each, rank) for each in ids])
    return ids


async def enqueue(database: ScoutlyDatabase, companies: Sequence[ObjectId], *, rank: int) -> None:
    """Jobs as the reactor would have inserted them."""
    now = await database.now()
    await database.jobs.insert_many([job(each, rank, now) for each in companies])


def job(company_id: ObjectId, rank: int, created_at: datetime) -> dict[str, Any]:
    """A pending job with its turn, of a company scraped not long ago."""
    return {
        "companyId": company_id,
        "status": "pending",
        "retryCount": 0,
        "priority": float(rank),
        "turn": schedule.turn(created_at, rank),
        "reason": "due",
        "createdAt": created_at,
        "updatedAt": created_at,
    }


async def set_timers(database: ScoutlyDatabase, companies: Sequence[ObjectId]) -> None:
    """The timers that the reactor would have set."""
    at = await database.now() + timedelta(days=2)
    await database.timers.insert_many(
        [{"_id": {"kind": "scrape", "of": each}, "expireAt": at} for each in companies]
    )


def moments(count: int, mean_pause: float, seed: int) -> list[float]:
    """Seconds from a start, at random: nobody waits for the answer to the one before."""
    chance = random.Random(seed)  # noqa: S311 - the same moments for every contender
    passed = 0.0
    return [passed := passed + chance.expovariate(1 / mean_pause) for _ in range(count)]


async def edit_at_random(
    edit: Edit, companies: Sequence[ObjectId], *, mean_pause: float, seed: int
) -> dict[ObjectId, float]:
    """Edit each company once, in an open loop; gives when each edit was sent (monotonic)."""
    sent: dict[ObjectId, float] = {}

    async def send(company_id: ObjectId) -> None:
        sent[company_id] = monotonic()
        await edit(company_id)

    start = monotonic()
    async with asyncio.TaskGroup() as group:
        for company_id, moment in zip(
            companies, moments(len(companies), mean_pause, seed), strict=True
        ):
            await asyncio.sleep(max(start + moment - monotonic(), 0.0))
            group.create_task(send(company_id))
    return sent


async def until(condition: Callable[[], Awaitable[bool]], *, every: float, within: float) -> float:
    """Ask the database until a condition holds; gives when it did (monotonic)."""
    async with asyncio.timeout(within):
        while not await condition():  # noqa: ASYNC110 - the condition is MongoDB's
            await asyncio.sleep(every)
    return monotonic()


async def until_quiet(database: ScoutlyDatabase) -> None:
    """Wait until nobody has written for a while but the keepers of leases and checkpoints."""
    busy = {"ns.coll": {"$in": ["companies", "usercompanypreferences", "jobqueues"]}}
    stream: driver.ChangeStream
    async with driver.watch(
        database.handle, [{"$match": busy}], start_after=None, max_await_time_ms=500
    ) as stream:
        while await stream.next_batch():
            continue


async def until_settled(database: ScoutlyDatabase, count: int, *, within: float = 180) -> None:
    """Wait until so many companies have their timer and their marker, and all is quiet."""

    async def settled() -> bool:
        timers = await database.timers.count_documents({"_id.kind": "scrape"})
        marked = await database.companies.count_documents({"reactor.rank": {"$gt": 0}})
        return min(timers, marked) >= count

    await until(settled, every=0.2, within=within)
    await until_quiet(database)
