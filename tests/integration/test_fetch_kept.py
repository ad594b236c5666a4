"""Pages that have not changed are not sent again."""

import zlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from reactor.errors import GoneError
from reactor.fetch.http import Fetcher
from reactor.mongo.cache.pages import KEPT_FOR, KeptPages
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings

JOBS = "http://careers.example/jobs"


@dataclass
class Site:
    """A page, the validators that go with it, and the statuses that it was answered with."""

    body: bytes = b"<p>Z\xc3\xbcrich</p>"
    validators: dict[str, str] = field(default_factory=lambda: {"ETag": '"1"'})
    base: str = ""
    gone: bool = False
    answered: list[int] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.Response:
        if self.gone:
            raise web.HTTPGone
        told = {
            "ETag": request.headers.get("If-None-Match"),
            "Last-Modified": request.headers.get("If-Modified-Since"),
        }
        same = {name: value for name, value in told.items() if value}
        known = {n: v for n, v in self.validators.items() if n in told}
        status = 304 if same and same == known else 200
        self.answered.append(status)
        if status == 304:
            return web.Response(status=304)
        headers = {"Content-Type": "text/html", **self.validators}
        return web.Response(body=self.body, headers=headers)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    site = Site()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", site.answer)
    async with TestServer(app) as server:
        site.base = str(server.make_url("/"))
        yield site


@pytest.fixture
async def fetcher(
    site: Site, settings: Settings, database: ScoutlyDatabase
) -> AsyncIterator[Fetcher]:
    quiet = settings.model_copy(update={"robots": "off"})
    stand_ins = {"careers.example": site.base}
    async with Fetcher(quiet, stand_ins=stand_ins, pages=KeptPages(database)) as fetcher:
        yield fetcher


@pytest.mark.parametrize(
    "validators",
    [
        {"ETag": 'W/"a,b"'},
        {"Last-Modified": "Fri, 01 May 2026 12:00:00 GMT"},
        {"ETag": '"1"', "Last-Modified": "Fri, 01 May 2026 12:00:00 GMT"},
    ],
)
async def test_a_page_that_has_not_changed_is_the_one_that_was_kept(
    site: Site, fetcher: Fetcher, validators: dict[str, str]
) -> None:
    site.validators = validators
    first = await fetcher.get(JOBS, keep=True)
    assert await fetcher.get(JOBS, keep=True) == first
    assert first.text == "<p>Zürich</p>"
    site.body, site.validators = b"<p>Bern</p>", {"ETag": '"2"'}
    for _ in range(2):
        assert (await fetcher.get(JOBS, keep=True)).text == "<p>Bern</p>"
    assert site.answered == [200, 304, 200, 304]


async def test_only_lists_are_kept_and_nothing_that_was_posted(
    site: Site, fetcher: Fetcher, database: ScoutlyDatabase
) -> None:
    await fetcher.get(JOBS)
    await fetcher.get(JOBS, body={"offset": 0}, keep=True)
    assert await database.pages.count_documents({}) == 0
    await fetcher.get(JOBS, keep=True)
    await fetcher.get(JOBS)
    assert site.answered == [200, 200, 200, 200]


@pytest.mark.parametrize(
    "validators",
    [{}, {"ETag": '"1"', "Cache-Control": "private, No-Store"}, {"ETag": '"a\tb"'}],
    ids=["no validator", "not to be stored", "no text"],
)
async def test_what_cannot_be_asked_for_again_is_not_kept(
    site: Site, fetcher: Fetcher, database: ScoutlyDatabase, validators: dict[str, str]
) -> None:
    site.validators = validators
    await fetcher.get(JOBS, keep=True)
    assert await database.pages.count_documents({}) == 0


async def test_a_page_that_stays_large_is_not_kept(
    site: Site, fetcher: Fetcher, database: ScoutlyDatabase
) -> None:
    site.body = Random(1).randbytes(2_100_000)  # noqa: S311 - cannot be compressed
    await fetcher.get(JOBS, keep=True)
    assert await database.pages.count_documents({}) == 0


@pytest.mark.parametrize(
    "spoilt",
    [
        *({"body": b"no zlib"}, {"body": "text"}, {"body": zlib.compress(b"cut off")[:-3]}),
        *({"etag": 5}, {"contentType": None}, {"etag": "a\r\nX-Evil: 1"}),
    ],
    ids=repr,
)
async def test_a_kept_page_that_somebody_spoilt_is_fetched_anew(
    site: Site, fetcher: Fetcher, database: ScoutlyDatabase, spoilt: dict[str, Any]
) -> None:
    await fetcher.get(JOBS, keep=True)
    await database.pages.update_one({"_id": JOBS}, {"$set": spoilt})
    assert (await fetcher.get(JOBS, keep=True)).text == "<p>Zürich</p>"
    assert site.answered == [200, 200]


async def test_kept_pages_are_small_and_expire(
    site: Site, fetcher: Fetcher, database: ScoutlyDatabase
) -> None:
    site.body = b"<p>Jobs</p>" * 100_000
    await fetcher.get(JOBS, keep=True)
    kept = await database.pages.find_one({})
    assert kept
    assert set(kept) == {"_id", "etag", "lastModified", "contentType", "body", "at"}
    assert len(kept["body"]) < 10_000
    (expiry,) = [
        index["expireAfterSeconds"]
        for index in (await database.pages.index_information()).values()
        if "expireAfterSeconds" in index
    ]
    assert expiry == KEPT_FOR.total_seconds()


async def test_a_page_that_is_gone_is_gone_though_it_was_kept(site: Site, fetcher: Fetcher) -> None:
    await fetcher.get(JOBS, keep=True)
    site.gone = True
    with pytest.raises(GoneError):
        await fetcher.get(JOBS, keep=True)
