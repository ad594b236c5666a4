"""How many run at once, and how long the least important job waits while others keep coming."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from time import monotonic
from typing import Any

import pytest
from bson import ObjectId

from reactor.mongo.database import ScoutlyDatabase
from tests.benchmarks import workload
from tests.benchmarks.conftest import Contend
from tests.benchmarks.process import ContenderProcess
from tests.benchmarks.report import Report, at_most, exactly, stated
from tests.benchmarks.sizes import Sizes

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(1800)]

SLOTS, HIGH, LOW = 5, 100, 1
HEAD_START = timedelta(minutes=HIGH - LOW)
"""What the turn rule gives a job of the highest rank before one of the lowest."""
CROSSING = 3.0
"""Seconds from the insertion of the low job until jobs made from then on come after it."""
PAUSE = 1 / 120
MAX_INFLOW = 20.0
Feed = Callable[[ScoutlyDatabase, ObjectId], Coroutine[Any, Any, object]]
METHOD = (
    "five slots, runs of 50 ms, jobs of rank 100 coming 120 times a second (more than can be run); "
    "a job of rank 1 that was made almost 99 minutes ago: jobs of rank 100 made more than 99 "
    f"minutes after it, which is from {CROSSING:g} s after its insertion on, have a later turn and "
    "must not be claimed before it"
)


async def test_slots(
    database: ScoutlyDatabase, contend: Contend, sizes: Sizes, report: Report
) -> None:
    companies = await workload.track(database, sizes.jobs, rank=50)
    async with contend("reactor-brief") as reactor:
        await reactor.start()
        await workload.until_settled(database, sizes.jobs)
        await workload.enqueue(database, companies, rank=50)
        claims = await reactor.claimed(sizes.jobs, within=600)
    assert {claim.company_id for claim in claims} == set(companies)
    report.show(
        "Five slots",
        f"{sizes.jobs} jobs of 50 ms, counted by themselves in the reactor's process",
        exactly("most runs at once", max(claim.running for claim in claims), SLOTS),
        exactly("jobs run", len(claims), sizes.jobs),
    )


async def change_rank(database: ScoutlyDatabase, company_id: ObjectId) -> None:
    await database.preferences.update_one({"_id": company_id}, {"$set": {"rank": HIGH}})


async def insert_job(database: ScoutlyDatabase, company_id: ObjectId) -> None:
    await database.jobs.insert_one({"companyId": company_id, "status": "pending"})


@dataclass(frozen=True, slots=True)
class Wait:
    """What became of the low job.

    Attributes:
        seconds: from its insertion to its claim.
        before: jobs claimed before it, after its insertion.
        overtaking: those of them whose turn was later.
        backlog: jobs that waited when it was inserted.
    """

    seconds: float
    before: int
    overtaking: int
    backlog: int


@pytest.mark.parametrize(
    ("how", "feed", "rank"),
    [
        ("ranks raised, enqueued by the reactor", change_rank, HIGH - 1),
        ("jobs inserted by hand", insert_job, HIGH),
    ],
    ids=["enqueued", "inserted"],
)
async def test_waiting_under_inflow(  # noqa: PLR0913, PLR0917 - fixtures
    database: ScoutlyDatabase,
    contend: Contend,
    report: Report,
    how: str,
    feed: Feed,
    rank: int,
) -> None:
    count = int(MAX_INFLOW / PAUSE)
    high = await workload.track(database, count, rank=rank)
    (low,) = await workload.track(database, 1, rank=LOW)
    async with contend("reactor-brief") as reactor:
        await reactor.start()
        await workload.until_settled(database, count + 1)
        inflow = asyncio.create_task(_feed(partial(feed, database), high))
        await reactor.until(lambda: len(reactor.claims) >= SLOTS)
        wait = await _wait(database, reactor, low)
        inflow.cancel()
        await asyncio.wait([inflow])
    report.show(
        f"Fairness: {how}",
        METHOD,
        stated("backlog when the low job came", wait.backlog),
        stated("high jobs claimed before it", wait.before),
        stated("its wait beyond the 99 minutes", wait.seconds - CROSSING, "s"),
        at_most("claimed before it though their turn was later", wait.overtaking, 0),
    )


async def _feed(edit: workload.Edit, companies: list[ObjectId]) -> None:
    """An open loop that lasts as long as there are companies."""
    await workload.edit_at_random(edit, companies, mean_pause=PAUSE, seed=5)


async def _wait(database: ScoutlyDatabase, reactor: ContenderProcess, low: ObjectId) -> Wait:
    """Let the inflow build up, insert the low job, and see when it is claimed."""
    await workload.until(partial(_waiting, database), every=0.1, within=MAX_INFLOW)
    backlog = await database.jobs.count_documents({"status": "pending"})
    created_at = await database.now() - HEAD_START + timedelta(seconds=CROSSING)
    turn = workload.job(low, LOW, created_at)["turn"]
    already, inserted = len(reactor.claims), monotonic()
    await database.jobs.insert_one(workload.job(low, LOW, created_at))
    await reactor.until(
        lambda: low in [claim.company_id for claim in reactor.claims[already:]],
        within=2 * MAX_INFLOW,
    )
    order = [claim.company_id for claim in reactor.claims[already:]]
    before = order[: order.index(low)]
    claimed = reactor.claims[already + len(before)].at
    later = {"companyId": {"$in": before}, "turn": {"$gt": turn}}
    overtaking = await database.jobs.count_documents(later)
    return Wait(claimed - inserted, len(before), overtaking, backlog)


async def _waiting(database: ScoutlyDatabase) -> bool:
    return await database.jobs.count_documents({"status": "pending"}) >= 5 * SLOTS
