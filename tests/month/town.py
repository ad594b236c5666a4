"""A town of companies that are visited once a day, and what each visit should have found."""

import random
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer
from bson import ObjectId

from reactor.core.dispatch.runner import Runner
from reactor.fetch.http import Fetcher
from reactor.fetch.parser_worker import ParsingWorker
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.jobs.queue import Queue
from reactor.mongo.timers import Timers
from reactor.pipeline import Pipeline
from reactor.pipeline.toolset import Toolset
from reactor.settings import Settings
from tests.gemini.endpoint import Endpoint, endpoint
from tests.learned_visits import RememberingScraper, age, knows, reader_at
from tests.month.firm import Firm
from tests.month.sites import KINDS
from tests.visits import ADA, NAMES, Counting, Curricula

BOARD = "boards-api.greenhouse.io"
SOON = 5
"""Visits after which what was taken down must be told as gone: a page's list is believed late."""


@dataclass
class Town:
    """Companies, the one person who tracks them all, and a model that knows their postings.

    Attributes:
        firms: the companies.
        faults: what was not as it should be.
        visits: how many there were.
        lists: how many of them listed exactly what was open.
    """

    database: ScoutlyDatabase
    settings: Settings
    seed: int
    number: int
    firms: list[Firm] = field(default_factory=list)
    ids: dict[int, ObjectId] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    visits: int = 0
    lists: int = 0

    @asynccontextmanager
    async def opened(self) -> AsyncIterator["Town"]:
        """The town, its sites and its model on loopback."""
        rng = random.Random(self.seed)  # noqa: S311 - no secret
        for number in range(self.number):
            own = random.Random(rng.random())  # noqa: S311 - no secret
            self.firms.append(Firm(number, own, KINDS[number % len(KINDS)]))
        app = web.Application()
        app.router.add_get("/{path:.*}", self.answer)
        plain = self.settings.model_copy(update={"robots": "off"})
        async with AsyncExitStack() as stack:
            self.model: Endpoint = await stack.enter_async_context(endpoint(knows(self._titles)))
            server = await stack.enter_async_context(TestServer(app))
            hosts = [firm.host for firm in self.firms] + [BOARD]
            stand_ins = dict.fromkeys(hosts, str(server.make_url("/")))
            fetcher = await stack.enter_async_context(Fetcher(plain, stand_ins=stand_ins))
            worker = await stack.enter_async_context(ParsingWorker())
            reader = reader_at(self.model, self.database, 10_000)
            await stack.enter_async_context(reader)
            self.scraper = RememberingScraper(fetcher, worker)
            tools = Toolset(self.scraper, Counting(), Curricula(), worker, reader)
            self.run = Runner(
                self.database, Pipeline(tools, self.database, self.settings), self.settings
            )
            await self._settle()
            yield self

    async def answer(self, request: web.Request) -> web.Response:
        """What a site or the board says."""
        if request.host == BOARD:
            slug = request.path.split("/")[3]
            firm = next(each for each in self.firms if f"firm{each.number}" == slug)
            return web.json_response(firm.listed())
        firm = next(each for each in self.firms if each.host == request.host)
        if firm.down:
            return web.Response(status=503)
        text = firm.answer(request.path, request.query.get("page"))
        return web.Response(
            text=text or "nothing here", status=200 if text else 404, content_type="text/html"
        )

    async def live(self, day: int) -> None:
        """One day: what happens, a visit to each company, and a look at what it left."""
        for firm in self.firms:
            if day:
                firm.live(day)
            await self._visit(firm, day)
        await age(self.database, list(self.ids.values()), 1)

    def _titles(self) -> set[str]:
        return {each.title for firm in self.firms for each in firm.openings}

    async def _settle(self) -> None:
        await Timers(self.database).set_in("lease", "me", timedelta(hours=5))
        await self.database.users.insert_one({"_id": ADA, "email": NAMES[ADA], "cvText": "Welder"})
        for firm in self.firms:
            firm.begin()
            id_ = self.ids[firm.number] = ObjectId()
            page = {"companyID": f"firm{firm.number}", "careers_url": f"https://{firm.host}/jobs"}
            await self.database.companies.insert_one({"_id": id_, **page})
            wish = {"userId": NAMES[ADA], "companyId": id_, "rank": 90}
            await self.database.preferences.insert_one(wish)

    async def _visit(self, firm: Firm, day: int) -> None:
        company = self.ids[firm.number]
        await self.database.jobs.delete_many({})
        await self.database.jobs.insert_one({"companyId": company, "status": "pending"})
        job = await Queue(self.database).claim("me")
        assert job
        await self.run(job)
        if firm.down:
            return
        self.visits += 1
        listed = (
            sorted(p.title for p in self.scraper.listed.postings) if self.scraper.listed else []
        )
        expected = sorted(each.title for each in firm.open)
        self.lists += listed == expected
        if listed != expected:
            self._blame(firm, day, f"lists {listed} instead of {expected}")
        await self._look_at_saves(firm, day)

    async def _look_at_saves(self, firm: Firm, day: int) -> None:
        saved: dict[str, list[dict[str, Any]]] = defaultdict(list)
        async for save in self.database.saved_jobs.find({"companyId": self.ids[firm.number]}):
            saved[save["description"].split(".")[0].split()[-1]].append(save)
        for each in firm.openings:
            mine = saved.pop(each.ref, [])
            if len(mine) > 1:
                self._blame(firm, day, f"{each.ref} is saved {len(mine)} times")
            gone = [save for save in mine if save.get("goneAt") is not None]
            if each.left is None and (not mine or gone):
                self._blame(firm, day, f"{each.ref} is open, but {'gone' if mine else 'not saved'}")
            if each.left is not None and day - each.left > SOON + 2 and len(gone) < len(mine):
                self._blame(firm, day, f"{each.ref} was taken down on day {each.left}")
        for ref in saved:
            self._blame(firm, day, f"{ref} is saved, but is none of its postings")

    def _blame(self, firm: Firm, day: int, fault: str) -> None:
        history = "; ".join(firm.happened[-6:])
        self.faults.append(f"day {day}, {firm.host} ({firm.site.layout}): {fault} [{history}]")
