"""A page that is made by scripts costs a browser once; from then on its list is asked for."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from bson import ObjectId

from reactor.documents import Company
from reactor.errors import BrowserAwayError, LastingError
from reactor.fetch.address_policy import AddressPolicy
from reactor.fetch.browser.proxy import DialRules
from reactor.fetch.browser.rendered_page import RenderedPage, ScriptResponse
from reactor.fetch.browser.rendering import Browser
from reactor.fetch.http import Fetcher
from reactor.fetch.page import Page
from reactor.pipeline.learned_rules import ListLessons
from reactor.scrape.listing import Listing
from reactor.scrape.page_outline import Outline
from reactor.scrape.rule import PageRule
from reactor.scrape.scraper import Scraper
from reactor.settings import Settings
from tests.in_this_process import InThisProcess
from tests.unsure_pages import BERTHS, choice_of, page

HOST = "acme.example"
CAREERS = f"http://{HOST}/careers"
API = f"http://{HOST}/api/jobs"
BOARD_HOST = "boards-api.greenhouse.io"
BOARD = f"https://{BOARD_HOST}/v1/boards/acme/jobs"
SHELL = '<html><body><div id="root"></div><script src="/app.js"></script></body></html>'
FRAME = (
    f"<html><body><nav><a href='/'>Acme</a></nav><p>Welcome to our team, which grows every day.</p>\
<p>We build ships and the machines that build ships.</p>{SHELL[12:]}"
)
TEXT = "<p>You weld part {} of our many, many ships by hand, with care and by the book.</p>"


def job(number: int) -> dict[str, Any]:
    return {"id": number, "title": f"Welder {number}"}


@dataclass
class Acting(Browser):
    """Shows pages as a browser would that ran their scripts.

    Attributes:
        site: whose pages these are.
        started: the addresses that it was asked to show.
        away: whether it cannot be reached.
        api: where its pages' scripts get the list.
    """

    site: "Site"
    started: list[str] = field(default_factory=list)
    away: bool = False
    api: str = API

    def __post_init__(self) -> None:
        super().__init__("http://127.0.0.1:1", "127.0.0.1", DialRules(AddressPolicy(), {}))

    async def render(self, url: str) -> RenderedPage:
        if self.away:
            raise BrowserAwayError("it is away", delay=60)
        self.started.append(url)
        if self.site.unsure:
            return RenderedPage(Page(url, 200, "text/html; charset=utf-8", page().encode()))
        shown = self.site.shown.get(url.removeprefix(f"http://{HOST}"), SHELL)
        seen = Page(url, 200, "text/html; charset=utf-8", shown.encode())
        answer = json.dumps({"jobs": [job(number) for number in self.site.jobs]})
        return RenderedPage(seen, (ScriptResponse(self.api, "", answer, {"X-View": "list"}),))


@dataclass
class Site:
    """A company's site, and what its scripts make of its pages.

    Attributes:
        jobs: the numbers of its postings.
        careers: its careers page before any script has run.
        api: what its API answers: a status, or 200 for the postings.
        unsure: whether its careers page cannot be read with certainty once its scripts have run.
        asked: what was asked for.
    """

    jobs: list[int] = field(default_factory=lambda: [17, 18, 19])
    careers: str = SHELL
    api: int = 200
    unsure: bool = False
    asked: list[str] = field(default_factory=list)

    @property
    def shown(self) -> dict[str, str]:
        if not self.jobs:
            return {}
        links = "".join(f'<li><a href="/jobs/{n}">Welder {n}</a></li>' for n in self.jobs)
        text = "".join(TEXT.format(part) for part in range(12))
        posting = "<html><body><main><h1>Welder {}</h1>{}</main></body></html>"
        return {
            "/careers": f"<html><body><h1>Open positions</h1><ul>{links}</ul></body></html>",
            **{f"/jobs/{number}": posting.format(number, text) for number in self.jobs},
        }

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(request.path)
        if request.path == "/api/jobs" and request.headers.get("X-View") == "list":
            jobs = [job(number) for number in self.jobs] if self.api == 200 else []
            return web.json_response({"jobs": jobs}, status=self.api)
        if request.path == "/v1/boards/acme/jobs":
            jobs = [{**job(n), "absolute_url": f"http://{HOST}/jobs/{n}"} for n in self.jobs]
            return web.json_response({"jobs": jobs})
        if request.path == "/careers":
            return web.Response(text=self.careers, content_type="text/html")
        if request.path.startswith("/jobs/"):
            return web.Response(text=SHELL, content_type="text/html")
        return web.Response(status=404)


class House:
    """Visits one company as the pipeline does, and keeps what was learned.

    Attributes:
        company: as it is stored.
        now: the time of the next visit.
    """

    def __init__(self, scraper: Scraper) -> None:
        self.scraper = scraper
        self.kept: dict[str, Any] = {}
        self.now = datetime(2026, 11, 29, tzinfo=UTC)

    async def visit(self) -> Listing:
        known = {"_id": ObjectId(), "careers_url": CAREERS, "reactor": self.kept}
        lessons = ListLessons(Company.read(known), None, self.now)
        listing = await self.scraper.list_postings(CAREERS, "", lessons.known, lessons)
        self.kept = {**self.kept, **lessons.changes(listing)}
        self.kept = {name: value for name, value in self.kept.items() if value is not None}
        self.now += timedelta(days=1)
        return listing


@asynccontextmanager
async def house(site: Site, *, browser: bool = True) -> AsyncIterator[tuple[House, Acting]]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", site.answer)
    settings = Settings.from_environment(host_interval="0s")
    acting = Acting(site)
    async with TestServer(app) as server:
        stand_ins = dict.fromkeys((HOST, BOARD_HOST), str(server.make_url("/")))
        async with Fetcher(settings, stand_ins=stand_ins) as fetcher:
            yield House(Scraper(fetcher, InThisProcess(), acting if browser else None)), acting


def numbers(listing: Listing) -> list[str]:
    return [posting.url.removeprefix(f"http://{HOST}/jobs/") for posting in listing.postings]


async def test_the_second_visit_starts_no_browser_and_asks_for_no_page() -> None:
    site = Site()
    async with house(site) as (visits, browser):
        first = await visits.visit()
        assert (numbers(first), browser.started) == (["17", "18", "19"], [CAREERS])
        site.jobs, site.asked[:] = [18, 19, 20], []
        second = await visits.visit()
    assert numbers(second) == ["18", "19", "20"]
    assert browser.started == [CAREERS]
    assert [path for path in site.asked if path != "/robots.txt"] == ["/api/jobs"]
    assert visits.kept["scripted"]["address"] == CAREERS


async def test_the_browser_is_back_when_what_was_learned_fails_and_learns_anew() -> None:
    site = Site()
    async with house(site) as (visits, browser):
        await visits.visit()
        site.api = 404
        assert numbers(await visits.visit()) == ["17", "18", "19"]
        assert "source" not in visits.kept["scripted"]
        site.api = 200
        await visits.visit()
        assert len(browser.started) == 3
        await visits.visit()
    assert len(browser.started) == 3


async def test_what_was_learned_is_looked_at_again_after_a_month() -> None:
    async with house(Site()) as (visits, browser):
        await visits.visit()
        visits.now += timedelta(days=30)
        await visits.visit()
        assert len(browser.started) == 2
        await visits.visit()
    assert len(browser.started) == 2


async def test_a_page_that_needs_no_browser_any_more_is_forgotten() -> None:
    site = Site(api=403)
    async with house(site) as (visits, browser):
        await visits.visit()
        site.careers = site.shown["/careers"]
        assert numbers(await visits.visit()) == ["17", "18", "19"]
    assert "scripted" not in visits.kept
    assert browser.started == [CAREERS]


async def test_a_page_that_shows_its_list_without_scripts_costs_no_browser() -> None:
    site = Site()
    site.careers = site.shown["/careers"]
    async with house(site) as (visits, browser):
        assert numbers(await visits.visit()) == ["17", "18", "19"]
    assert (browser.started, visits.kept) == ([], {})


async def test_a_page_with_little_text_is_shown_only_when_no_list_was_found() -> None:
    async with house(Site(careers=FRAME)) as (visits, browser):
        listing = await visits.visit()
    assert (numbers(listing), browser.started) == (["17", "18", "19"], [CAREERS])


async def test_a_posting_that_shows_its_text_only_by_script_is_shown_by_the_browser() -> None:
    async with house(Site()) as (visits, browser):
        listing = await visits.visit()
        read = await visits.scraper.read(listing.postings[0])
    assert "You weld part 11 of our many, many ships" in read.text
    assert browser.started == [CAREERS, f"http://{HOST}/jobs/17"]


async def test_a_board_that_a_page_s_scripts_ask_is_asked_itself_from_then_on() -> None:
    site = Site()
    async with house(site) as (visits, browser):
        browser.api = BOARD
        first = await visits.visit()
        assert (first.source, numbers(first)) == ("greenhouse", ["17", "18", "19"])
        site.jobs = [18, 19, 20]
        second = await visits.visit()
    assert (second.source, numbers(second)) == ("greenhouse", ["18", "19", "20"])
    assert browser.started == [CAREERS]


class Knowing:
    """Somebody who knows which of a page's groups are postings."""

    async def advise(self, outline: Outline) -> PageRule:
        return outline.rule([choice_of(outline, BERTHS[0][0])])


async def test_a_page_that_is_not_certain_in_the_browser_is_asked_about_as_shown_there() -> None:
    async with house(Site(unsure=True)) as (visits, browser):
        listing = await visits.scraper.list_postings(CAREERS, "", adviser=Knowing())
    assert [posting.title for posting in listing.postings] == [title for title, _ in BERTHS]
    assert (listing.rendered, browser.started) == (CAREERS, [CAREERS])


async def test_without_a_browser_the_error_names_the_setting() -> None:
    async with house(Site(), browser=False) as (visits, _):
        with pytest.raises(LastingError, match="REACTOR_BROWSER_URL") as failed:
            await visits.visit()
    assert failed.value.code == "needs_scripts"


async def test_a_page_that_stays_empty_in_the_browser_says_so() -> None:
    async with house(Site(jobs=[])) as (visits, _):
        with pytest.raises(LastingError, match="even after its scripts have run") as failed:
            await visits.visit()
    assert failed.value.code == "browser_failed"


async def test_a_job_waits_for_a_browser_that_is_away() -> None:
    async with house(Site()) as (visits, browser):
        browser.away = True
        with pytest.raises(BrowserAwayError):
            await visits.visit()
