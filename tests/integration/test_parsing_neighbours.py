"""What other companies' pages wait for while some companies' pages hog the parsing processes."""

import asyncio
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import pytest

from reactor.errors import LastingError
from reactor.fetch.page import Page
from reactor.fetch.parser_process import Bounds
from reactor.fetch.parser_worker import LARGE, ParsingWorker
from reactor.fetch.parsing_budget import parsing_visit
from reactor.scrape import tasks
from tests.conftest import Eventually

PATIENCE = 0.2
BEARABLE = 0.35
"""Seconds of one page: more than an ordinary one takes, and less than patience ends with."""


@dataclass(frozen=True)
class Span:
    """In which process a page was parsed, from when until when."""

    process: int
    began: float
    ended: float


def take(seconds: float) -> Span:
    began = time.monotonic()
    time.sleep(seconds)
    return Span(os.getpid(), began, time.monotonic())


def hang(_: Page) -> None:
    time.sleep(60)


@dataclass
class Hog:
    """A company whose pages follow each other without end.

    Attributes:
        parsed: what has become of them so far.
        failed: how many of them could not be parsed.
    """

    worker: ParsingWorker
    seconds: float = BEARABLE
    parsed: list[Span] = field(default_factory=list)
    failed: int = 0

    async def visit(self) -> None:
        with parsing_visit():
            while True:
                self.parsed.append(await self.worker.run(take, self.seconds))

    async def crash(self) -> None:
        """Crash the process that each page is parsed in."""
        with parsing_visit():
            while True:
                with suppress(LastingError):
                    await self.worker.run(os.abort)
                self.failed += 1


@asynccontextmanager
async def beside(*visits: asyncio.Task[Any]) -> AsyncIterator[None]:
    """These go on beside the block, and end with it."""
    try:
        yield
    finally:
        for visit in visits:
            visit.cancel()
        await asyncio.wait(visits)
        for visit in visits:
            assert visit.cancelled(), repr(visit.exception())


@pytest.mark.parametrize("count", [2, 3, 4])
async def test_hogs_have_left_an_honest_visit_its_process_however_many_they_are(
    count: int, eventually: Eventually
) -> None:
    async with ParsingWorker(patience=PATIENCE) as worker:
        hogs = [Hog(worker) for _ in range(count)]

        async def all_are_known() -> bool:
            return all(len(hog.parsed) >= 4 for hog in hogs)

        async with beside(*(asyncio.create_task(hog.visit()) for hog in hogs)):
            await eventually(all_are_known, 60)
            with parsing_visit():
                honest = [await worker.run(take, 0) for _ in range(8)]
            before = sum(len(hog.parsed) for hog in hogs)

            async def one_more_is_parsed() -> bool:
                return sum(len(hog.parsed) for hog in hogs) > before

            await eventually(one_more_is_parsed, 60)
    (process,) = {page.process for page in honest}
    between = [
        page
        for hog in hogs
        for page in hog.parsed
        if page.ended > honest[0].began and page.began < honest[-1].ended
    ]
    assert between, "they were parsed all the while"
    assert process not in {page.process for page in between}


async def test_a_visit_that_crashes_its_processes_crashes_nobody_elses(
    eventually: Eventually,
) -> None:
    async with ParsingWorker(Bounds(tasks=1_000_000)) as worker:
        hog = Hog(worker)

        async def it_is_known() -> bool:
            return hog.failed > 0

        async with beside(asyncio.create_task(hog.crash())):
            await eventually(it_is_known)
            honest = await worker.run(os.getpid)
            while hog.failed < 4:
                assert await worker.run(os.getpid) == honest


@pytest.mark.usefixtures("parsing_as_in_life")
async def test_a_large_page_costs_no_process() -> None:
    text = b"<p>text of a paragraph</p>" * 180_000
    page = Page("http://a.example/", 200, "text/html", b"<main><h1>Baker</h1>" + text + b"</main>")
    async with ParsingWorker() as worker:
        before = await worker.run(os.getpid)
        posting = await worker.run(tasks.read_posting, page, "")
        assert posting.title == "Baker"
        assert await worker.run(os.getpid) == before


async def test_a_second_process_is_only_started_if_somebody_waits() -> None:
    async with ParsingWorker(patience=0.05) as worker:
        with parsing_visit() as hog:
            first = [await worker.run(take, 1.5), await worker.run(take, 0.5)]
            with parsing_visit():
                other = await worker.run(take, 0)
            assert hog.slow
            second = await worker.run(take, 0)
    assert len({page.process for page in (*first, other)}) == 1
    assert second.process != other.process, "another needs that one now"


async def test_a_large_page_goes_where_the_slow_ones_are() -> None:
    page = Page("http://a.example/", 200, "text/html", bytes(LARGE + 1))
    async with ParsingWorker(Bounds(time=60)) as worker:
        quick = await worker.run(os.getpid)
        with parsing_visit() as hog:
            hog.slow = True
            slow = asyncio.create_task(worker.run(take, 60))
            await asyncio.sleep(0)
        large = asyncio.create_task(worker.run(hang, page))
        async with beside(slow, large):
            await asyncio.sleep(0)
            assert await worker.run(os.getpid) == quick
