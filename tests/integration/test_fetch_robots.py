"""robots.txt, asked for on loopback by the real client."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from yarl import URL

from reactor.errors import DisallowedError, ForbiddenError, LastingError, PassingError
from reactor.fetch.client import Client
from reactor.fetch.http import TIME_LIMITS, Fetcher
from reactor.fetch.robots import REMEMBERED, TROUBLE_REMEMBERED, Robots
from reactor.settings import Settings
from tests.in_this_process import InThisProcess
from tests.internet import Clock

SITE = "http://careers.example"
CLOSED = "User-agent: *\nDisallow: /private\nDisallow: /api"


@dataclass
class Site:
    """What it says in its robots.txt, and what it was asked."""

    text: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    base: str = ""

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(f"{request.host}{request.path}")
        if request.path == "/robots.txt":
            return web.Response(text=self.text, status=self.status, headers=self.headers)
        if request.path == "/moved":
            raise web.HTTPFound(f"{SITE}/private/list")
        return web.Response(text="<p>hello</p>", content_type="text/html")


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    site = Site()
    app = web.Application()
    app.router.add_get("/{path:.*}", site.answer)
    async with TestServer(app) as server:
        site.base = str(server.make_url("/"))
        yield site


@asynccontextmanager
async def fetching(site: Site, **settings: Any) -> AsyncIterator[Fetcher]:
    hosts = ("careers.example", "other.example")
    chosen = Settings.from_environment(**{"host_interval": timedelta(0), **settings})
    stand_ins = dict.fromkeys(hosts, site.base)
    async with Fetcher(chosen, stand_ins=stand_ins, worker=InThisProcess()) as fetcher:
        yield fetcher


async def test_a_page_that_is_closed_to_programs_is_left_alone(site: Site) -> None:
    site.text = CLOSED
    async with fetching(site) as fetcher:
        with pytest.raises(DisallowedError) as caught:
            await fetcher.get(f"{SITE}/private/jobs")
    assert isinstance(caught.value, LastingError)
    assert isinstance(caught.value, ForbiddenError)
    assert str(caught.value) == (
        f"{SITE}/robots.txt asks programs not to read {SITE}/private/jobs; "
        "REACTOR_ROBOTS=off would read it all the same"
    )
    assert site.asked == ["careers.example/robots.txt"]


async def test_it_is_asked_for_once_for_many_pages(site: Site) -> None:
    site.text = CLOSED
    async with fetching(site) as fetcher:
        for number in range(3):
            assert (await fetcher.get(f"{SITE}/jobs/{number}")).text == "<p>hello</p>"
    assert site.asked.count("careers.example/robots.txt") == 1


async def test_where_a_redirect_leads_is_asked_too(site: Site) -> None:
    site.text = CLOSED
    async with fetching(site) as fetcher:
        with pytest.raises(DisallowedError, match="/private/list"):
            await fetcher.get("http://other.example/moved")
    assert site.asked == [
        *("other.example/robots.txt", "other.example/moved", "careers.example/robots.txt"),
    ]


async def test_what_is_made_for_programs_is_read_all_the_same(site: Site) -> None:
    site.text = CLOSED
    async with fetching(site) as fetcher:
        await fetcher.get(f"{SITE}/api/jobs", for_programs=True)
    assert site.asked == ["careers.example/api/jobs"]


async def test_the_settings_can_switch_it_off(site: Site) -> None:
    site.text = CLOSED
    async with fetching(site, robots="off") as fetcher:
        await fetcher.get(f"{SITE}/private/jobs")
    assert site.asked == ["careers.example/private/jobs"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 500, 502, 503])
async def test_a_site_without_one_that_can_be_read_is_open(site: Site, status: int) -> None:
    site.text, site.status = "User-agent: *\nDisallow: /", status
    async with fetching(site) as fetcher:
        assert (await fetcher.get(f"{SITE}/jobs")).text == "<p>hello</p>"


async def test_a_circle_of_redirects_does_not_close_a_site(site: Site) -> None:
    site.status, site.headers = 301, {"Location": "/robots.txt"}
    async with fetching(site) as fetcher:
        assert (await fetcher.get(f"{SITE}/jobs")).text == "<p>hello</p>"
    assert len(site.asked) == 7


async def test_what_lies_beyond_500_kb_is_not_read(site: Site) -> None:
    site.text = f"User-agent: *\nDisallow: /private\n{'#' * 600_000}\nDisallow: /jobs"
    async with fetching(site) as fetcher:
        await fetcher.get(f"{SITE}/jobs")
        with pytest.raises(DisallowedError):
            await fetcher.get(f"{SITE}/private")


async def test_a_host_that_asks_for_rest_there_is_left_alone(site: Site) -> None:
    site.status, site.headers = 429, {"Retry-After": "900"}
    async with fetching(site) as fetcher:
        with pytest.raises(PassingError, match="asked to be left alone") as caught:
            await fetcher.get(f"{SITE}/jobs")
    assert caught.value.retry_after == pytest.approx(900, abs=5)
    assert site.asked == ["careers.example/robots.txt"]


@asynccontextmanager
async def robots(site: Site, clock: Clock) -> AsyncIterator[Robots]:
    settings = Settings.from_environment(host_interval=timedelta(0))
    stand_ins = {"careers.example": site.base}
    client = Client(settings, stand_ins=stand_ins, time_limits=TIME_LIMITS, line=None)
    async with client:
        yield Robots(client, InThisProcess(), clock=clock)


async def test_it_holds_for_a_day(site: Site) -> None:
    clock = Clock()
    async with robots(site, clock) as asked:
        await asked.check(URL(f"{SITE}/jobs"))
        site.text = "User-agent: *\nDisallow: /jobs"
        clock.now += REMEMBERED - 1
        await asked.check(URL(f"{SITE}/jobs"))
        clock.now += 1
        with pytest.raises(DisallowedError):
            await asked.check(URL(f"{SITE}/jobs"))


async def test_while_a_site_is_in_trouble_its_last_word_holds(site: Site) -> None:
    clock = Clock()
    site.text = "User-agent: *\nDisallow: /jobs"
    async with robots(site, clock) as asked:
        for status, pause in ((200, 0.0), (503, REMEMBERED), (503, TROUBLE_REMEMBERED)):
            site.status = status
            clock.now += pause
            with pytest.raises(DisallowedError):
                await asked.check(URL(f"{SITE}/jobs"))
        site.status = 404
        clock.now += TROUBLE_REMEMBERED
        await asked.check(URL(f"{SITE}/jobs"))
    assert len(site.asked) == 4


async def test_a_crawl_delay_is_kept(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.text = "User-agent: *\nCrawl-delay: 7"
    slowed: list[tuple[str, float]] = []

    async def remember(_: object, host: str, interval: float) -> None:
        slowed.append((host, interval))

    monkeypatch.setattr("reactor.fetch.politeness.Politeness.slow_down", remember)
    async with fetching(site) as fetcher:
        for _ in range(2):
            await fetcher.get(f"{SITE}/jobs")
    assert slowed == [("careers.example", 7.0)]
