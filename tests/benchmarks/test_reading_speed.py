"""Fetching and reading postings: how fast beside bare extraction, how large, how disturbing."""

import asyncio
import gc
import multiprocessing
import sys
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import monotonic, perf_counter

import psutil
import pytest

from reactor.fetch.http import Fetcher
from reactor.fetch.parser_worker import ParsingWorker
from reactor.scrape import tasks
from reactor.settings import Settings
from tests.benchmarks.careers_site import PAGES, page
from tests.benchmarks.report import Report, at_least, at_most, p50, p99, stated
from tests.benchmarks.sizes import Sizes

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(3600)]

SLOTS = 5
HOSTS = [f"company{number}.example" for number in range(SLOTS)]
MIN_RATIO = 0.8
MAX_GROWTH = 1.1
MAX_LAG_MS = 20.0
TICK = 0.005
WARM = 50
METHOD = (
    f"{PAGES} pages of 100 kB on loopback, five slots with a host each, no interval; "
    "bare: trafilatura.extract on the same pages in one process, fetching nothing"
)


@dataclass
class Reading:
    """What a run of reading came to.

    Attributes:
        seconds: how long it took.
        sizes: bytes that this process and the parsing one held, page after page.
        lags: seconds by which the event loop was late, many times a second.
    """

    seconds: float = 0.0
    sizes: list[int] = field(default_factory=list)
    lags: list[float] = field(default_factory=list)


@asynccontextmanager
async def careers_site() -> AsyncIterator[str]:
    """The base of the site, in another process."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.benchmarks.careers_site"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdin
    assert process.stdout
    yield f"http://127.0.0.1:{int(await process.stdout.readline())}"
    process.stdin.close()
    await process.wait()


async def read_all(base: str, settings: Settings, pages: int) -> Reading:
    """Fetch and read so many postings in five slots."""
    stand_ins = dict.fromkeys(HOSTS, base)
    async with Fetcher(settings, stand_ins=stand_ins) as fetcher, ParsingWorker() as worker:
        await _read(fetcher, worker, iter(range(WARM)), Reading())
        reading, began = Reading(), perf_counter()
        watching = asyncio.create_task(_watch(reading.lags))
        await _read(fetcher, worker, iter(range(pages)), reading)
        reading.seconds = perf_counter() - began
        watching.cancel()
    return reading


async def _read(
    fetcher: Fetcher, worker: ParsingWorker, numbers: Iterator[int], reading: Reading
) -> None:
    this = psutil.Process()

    async def slot(host: str) -> None:
        for number in numbers:
            answered = await fetcher.get(f"http://{host}/jobs/{number}")
            posting = await worker.run(tasks.read_posting, answered, "", what=answered.url)
            assert "How to apply" in posting.text
            if number % 50 == 0:
                reading.sizes.append(_held(this))

    async with asyncio.TaskGroup() as group:
        for host in HOSTS:
            group.create_task(slot(host))


async def _watch(lags: list[float]) -> None:
    while True:
        due = monotonic() + TICK
        await asyncio.sleep(TICK)
        lags.append(monotonic() - due)


def _held(process: psutil.Process) -> int:
    """What it and the parsing process hold; the site's is not among them."""
    total: int = process.memory_info().rss
    for child in process.children():
        with suppress(psutil.NoSuchProcess):
            if "spawn_main" in " ".join(child.cmdline()):
                total += child.memory_info().rss
    return total


def extract_bare(rounds: int) -> float:
    """Pages a second of bare trafilatura, measured where it runs."""
    import trafilatura  # noqa: PLC0415 - never in the main process

    pages = [page(number).decode() for number in range(PAGES)]
    for markup in pages[:10]:
        trafilatura.extract(markup)
    began = perf_counter()
    for _ in range(rounds):
        for markup in pages:
            trafilatura.extract(markup)
    return rounds * PAGES / (perf_counter() - began)


def bare(rounds: int) -> float:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(extract_bare, rounds).result()


@pytest.fixture
def eager(settings: Settings) -> Settings:
    return settings.model_copy(update={"host_interval": timedelta(0), "robots": "off"})


async def test_reading_speed(eager: Settings, sizes: Sizes, report: Report) -> None:
    """The two take turns, so that a machine that is busy for a while is so for both."""
    ours, theirs, lags = list[float](), list[float](), list[float]()
    async with careers_site() as base:
        for _ in range(sizes.rounds):
            theirs.append(await asyncio.to_thread(bare, 2))
            gc.collect()
            reading = await read_all(base, eager, 4 * PAGES)
            ours.append(4 * PAGES / reading.seconds)
            lags += reading.lags
    ratio = median(a / b for a, b in zip(ours, theirs, strict=True))
    report.show(
        "Reading postings",
        METHOD,
        stated("fetched and read", p50(ours), "pages/s"),
        stated("bare trafilatura", p50(theirs), "pages/s"),
        at_least("ratio, median of the rounds", ratio, MIN_RATIO),
        at_most("lag of the event loop while reading, p99", p99(lags) * 1000, MAX_LAG_MS, "ms"),
        stated("the same, most", max(lags) * 1000, "ms"),
    )


async def test_memory_while_reading(eager: Settings, sizes: Sizes, report: Report) -> None:
    async with careers_site() as base:
        reading = await read_all(base, eager, sizes.pages)
    quarter = len(reading.sizes) // 4
    second, last = reading.sizes[quarter : 2 * quarter], reading.sizes[-quarter:]
    report.show(
        "Memory while reading",
        f"{sizes.pages} pages; this process and the parsing one, looked at every 50 pages",
        stated("second quarter, median", median(second) / 1e6, "MB"),
        stated("last quarter, median", median(last) / 1e6, "MB"),
        at_most("last quarter to second", median(last) / median(second), MAX_GROWTH),
        stated("most", max(reading.sizes) / 1e6, "MB"),
        stated("pages a second", sizes.pages / reading.seconds),
        at_most("lag of the event loop, p99", p99(reading.lags) * 1000, MAX_LAG_MS, "ms"),
    )
