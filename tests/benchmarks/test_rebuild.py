"""How long a look at every company takes, and how much memory."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from time import monotonic

import psutil
import pytest

from reactor.mongo.database import ScoutlyDatabase
from tests.benchmarks import archive, workload
from tests.benchmarks.conftest import Contend
from tests.benchmarks.process import ContenderProcess
from tests.benchmarks.report import Report, at_most, exactly, stated
from tests.benchmarks.sizes import Sizes

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(3600)]

MEGABYTE = 1_000_000
METHOD = (
    "first: no timer and no marker is there -> all are written; steady: a reactor started on the "
    "finished database -> it has looked at every company. Growth is of the process's resident "
    "memory, from before its start to the highest of ten looks a second"
)


class Memory:
    """The resident memory of a process, in bytes: when first looked at, and the most."""

    def __init__(self, process: psutil.Process) -> None:
        self._process = process
        self.start = self.most = process.memory_info().rss

    @property
    def growth(self) -> float:
        """In megabytes."""
        return (self.most - self.start) / MEGABYTE

    async def keep_looking(self, stopped: asyncio.Event) -> None:
        while not stopped.is_set():
            self.most = max(self.most, self._process.memory_info().rss)
            await asyncio.sleep(0.1)


async def test_rebuild(
    database: ScoutlyDatabase, contend: Contend, sizes: Sizes, report: Report
) -> None:
    cache = f"cache_size={sizes.cache_gb * 1024:.0f}M"
    await database.client.admin.command({"setParameter": 1, "wiredTigerEngineRuntimeConfig": cache})
    started = monotonic()
    await archive.fill(database, sizes)
    filling = monotonic() - started
    count = sizes.companies

    async with contend("reactor-stuck") as reactor, _measured(reactor) as first_memory:
        started = monotonic()
        await reactor.start()
        first = await _looked(reactor, count, within=1200) - started
        written = partial(_written, database, count)
        first_written = await workload.until(written, every=0.5, within=300) - started
        await workload.until_quiet(database)

    async with contend("reactor-stuck") as reactor, _measured(reactor) as steady_memory:
        started = monotonic()
        await reactor.start()
        steady = await _looked(reactor, count, within=1200) - started
        looks = await reactor.looks()
    report.show(
        "Rebuild",
        f"{count:,} companies, {count * sizes.preferences_each:,} preferences, {sizes.users:,} "
        f"users, every history there, mongod's cache {sizes.cache_gb:g} GB. {METHOD}",
        stated("filling the database", filling, "s"),
        stated("first rebuild, last decision", first, "s"),
        stated("first rebuild, all written", first_written, "s"),
        at_most("steady rebuild", steady, 30, "s"),
        exactly("steady rebuild, looks that acted", looks.acting, 0),
        at_most("memory growth, first", first_memory.growth, 100, "MB"),
        at_most("memory growth, steady", steady_memory.growth, 100, "MB"),
        stated("memory at most", first_memory.most / MEGABYTE, "MB"),
    )
    assert await database.jobs.count_documents({}) == 0


@asynccontextmanager
async def _measured(reactor: ContenderProcess) -> AsyncIterator[Memory]:
    """The memory of a process that is ready and has not started yet."""
    memory, stopped = Memory(reactor.usage), asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(memory.keep_looking(stopped))
        try:
            yield memory
        finally:
            stopped.set()


async def _looked(reactor: ContenderProcess, count: int, *, within: float) -> float:
    """When it has looked at so many companies (monotonic)."""

    async def enough() -> bool:
        return (await reactor.looks()).total >= count

    return await workload.until(enough, every=0.2, within=within)


async def _written(database: ScoutlyDatabase, count: int) -> bool:
    timers = await database.timers.estimated_document_count()
    if timers < count:
        return False
    return await database.companies.count_documents({"reactor.rank": {"$gt": 0}}) >= count
