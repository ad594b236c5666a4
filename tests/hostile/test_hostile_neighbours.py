"""Five slots fetch and parse at once; one has to do with a hostile site, and the others go on."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest

from reactor.errors import LastingError, PassingError, ReactorError, RefusedError
from reactor.fetch.http import Fetcher
from reactor.fetch.page import Page
from reactor.fetch.parser_process import Bounds
from reactor.fetch.parser_worker import ParsingWorker
from reactor.posting import Posting
from reactor.scrape import tasks
from tests.hostile import pages
from tests.hostile.bombs import gzip_bomb
from tests.hostile.parsing_tasks import crash, fill_memory, hang
from tests.hostile.server import (
    MEMORY_LIMIT,
    Say,
    answer,
    falling_silent,
    saying,
    saying_for_ever,
    serving,
    watched_memory,
)
from tests.hostile.site import fetcher

pytestmark = pytest.mark.usefixtures("parsing_as_in_life")

HONEST = [f"honest{number}.example" for number in range(4)]
PAGES_EACH = 5
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"


@dataclass(frozen=True)
class Evil:
    """What the hostile site says, what reading it comes to, and how that should end.

    Only a page that hangs needs a second process, whose size is then not the page's doing.
    """

    say: Say
    kind: type[ReactorError]
    words: str
    read: Callable[[Page, str], Any] = tasks.read_posting
    patience: float = 60.0


PAGE = saying(answer(pages.HONEST))
EVILS = {
    "bomb": Evil(
        saying(answer(gzip_bomb(300), "Content-Encoding: gzip")), RefusedError, "is larger than"
    ),
    "drip": Evil(saying_for_ever(HEAD, b".", 0.01), PassingError, "took too long to answer"),
    "stall": Evil(falling_silent(HEAD), PassingError, "took too long to answer"),
    "hanging page": Evil(PAGE, LastingError, "could not be read within 4 s", hang, 1.0),
    "crashing page": Evil(PAGE, LastingError, "it crashed the parser", crash),
    "greedy page": Evil(PAGE, LastingError, "it needs too much memory", fill_memory),
}


@asynccontextmanager
async def warm_worker(patience: float) -> AsyncIterator[ParsingWorker]:
    async with ParsingWorker(Bounds(time=4), patience=patience) as worker:
        await worker.run(tasks.read_posting, Page("u", 200, "text/html", pages.HONEST), "")
        yield worker


async def read(
    visitor: Fetcher, worker: ParsingWorker, url: str, task: Callable[[Page, str], Any]
) -> Any:
    page = await visitor.get(url)
    return await worker.run(task, page, "", what=page.url)


async def job(visitor: Fetcher, worker: ParsingWorker, host: str) -> list[Posting]:
    """An honest company's: its postings, one after the other."""
    urls = [f"http://{host}/jobs/{number}" for number in range(PAGES_EACH)]
    return [await read(visitor, worker, url, tasks.read_posting) for url in urls]


@pytest.mark.parametrize("name", EVILS)
async def test_a_hostile_site_costs_its_own_job_and_no_other(name: str) -> None:
    evil = EVILS[name]
    async with AsyncExitStack() as stack:
        worker = await stack.enter_async_context(warm_worker(evil.patience))
        honest = await stack.enter_async_context(serving(PAGE))
        hostile = await stack.enter_async_context(serving(evil.say))
        bases = dict.fromkeys(HONEST, honest.base) | {"evil.example": hostile.base}
        limits = aiohttp.ClientTimeout(total=3, sock_read=3)
        visitor = await stack.enter_async_context(fetcher(bases, limits))
        with watched_memory() as growth:
            bad = asyncio.create_task(read(visitor, worker, "http://evil.example/jobs", evil.read))
            await asyncio.sleep(0)
            good = await asyncio.gather(*(job(visitor, worker, host) for host in HONEST))
            with pytest.raises(evil.kind, match=evil.words):
                await bad
    assert [len(postings) for postings in good] == [PAGES_EACH] * len(HONEST)
    assert all("look after the oven" in posting.text for found in good for posting in found)
    assert growth.most < MEMORY_LIMIT


async def test_others_wait_seconds_for_a_page_that_hangs_and_not_until_its_time_is_over() -> None:
    async with ParsingWorker(Bounds(time=60), patience=0.5) as worker:
        page = Page("http://evil.example/", 200, "text/html", pages.HONEST)
        await worker.run(tasks.read_posting, page, "")
        bad = asyncio.create_task(worker.run(hang, page, ""))
        async with asyncio.timeout(20):
            found = await asyncio.gather(
                *(worker.run(tasks.read_posting, page, "") for _ in HONEST)
            )
        assert all(posting.text for posting in found)
        assert not bad.done()
        bad.cancel()
        await asyncio.wait([bad])
