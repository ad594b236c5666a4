"""Jobs that find nothing through the whole queue, beside bare workers with the same writes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from statistics import median

import psutil
import pytest
from rich.table import Table

from reactor.decisions import schedule
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from tests.benchmarks import workload
from tests.benchmarks.conftest import Contend
from tests.benchmarks.report import Report, at_least, stated
from tests.benchmarks.sizes import Sizes

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(3600)]

RANK = 50
HALF_AN_HOUR = timedelta(minutes=30)
METHOD = (
    "first claim -> last completed by mongod's clock, five at once; reactor = the core with the "
    "real runner and a pipeline that finds nothing, logging to files at INFO as in production, and "
    "once more without logs; bare = five Motor workers: claim, read the company, transaction "
    "(job completed, company's success and marker), timer"
)


@dataclass(frozen=True, slots=True)
class Drain:
    """Jobs a second until the last one was completed, and until the last timer was set.

    `cpu` is the process's time for a job, in milliseconds.
    """

    completed: float
    settled: float
    cpu: float


async def test_throughput(
    database: ScoutlyDatabase, contend: Contend, sizes: Sizes, report: Report
) -> None:
    contenders = {
        "reactor": ("reactor-finding-nothing", True),
        "reactor without logs": ("reactor-finding-nothing", False),
        "bare workers": ("bare-workers", False),
    }
    drains: dict[str, list[Drain]] = {label: [] for label in contenders}
    for _ in range(sizes.rounds):
        for label, (name, logs) in contenders.items():
            drains[label].append(await _drain(database, contend, sizes.jobs, name, logs=logs))
    rates = {label: median(d.completed for d in each) for label, each in drains.items()}
    settled = {label: median(d.settled for d in each) for label, each in drains.items()}
    report.show(
        "Throughput",
        f"{sizes.jobs} no-op jobs, median of {sizes.rounds} rounds; {METHOD}",
        at_least("reactor", rates["reactor"], 280, "jobs/s"),
        stated("reactor without logs", rates["reactor without logs"], "jobs/s"),
        stated("bare workers", rates["bare workers"], "jobs/s"),
        at_least("reactor / bare", rates["reactor"] / rates["bare workers"], 0.8),
        stated("without logs / bare", rates["reactor without logs"] / rates["bare workers"]),
        stated(
            "reactor / bare, until the last timer is set",
            settled["reactor"] / settled["bare workers"],
        ),
        detail=_by_round(drains),
    )


async def _drain(
    database: ScoutlyDatabase, contend: Contend, jobs: int, name: str, *, logs: bool
) -> Drain:
    await workload.clear(database)
    companies = await workload.track(database, jobs, rank=RANK)
    async with contend(name, logs=logs) as process:
        if name == "bare-workers":
            await workload.set_timers(database, companies)
            await workload.enqueue(database, companies, rank=RANK)
            before = _seconds_used(process.usage)
            await process.start()
        else:
            await process.start()
            await workload.until_settled(database, jobs)
            before = _seconds_used(process.usage)
            await workload.enqueue(database, companies, rank=RANK)
        await workload.until(partial(_completed, database, jobs), every=0.1, within=300)
        first, last = await _span(database)
        # Timers as they were before were set for an hour before this, or more.
        renewed = first + schedule.interval(RANK) - HALF_AN_HOUR
        await workload.until(partial(_timed, database, jobs, renewed), every=0.05, within=60)
        settled = await database.now()
        cpu = _seconds_used(process.usage) - before
    assert len(set(companies)) == await database.jobs.count_documents({"status": "completed"})
    return Drain(
        completed=jobs / (last - first).total_seconds(),
        settled=jobs / (settled - first).total_seconds(),
        cpu=1000 * cpu / jobs,
    )


async def _completed(database: ScoutlyDatabase, jobs: int) -> bool:
    return await database.jobs.count_documents({"status": "completed"}) >= jobs


async def _timed(database: ScoutlyDatabase, jobs: int, since: datetime) -> bool:
    later = {"_id.kind": "scrape", "expireAt": {"$gt": since}}
    return await database.timers.count_documents(later) >= jobs


async def _span(database: ScoutlyDatabase) -> tuple[datetime, datetime]:
    """When the first job was claimed, and when the last one was completed."""
    ends = {
        "_id": None,
        "first": {"$min": "$lastAttemptAt"},
        "last": {"$max": "$completedAt"},
    }
    (span,) = await driver.aggregate(database.jobs, [{"$group": ends}])
    return span["first"], span["last"]


def _seconds_used(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _by_round(drains: dict[str, list[Drain]]) -> Table:
    table = Table("round", *(f"{label}: jobs/s (CPU a job)" for label in drains))
    for number, of_round in enumerate(zip(*drains.values(), strict=True), 1):
        shown = (f"{drain.completed:.0f} ({drain.cpu:.1f} ms)" for drain in of_round)
        table.add_row(str(number), *shown)
    return table
