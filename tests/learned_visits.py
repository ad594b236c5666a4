"""Visits to a company whose page is read by the real scraper, with a model to be asked."""

from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from reactor.fetch.http import Fetcher
from reactor.match.gemini import GeminiMatcher
from reactor.match.page_questions import PageReader
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.model_usage.budgets import Budgets
from reactor.mongo.model_usage.ledger import MongoLedger
from reactor.pipeline.toolset import Toolset
from reactor.scrape.listing import Listing
from reactor.scrape.scraper import Scraper
from reactor.settings import Settings
from tests.gemini.asked import Asked
from tests.gemini.endpoint import Endpoint
from tests.gemini.replies import Reply, body_of
from tests.gemini.scene import Clock, settings_at
from tests.in_this_process import InThisProcess
from tests.visits import Visits

HOST = "acme.example"
NOTHING = {"verdict": "no_list", "groups": []}


def said_of(asked: Asked, titles: Collection[str]) -> dict[str, Any]:
    """What somebody says who knows the titles of a page's postings."""
    groups = [
        {"group": group["group"], "title": field["field"], "place": None}
        for group in asked.document["groups"]
        for field in group["fields"]
        if all(sample in titles for sample in field["samples"])
    ]
    return {"verdict": "list", "groups": groups} if groups else NOTHING


def knows(titles: Callable[[], Collection[str]]) -> Reply:
    """A model that knows the titles of a page's postings."""
    return lambda asked: web.json_response(body_of(asked, said_of(asked, titles())))


class RememberingScraper(Scraper):
    """The real one, and what it listed last."""

    listed: Listing | None = None

    async def list_postings(self, *args: Any, **more: Any) -> Listing:
        """The list."""
        self.listed = None
        self.listed = await super().list_postings(*args, **more)
        return self.listed


class LearnedVisits(Visits):
    """Visits one company, whose site answers as a test says.

    Attributes:
        pages: what the site answers, by path; None where it is down.
        fetched: the paths that were asked for.
        reader: is asked about pages; None where nobody can be.
    """

    def __init__(self, database: ScoutlyDatabase, settings: Settings) -> None:
        super().__init__(database, settings)
        self.pages: dict[str, str] | None = {}
        self.fetched: list[str] = []
        self.reader: PageReader | None = None
        self.scraper: RememberingScraper | None = None

    async def answer(self, request: web.Request) -> web.Response:
        """What the site says."""
        self.fetched.append(request.path)
        if self.pages is None:
            return web.Response(status=503)
        found = self.pages.get(request.path)
        return web.Response(
            text=found or "nothing here",
            status=200 if found is not None else 404,
            content_type="text/html",
        )

    def instruments(self) -> Toolset:
        """The real scraper, and a matcher to which everything is a match."""
        assert self.scraper
        worker = InThisProcess()
        return Toolset(self.scraper, self.matcher, self.curricula, worker, self.reader)

    async def look(self) -> list[str]:
        """The titles that a visit lists, which must succeed, from A to Z."""
        await self.completed()
        assert self.scraper
        assert self.scraper.listed
        return sorted(posting.title for posting in self.scraper.listed.postings)

    async def known(self) -> dict[str, Any]:
        """What is kept with the company."""
        company = await self.database.companies.find_one({"_id": self.company})
        assert company
        kept: dict[str, Any] = company.get("reactor") or {}
        return kept

    async def pass_days(self, days: float) -> None:
        """Let what is kept be so much older."""
        await age(self.database, [self.company], days)


async def age(database: ScoutlyDatabase, companies: Sequence[Any], days: float) -> None:
    """Let what these companies' visits taught be so much older."""
    dates = [
        *(f"reactor.rule.{name}" for name in ("learnedAt", "usedAt")),
        *(f"reactor.asked.{name}" for name in ("at", "before")),
        "reactor.step.since",
    ]
    milliseconds = round(timedelta(days=days) / timedelta(milliseconds=1))
    for name in dates:
        await database.companies.update_many(
            {"_id": {"$in": list(companies)}, name: {"$type": "date"}},
            [{"$set": {name: {"$subtract": [f"${name}", milliseconds]}}}],
        )


@asynccontextmanager
async def visited(visits: LearnedVisits, settings: Settings) -> AsyncIterator[LearnedVisits]:
    """The visits, with their site on loopback, for as long as the block runs."""
    app = web.Application()
    app.router.add_get("/{path:.*}", visits.answer)
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(TestServer(app))
        plain = settings.model_copy(update={"robots": "off"})
        stand_ins = {HOST: str(server.make_url("/"))}
        fetcher = await stack.enter_async_context(Fetcher(plain, stand_ins=stand_ins))
        visits.scraper = RememberingScraper(fetcher, InThisProcess())
        yield visits


def reader_at(
    stand_in: Endpoint, database: ScoutlyDatabase, requests_a_day: int = 500
) -> GeminiMatcher:
    """Gemini, its books being those of this database."""
    books = (MongoLedger(database), Budgets(database, requests_a_day))
    return GeminiMatcher(settings_at(stand_in.url), *books, sleep=Clock().sleep)
