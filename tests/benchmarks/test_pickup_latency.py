"""How long after an edit the job is claimed, beside a bare loop that watches and claims.

pytest tests/benchmarks -m benchmark -s
"""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from statistics import median, quantiles
from time import perf_counter
from typing import Any

import pytest
from bson import ObjectId
from loguru import logger
from rich.console import Console
from rich.table import Table

from reactor.core.assembly import Core
from reactor.documents import Job
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings

ROUNDS = 5
SAMPLES_A_ROUND = 40
MEAN_PAUSE = 0.25

Claims = asyncio.Queue[float]
Contender = Callable[[ScoutlyDatabase, Settings], Any]
Edit = Callable[[ScoutlyDatabase, ObjectId, int], Awaitable[object]]


@asynccontextmanager
async def reactor(database: ScoutlyDatabase, settings: Settings) -> AsyncIterator[Claims]:
    """The reactive core with runs that only note when they start."""
    claims: Claims = asyncio.Queue()

    async def note(job: Job) -> bool:
        claims.put_nowait(perf_counter())
        await database.jobs.delete_one({"_id": job.id})
        return True

    core, started = Core(database, settings, note), asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(core.run(started))
        await started.wait()
        yield claims
        core.stop()


@asynccontextmanager
async def bare_loop(database: ScoutlyDatabase, _: Settings) -> AsyncIterator[Claims]:
    """The least that watches and claims: no facts, no decisions, no marker."""
    claims: Claims = asyncio.Queue()
    stopped = asyncio.Event()

    async def loop(opened: asyncio.Event) -> None:
        stream: Any
        async with database.handle.watch(max_await_time_ms=500) as stream:
            opened.set()
            while not stopped.is_set():
                event = await stream.try_next()
                if event is None:
                    continue
                if event["ns"]["coll"] == "usercompanypreferences":
                    await database.jobs.insert_one({"status": "pending", "companyId": ObjectId()})
                elif event["ns"]["coll"] != "jobqueues" or event["operationType"] != "insert":
                    continue
                job = await database.jobs.find_one_and_update(
                    {"status": "pending"}, {"$set": {"status": "processing"}}, sort={"turn": 1}
                )
                if job:
                    claims.put_nowait(perf_counter())
                    await database.jobs.delete_one({"_id": job["_id"]})

    async with asyncio.TaskGroup() as group:
        opened = asyncio.Event()
        group.create_task(loop(opened))
        await opened.wait()
        yield claims
        stopped.set()


async def change_rank(database: ScoutlyDatabase, company: ObjectId, number: int) -> object:
    return await database.preferences.update_one(
        {"companyId": company}, {"$set": {"rank": 1 + number % 100}}
    )


async def insert_job(database: ScoutlyDatabase, company: ObjectId, _: int) -> object:
    return await database.jobs.insert_one({"companyId": company, "status": "pending"})


@pytest.mark.benchmark
@pytest.mark.timeout(600)
async def test_pickup_latency(database: ScoutlyDatabase, settings: Settings) -> None:
    logger.remove()
    edits: dict[str, Edit] = {"rank edit": change_rank, "job insert": insert_job}
    table = Table("edit -> claimed", "samples", "p50 ms", "p99 ms", "p50 / bare", "p99 / bare")
    for name, edit in edits.items():
        times: dict[str, list[float]] = {"reactor": [], "bare loop": []}
        for _ in range(ROUNDS):
            for label, contender in (("reactor", reactor), ("bare loop", bare_loop)):
                times[label] += await _round(contender, edit, database, settings)
        bare = times["bare loop"]
        for label, measured in times.items():
            table.add_row(
                f"{name}, {label}",
                str(len(measured)),
                f"{median(measured):.1f}",
                f"{_p99(measured):.1f}",
                f"{median(measured) / median(bare):.2f}",
                f"{_p99(measured) / _p99(bare):.2f}",
            )
    Console(width=110).print(table)


async def _round(
    contender: Contender, edit: Edit, database: ScoutlyDatabase, settings: Settings
) -> list[float]:
    """Milliseconds from the edit's answer to the claim, at random moments."""
    chance = random.Random(7)  # noqa: S311 - the same moments in every round
    for collection in (database.companies, database.preferences, database.jobs, database.timers):
        await collection.delete_many({})
    companies = [ObjectId() for _ in range(SAMPLES_A_ROUND)]
    now = await database.now()
    await database.companies.insert_many(
        {
            "_id": company,
            "companyID": str(company),
            "careers_url": "http://example.org",
            "lastSuccessfulScrape": now,
        }
        for company in companies
    )
    await database.preferences.insert_many(
        {"userId": "somebody", "companyId": company, "rank": 100} for company in companies
    )
    times: list[float] = []
    async with contender(database, settings) as claims:
        await _until_quiet(database)
        while not claims.empty():
            claims.get_nowait()
        for number, company in enumerate(companies):
            await asyncio.sleep(chance.expovariate(1 / MEAN_PAUSE))
            started = perf_counter()
            await edit(database, company, number)
            times.append(1000 * (await asyncio.wait_for(claims.get(), 10) - started))
    return times


async def _until_quiet(database: ScoutlyDatabase) -> None:
    """Wait until the database has seen no write for a while, whoever makes them."""
    stream: Any
    async with database.handle.watch(max_await_time_ms=300) as stream:
        while await stream.try_next() is not None:
            continue


def _p99(values: list[float]) -> float:
    return quantiles(values, n=100, method="inclusive")[98]
