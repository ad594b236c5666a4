"""What each screen costs the server in a large house, and how MongoDB finds what it shows."""

import asyncio
import gc
from dataclasses import dataclass
from statistics import median
from time import monotonic, process_time
from typing import Any

import psutil
import pytest
from rich.table import Table

from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.benchmarks.house import House, build
from tests.benchmarks.report import Report, at_most, p99, stated
from tests.page.conftest import Served, profiled, serving

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(1800)]

HOUSE = House(companies=1_000, jobs=30_000, postings=5_000)
ROUNDS = 30
MEGABYTE = 1_000_000
SCREENS = (
    *("/", "/matches", "/matches?status=WANT_TO_APPLY", "/matches?company=Company+7"),
    *("/companies", "/companies?show=failing", "/companies?text=company+7"),
    *("/queue?state=completed", "/queue?state=failed", "/queue?state=pending"),
    *("/people", "/people/{person}", "/companies/{company}", "/health"),
)
METHOD = (
    f"{HOUSE.users} people, {HOUSE.companies:,} companies, {HOUSE.jobs:,} finished jobs, "
    f"{HOUSE.saves:,} saves; each screen {ROUNDS} times for one person, over HTTP on one machine"
)


@dataclass(frozen=True, slots=True)
class Cost:
    """What a screen costs.

    Attributes:
        seconds: of each answer.
        processor: seconds of this process, for one answer; the one who asks is in it.
        documents: that MongoDB looked into, for one answer.
        keys: of indexes.
        scans: what was searched without an index, and how much was looked at.
    """

    seconds: list[float]
    processor: float
    documents: int
    keys: int
    scans: list[str]


async def _cost(page: Served, path: str) -> Cost:
    await page.get(path)
    asked = await _profiled(page, path)
    seconds, began = list[float](), process_time()
    for _ in range(ROUNDS):
        start = monotonic()
        await page.get(path)
        seconds.append(monotonic() - start)
    processor = (process_time() - began) / ROUNDS
    documents, keys = (sum(each.get(name, 0) for each in asked) for name in _LOOKED_AT)
    return Cost(seconds, processor, documents, keys, [*_scans(asked)])


_LOOKED_AT = ("docsExamined", "keysExamined")
_MANY = 200
"""So much may be searched without an index: whoever is alive, some timers."""


async def _profiled(page: Served, path: str) -> list[dict[str, Any]]:
    """What one answer asks of MongoDB."""
    async with profiled(page.database) as asked:
        await page.get(path)
    return asked


def _scans(asked: list[dict[str, Any]]) -> list[str]:
    found = set[str]()
    for each in asked:
        examined = max(each.get(name, 0) for name in _LOOKED_AT)
        if "COLLSCAN" in each["planSummary"] and examined > _MANY:
            of = str(each["ns"]).rpartition(".")[2]
            found.add(f"{of} {each['planSummary']}, {examined} looked at")
    return sorted(found)


async def test_page_screens(settings: Settings, database: ScoutlyDatabase, report: Report) -> None:
    await build(database, HOUSE)
    user = await database.users.find_one({"email": "user7@example.org"})
    company = await database.companies.find_one({"companyID": "company-7"})
    assert user
    assert company
    ids = {"person": user["_id"], "company": company["_id"]}
    gc.collect()
    before = psutil.Process().memory_info().rss
    async with serving(settings, database) as page:
        await page.post("/person", person=str(user["_id"]))
        gc.freeze()
        costs = {path: await _cost(page, path.format(**ids)) for path in SCREENS}
        await asyncio.gather(*(page.get(path.format(**ids)) for path in SCREENS))
        grown = psutil.Process().memory_info().rss - before
        gc.unfreeze()
    table = Table("screen", "median", "p99", "CPU", "documents", "keys", "without an index")
    for path, cost in costs.items():
        times = (median(cost.seconds), p99(cost.seconds), cost.processor)
        shown = (f"{1000 * each:.0f} ms" for each in times)
        table.add_row(path, *shown, str(cost.documents), str(cost.keys), "; ".join(cost.scans))
    slowest = max(median(cost.seconds) for cost in costs.values())
    report.show(
        "Screens",
        METHOD,
        at_most("home, median", median(costs["/"].seconds) * 1000, 100, "ms"),
        stated("home, p99", p99(costs["/"].seconds) * 1000, "ms"),
        at_most("slowest screen, median", slowest * 1000, 250, "ms"),
        stated("searched without an index", sum(len(cost.scans) for cost in costs.values())),
        at_most("what serving all that adds to memory", grown / MEGABYTE, 15, "MB"),
        detail=table,
    )
