"""Thousands of preferences edited by one `updateMany`: how long until all is decided."""

from functools import partial
from time import monotonic

import pytest
from bson import ObjectId

from reactor.mongo.database import ScoutlyDatabase
from tests.benchmarks import workload
from tests.benchmarks.conftest import Contend
from tests.benchmarks.process import Looks
from tests.benchmarks.report import Report, at_most, exactly, stated
from tests.benchmarks.sizes import Sizes

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(1800)]

RANK = 50
SLOTS = 5
METHOD = (
    "updateMany sent -> every company has its job (first edit), or every waiting job its new "
    "priority and turn (second edit); the five runs never end meanwhile. A look reads one "
    "company's facts and decides; it acts if there is something to do. Looks beyond one a company "
    "would be at the reactor's own writes"
)


async def test_many_companies(
    database: ScoutlyDatabase, contend: Contend, sizes: Sizes, report: Report
) -> None:
    count = sizes.edits
    await workload.track(database, count, rank=RANK)
    async with contend("reactor-stuck") as reactor:
        await reactor.start()
        await workload.until_settled(database, count)

        before, started = await reactor.looks(), monotonic()
        await _change_ranks(database, RANK + 1)
        edited = monotonic() - started
        enqueued = await workload.until(partial(_queued, database, count), every=0.05, within=300)
        await workload.until(partial(_marked, database, count, RANK + 1), every=0.1, within=60)
        marked = monotonic()
        await workload.until_quiet(database)
        enqueuing = await reactor.looks() - before

        before, started_again = await reactor.looks(), monotonic()
        await _change_ranks(database, RANK + 2)
        restamped = await workload.until(
            partial(_stamped, database, count, RANK + 2), every=0.05, within=300
        )
        await workload.until_quiet(database)
        stamping = await reactor.looks() - before
        await reactor.kill()
    report.show(
        "Bulk edit of many companies",
        f"{count} preferences of as many companies. {METHOD}",
        stated("updateMany itself", edited, "s"),
        at_most("all companies enqueued", enqueued - started, 5, "s"),
        stated("all markers written", marked - started, "s"),
        exactly("looks that acted", enqueuing.acting, count),
        stated("looks", enqueuing.total),
        at_most("all jobs restamped", restamped - started_again, 5, "s"),
        exactly("looks that acted, restamping", stamping.acting, count),
        stated("looks, restamping", stamping.total),
    )


async def test_one_company(
    database: ScoutlyDatabase, contend: Contend, sizes: Sizes, report: Report
) -> None:
    count = sizes.edits
    (company_id,) = await workload.track(database, 1, rank=RANK)
    await database.preferences.insert_many(
        [
            workload.preference(company_id, RANK) | {"_id": ObjectId(), "userId": f"user {number}"}
            for number in range(count - 1)
        ]
    )
    async with contend("reactor-stuck") as reactor:
        await reactor.start()
        await workload.until_settled(database, 1)
        before, started = await reactor.looks(), monotonic()
        await _change_ranks(database, RANK + 1)
        enqueued = await workload.until(partial(_queued, database, 1), every=0.02, within=60)
        await workload.until(partial(_marked, database, 1, RANK + 1), every=0.02, within=60)
        await workload.until_quiet(database)
        looks: Looks = await reactor.looks() - before
        await reactor.kill()
    report.show(
        "Bulk edit of one company",
        f"{count} preferences: updateMany sent -> the company has its job; a look a batch",
        at_most("enqueued", enqueued - started, 5, "s"),
        exactly("jobs", await database.jobs.count_documents({}), 1),
        stated("looks, one a batch", looks.total),
    )


async def _change_ranks(database: ScoutlyDatabase, rank: int) -> None:
    await database.preferences.update_many({}, {"$set": {"rank": rank}})


async def _queued(database: ScoutlyDatabase, count: int) -> bool:
    return await database.jobs.estimated_document_count() >= count


async def _marked(database: ScoutlyDatabase, count: int, rank: int) -> bool:
    return await database.companies.count_documents({"reactor.rank": rank}) >= count


async def _stamped(database: ScoutlyDatabase, count: int, rank: int) -> bool:
    stamped = {"status": "pending", "priority": rank}
    return await database.jobs.count_documents(stamped) >= count - SLOTS
