"""Twenty open pages while much is edited and found: what that costs the reactor and each page."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from statistics import median
from time import monotonic
from typing import Any

import aiohttp
import psutil
import pytest
from bson import ObjectId
from yarl import URL

from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.benchmarks.report import Report, at_most, p99, stated
from tests.benchmarks.test_loop_lag import Seen, program, reactor, watched
from tests.benchmarks.workload import track, until_settled

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(1800)]

PAGES, EDITS, MATCHES = 20, 5_000, 200
SECONDS = 60.0
COMPANIES, SAVES = 100, 5_000
LANGUAGES = ("en", "de")
MEGABYTE = 1_000_000
METHOD = (
    f"`reactor run` with {COMPANIES} companies and {SAVES} saves; {PAGES} first pages open in "
    f"{len(LANGUAGES)} languages. In a minute {EDITS} saves are edited one by one, and {MATCHES} "
    "matches are saved; before that, the same without pages. Beside it a bare loop"
)


@dataclass
class Page:
    """What one page was sent.

    Attributes:
        messages: how many parts.
        size: bytes of these.
        reloads: how often it was to be read anew.
        shown: seconds from a match's insertion to its arrival.
    """

    messages: int = 0
    size: int = 0
    reloads: int = 0
    shown: list[float] = field(default_factory=list)


@dataclass
class House:
    """What is written, and when."""

    database: ScoutlyDatabase
    user: ObjectId
    saves: list[ObjectId] = field(default_factory=list)
    saved_at: dict[str, float] = field(default_factory=dict)

    def match(self, title: str) -> dict[str, Any]:
        """One of a person's matches."""
        address = f"https://a.example/{ObjectId()}"
        whose = {"_id": ObjectId(), "user": self.user, "userId": "ada@example.org"}
        what = {"jobId": address, "url": address, "title": title, "suitabilityScore": 99}
        return {**whose, **what, "status": "WANT_TO_APPLY"}

    async def fill(self) -> None:
        """Save what is edited later; it is old."""
        now = await self.database.now()
        saves = [
            self.match("old") | {"suitabilityScore": 60, "createdAt": now} for _ in range(SAVES)
        ]
        await self.database.saved_jobs.insert_many(saves)
        self.saves = [each["_id"] for each in saves]

    async def edit(self, number: int) -> None:
        """As somebody does who works through them."""
        of = {"_id": self.saves[number % SAVES]}
        await self.database.saved_jobs.update_one(of, {"$set": {"notes": f"note {number}"}})

    async def find(self, number: int) -> None:
        """As a run does that finds a match."""
        title = f"Match {number:05}"
        self.saved_at[title] = monotonic()
        made = self.match(title) | {"createdAt": await self.database.now()}
        await self.database.saved_jobs.insert_one(made)


async def _spread(count: int, do: Callable[[int], Awaitable[None]], first: int = 0) -> None:
    """Do something so often in a minute, evenly."""
    began = monotonic()
    for number in range(count):
        await asyncio.sleep(began + number * SECONDS / count - monotonic())
        await do(first + number)


@asynccontextmanager
async def _open(base: str, language: str, house: House) -> AsyncIterator[Page]:
    """A first page that is open while the block runs."""
    page = Page()

    async def read(stream: aiohttp.StreamReader) -> None:
        known = set[str]()
        async for line in stream:
            text = line.decode()
            page.size += len(line)
            page.messages += text.startswith("data: <hx-partial")
            page.reloads += text.startswith("event: reload-list")
            if (at := text.find("Match ")) >= 0 and (title := text[at : at + 11]) not in known:
                known.add(title)
                if title in house.saved_at:
                    page.shown.append(monotonic() - house.saved_at[title])

    headers = {"Accept-Language": language}
    endless = aiohttp.ClientTimeout(total=None)
    async with aiohttp.ClientSession(base, headers=headers, timeout=endless) as session:
        async with session.get("/") as answer:
            html = await answer.text()
        path = html.partition('hx-sse:connect="')[2].partition('"')[0].replace("&amp;", "&")
        async with session.get(path) as answer:
            assert answer.status == 200
            reading = asyncio.create_task(read(answer.content))
            yield page
            reading.cancel()
            await asyncio.wait([reading])


def _process(base: str) -> psutil.Process:
    """The reactor that listens there."""
    port = URL(base).port
    (pid,) = {
        each.pid
        for each in psutil.net_connections("tcp")
        if each.status == "LISTEN" and each.laddr and each.laddr.port == port
    }
    return psutil.Process(pid)


async def _busy(base: str, house: House, first: int) -> tuple[Seen, float]:
    """A minute of work: what was seen from outside, and the CPU's seconds."""
    process = _process(base)
    before = process.cpu_times()
    async with watched(base) as seen, asyncio.TaskGroup() as group:
        group.create_task(_spread(EDITS, house.edit, first * EDITS))
        group.create_task(_spread(MATCHES, house.find, first * MATCHES))
    after = process.cpu_times()
    return seen, after.user + after.system - before.user - before.system


async def test_page_load(
    settings: Settings, database: ScoutlyDatabase, report: Report, tmp_path: Any
) -> None:
    person = {"email": "ada@example.org", "cvText": "Python engineer " * 50}
    house = House(database, (await database.users.insert_one(person)).inserted_id)
    await track(database, COMPANIES, rank=50)
    await house.fill()
    async with AsyncExitStack() as stack:
        bare = await stack.enter_async_context(program("bare_loop"))
        base = await stack.enter_async_context(reactor(settings, tmp_path))
        await until_settled(database, COMPANIES)
        alone, cpu_alone = await _busy(base, house, 0)
        memory_alone = _process(base).memory_info().rss
        pages = [
            await stack.enter_async_context(_open(base, LANGUAGES[n % len(LANGUAGES)], house))
            for n in range(PAGES)
        ]
        beside, cpu = await _busy(base, house, 1)
        await asyncio.sleep(1)
        memory = _process(base).memory_info().rss
        output, _ = await bare.communicate(b"")
    lags: list[float] = json.loads(output)
    shown = [each for page in pages for each in page.shown]
    report.show(
        "Twenty open pages",
        METHOD,
        stated("bare loop, p99", p99(lags) * 1000, "ms"),
        stated("loop lag without pages, p99", alone.p99 * 1000, "ms"),
        stated("the same, most", alone.most * 1000, "ms"),
        at_most("loop lag with pages, p99", beside.p99 * 1000, 100, "ms"),
        stated("the same, most", beside.most * 1000, "ms"),
        stated("CPU without pages", 100 * cpu_alone / SECONDS, "% of a core"),
        stated("CPU with pages", 100 * cpu / SECONDS, "% of a core"),
        stated("memory without pages", memory_alone / MEGABYTE, "MB"),
        at_most("what pages add to that", (memory - memory_alone) / MEGABYTE, 15, "MB"),
        stated("messages a page in the minute, median", median(p.messages for p in pages)),
        stated("kB a page in the minute, median", median(p.size for p in pages) / 1000, "kB"),
        at_most("reloads of a page, most", max(page.reloads for page in pages), 1),
        stated("a match saved -> on the page, median", median(shown), "s"),
        at_most("the same, p99", p99(shown), 5, "s"),
    )
