"""The campaign of bytes: whatever a server sends, nothing but the job itself fails.

Every header that is read is sent with every byte value, and a mutating server sends answers that
are damaged anywhere: in a status line, headers, framing and body. It does so for some seconds;
`pytest tests/hostile/test_bytes.py --bytes-seconds 300 -s` has it go on for five minutes, and
tells how many answers were tried.
"""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from typing import Any

import aiohttp
import bson
import pytest
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as hypothesis_settings

from reactor.cached_response import KeptPage
from reactor.core.dispatch.runner import Runner
from reactor.errors import ReactorError
from reactor.fetch.http import Fetcher
from reactor.fetch.page import Page
from reactor.fetch.parser_worker import ParsingWorker
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.jobs.queue import Queue
from reactor.mongo.timers import Timers
from reactor.pipeline import Pipeline
from reactor.pipeline.toolset import open_toolset
from reactor.scrape import tasks
from reactor.settings import Settings
from tests.hostile.mutations import PAGE, Mad, mad_answers
from tests.hostile.server import serving
from tests.hostile.site import HOST, JOBS

LIMITS = aiohttp.ClientTimeout(total=1.0, connect=1, sock_read=0.3)
BEYOND_ALL_LIMITS = 20.0
_MAD_ANSWERS = 2


def head(*fields: bytes, status: bytes = b"200 OK", body: bytes = PAGE) -> bytes:
    length = b"Content-Length: %d" % len(body)
    return b"\r\n".join((b"HTTP/1.1 " + status, *fields, length, b"", body))


HTML = b"Content-Type: text/html"
READ = {
    "status line": head(HTML, status=b"200 O%sK"),
    "status code": head(HTML, status=b"2%s0 OK"),
    "media type": head(b"Content-Type: image/%sx"),
    "charset": head(b"Content-Type: text/html; charset=utf%s8"),
    "encoding": head(HTML, b"Content-Encoding: g%sip"),
    "redirect": head(b"Location: /jobs/%s/2", status=b"302 Found"),
    "host of a redirect": head(b"Location: http://careers%s.example/", status=b"302 Found"),
    "cookie of a redirect": head(b"Set-Cookie: a%s=b%s", b"Location: /2", status=b"302 Found"),
    "ETag": head(HTML, b'ETag: "a%sb"'),
    "modified": head(HTML, b"Last-Modified: Tue, 01 Dec%s 2026 08:00:00 GMT"),
    "caching": head(HTML, b'ETag: "1"', b"Cache-Control: no%sstore"),
    "rest": head(b"Retry-After: 1%s", status=b"429 Too Many"),
    "rest until": head(b"Retry-After: Tue, 01 Dec %s026 08:00:00 GMT", status=b"503 Off"),
    "challenge": head(HTML, b"cf-mitigated: cha%sllenge", status=b"403 Forbidden"),
    "length": head(HTML, b"Content-Length: 1%s"),
    "transfer": head(HTML, b"Transfer-Encoding: chu%snked"),
    "connection": head(HTML, b"Connection: cl%sose"),
    "name of a header": head(HTML, b"X-%s: y"),
    "end of a line": head(HTML + b"%sX: y"),
    "chunk": head(HTML, b"Transfer-Encoding: chunked", body=b"1%s\r\n.\r\n0\r\n\r\n").replace(
        b"Content-Length", b"X-Length"
    ),
    "early answer": b"HTTP/1.1 103 E%srly\r\nLink: %s\r\n\r\n" + head(HTML),
    "body": head(HTML, body=PAGE.replace(b"Welder", b"Wel%sder")),
}


class Shelf:
    """Keeps pages that can be stored."""

    def __init__(self) -> None:
        self.kept: dict[str, KeptPage] = {}

    async def recall(self, url: str) -> KeptPage | None:
        return self.kept.get(url)

    async def keep(self, kept: KeptPage) -> None:
        for text in (kept.url, kept.content_type, kept.etag, kept.last_modified):
            require_storable(text)
        self.kept[kept.url] = kept


def require_storable(text: str) -> None:
    """MongoDB takes it, and it fits on a line."""
    assert bson.decode(bson.encode({"text": text})) == {"text": text}
    assert text.isprintable(), repr(text)


class World:
    """A server that says what it is told, and who visits it."""

    def __init__(self) -> None:
        self.says = Mad(b"", hangs_up=True)
        self.answered = 0
        self.fetcher: Fetcher
        self.worker: ParsingWorker
        self.ends: Counter[str] = Counter()
        self.accidents: list[Any] = []
        self.parses = False

    async def say(self, writer: asyncio.StreamWriter) -> None:
        self.answered += 1
        # Who follows a redirect is not sent round and round.
        writer.write(self.says.said if self.answered <= _MAD_ANSWERS else head(HTML))
        await writer.drain()
        if not self.says.hangs_up:
            await asyncio.Event().wait()
        writer.close()

    async def visit(self, says: Mad) -> None:
        """One visit: a page, or an error of ours; what either holds can be stored and shown."""
        self.says, self.answered = says, 0
        async with asyncio.timeout(BEYOND_ALL_LIMITS):
            try:
                page = await self.fetcher.get(JOBS, keep=True)
                require_storable(page.url + page.content_type)
                if self.parses:
                    await self._parse(page)
                end = "page"
            except ReactorError as error:
                require_storable(str(error))
                end = type(error).__name__
        self.ends[end] += 1
        assert not self.accidents
        # The next answer is another site's: nothing of this one is remembered.
        self.fetcher._client.politeness._hosts.clear()  # noqa: SLF001 - see above
        if self.fetcher._robots:  # noqa: SLF001 - likewise
            self.fetcher._robots._sites.clear()  # noqa: SLF001 - likewise

    async def _parse(self, page: Page) -> None:
        found = await self.worker.run(tasks.read_careers_page, page, "", what=page.url)
        for posting in found.listing.postings:
            bson.encode({"title": posting.title, "url": posting.url})


@asynccontextmanager
async def world(**settings: Any) -> AsyncIterator[World]:
    async with AsyncExitStack() as stack:
        this = World()
        server = await stack.enter_async_context(serving(this.say))
        chosen = Settings.from_environment(host_interval=timedelta(0), **settings)
        this.fetcher = await stack.enter_async_context(
            Fetcher(chosen, stand_ins={HOST: server.base}, time_limits=LIMITS, pages=Shelf())
        )
        this.worker = await stack.enter_async_context(ParsingWorker())
        asyncio.get_running_loop().set_exception_handler(
            lambda _, context: this.accidents.append(context)
        )
        yield this


def with_byte(pattern: bytes, value: int) -> Mad:
    return Mad(pattern.replace(b"%s", bytes([value])), hangs_up=True)


@pytest.mark.parametrize("what", READ)
async def test_every_byte_in_what_is_read_costs_the_page_at_most(what: str) -> None:
    async with world(robots="off") as this:
        for value in range(256):
            await this.visit(with_byte(READ[what], value))


@pytest.mark.parametrize("what", READ)
async def test_the_same_bytes_in_a_robots_txt_cost_the_page_at_most(what: str) -> None:
    async with world(robots="on") as this:
        for value in (*range(0x21), *range(0x7E, 0xA2), 0xAD, 0xC3, 0xE9, 0xED, 0xF4, 0xFF):
            await this.visit(with_byte(READ[what], value))


def test_a_mutating_server_costs_its_pages_at_most(request: pytest.FixtureRequest) -> None:
    until = time.monotonic() + request.config.getoption("--bytes-seconds")
    with asyncio.Runner() as runner:
        opened = world(robots="off")
        this = runner.run(opened.__aenter__())
        this.parses = True

        @hypothesis_settings(
            max_examples=100,
            deadline=None,
            database=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        )
        @given(mad_answers())
        def answer(says: Mad) -> None:
            runner.run(this.visit(says))

        round_ = 0
        while time.monotonic() < until:
            seed(round_)(answer)()
            round_ += 1
        runner.run(opened.__aexit__(None, None, None))
    tried = sum(this.ends.values())
    print(f"\n{tried} answers tried:", *(f"{end} {n}" for end, n in this.ends.most_common()))  # noqa: T201 - the campaign's report
    assert tried >= 100
    assert this.ends["page"] > tried / 20, "most of what it says is no HTTP at all"


@pytest.mark.parametrize("value", [0x00, 0x1B, 0x85, 0xE9, 0xFF])
async def test_a_job_ends_in_words_whatever_its_site_sends(
    value: int, settings: Settings, database: ScoutlyDatabase
) -> None:
    async with AsyncExitStack() as stack:
        this = World()
        server = await stack.enter_async_context(serving(this.say))
        companies = {f"{what.replace(' ', '-')}.example": pattern for what, pattern in READ.items()}
        stand_ins = dict.fromkeys(companies, server.base)
        opened = open_toolset(settings, database, stand_ins)
        pipeline = Pipeline(await stack.enter_async_context(opened), database, settings)
        await Timers(database).set_in("lease", "me", timedelta(minutes=5))
        for host, pattern in companies.items():
            this.says, this.answered = with_byte(pattern, value), 0
            page = {"companyID": host, "careers_url": f"http://{host}/jobs"}
            company = await database.companies.insert_one(page)
            job = {"companyId": company.inserted_id, "status": "pending"}
            inserted = await database.jobs.insert_one(job)
            claimed = await Queue(database).claim("me")
            assert claimed
            await Runner(database, pipeline, settings)(claimed)
            ended = await database.jobs.find_one({"_id": inserted.inserted_id})
            assert ended
            assert ended["status"] in ("completed", "pending", "failed")
            require_storable(ended.get("errorMessage") or "")
            await database.jobs.delete_many({})
