"""A house with several companies and one model, which is in trouble when a test says so."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer
from bson import ObjectId
from pydantic import SecretStr

from reactor.app import Reactor
from reactor.decisions.model_trouble import ModelTrouble
from reactor.logs import configure_logs
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.model_usage.troubles import ModelTroubles, trouble_id
from reactor.mongo.timers import timer_id
from reactor.settings import Settings
from tests.conftest import Eventually
from tests.gemini.stand_in_matcher import MODEL, TroubledModel, take_the_place

_PAGE = """<html><body><ul class="jobs"><li><a href="Senior-Python-Engineer">Senior Python Engineer
</a></li><li><a href="Backend-Developer">Backend Developer</a></li></ul></body></html>"""
_POSTING = """<html><body><h1>{title}</h1><h2>What you bring</h2><p>Python, asyncio, MongoDB and
Docker, and five years of building backend services that people rely on every day.</p>
<h2>What we offer</h2><p>A small team, a quiet office, and a say.</p></body></html>"""
PAUSE = timer_id("model", MODEL)


@dataclass
class House:
    """People, companies and a model.

    Attributes:
        model: judges, or is in trouble.
        pages: how often the sites were asked for a page, by company.
    """

    database: ScoutlyDatabase
    settings: Settings
    eventually: Eventually
    model: TroubledModel = field(default_factory=TroubledModel)
    pages: Counter[str] = field(default_factory=Counter)
    address: str = ""

    async def track(self, *slugs: str) -> None:
        """Companies that Ada tracks."""
        if not await self.database.users.find_one({}):
            ada = {"email": "ada@example.org", "cvText": "Python engineer, asyncio, MongoDB."}
            await self.database.users.insert_one(ada)
        for slug in slugs:
            page = {"careers_url": f"{self.address}{slug}/careers/", "company": slug.title()}
            company = ObjectId()
            await self.database.companies.insert_one({"_id": company, "companyID": slug, **page})
            tracks = {"userId": "ada@example.org", "companyId": company, "rank": 50}
            await self.database.preferences.insert_one(tracks)

    @asynccontextmanager
    async def reactor(self) -> AsyncIterator[None]:
        reactor = Reactor(self.settings)
        async with asyncio.TaskGroup() as group:
            group.create_task(reactor.run())
            try:
                await reactor.started.wait()
                yield
            finally:
                reactor.stop()

    async def jobs(self, number: int = 1, **query: Any) -> list[dict[str, Any]]:
        """So many jobs that fit, as soon as there are so many."""

        async def enough() -> list[dict[str, Any]]:
            found: list[dict[str, Any]] = await self.database.jobs.find(query).to_list(None)
            return found if len(found) >= number else []

        found = await self.eventually(enough, within=30)
        assert isinstance(found, list)
        return found

    async def parked(self, number: int) -> list[dict[str, Any]]:
        return await self.jobs(number, status="pending", waitsFor=MODEL)

    async def known(self) -> ModelTrouble:
        trouble = await ModelTroubles(self.database).of(MODEL)
        assert trouble
        return trouble

    async def end_pause(self) -> None:
        """As the TTL monitor ends it, or a person."""

        async def pauses() -> bool:
            # What is known of it is written before its timer; an older one may be there still.
            trouble = await ModelTroubles(self.database).of(MODEL)
            pause = {"_id": PAUSE, "expireAt": trouble and trouble.until}
            there = await self.database.timers.find_one(pause)
            return bool(trouble and trouble.open and there)

        await self.eventually(pauses)
        await self.database.timers.delete_one({"_id": PAUSE})

    async def tried(self, times: int) -> ModelTrouble:
        """What is known once the model was met in trouble so often."""

        async def so_often() -> ModelTrouble | None:
            trouble = await ModelTroubles(self.database).of(MODEL)
            return trouble if trouble and trouble.tries >= times and trouble.open else None

        found = await self.eventually(so_often, within=30)
        assert isinstance(found, ModelTrouble)
        return found

    async def have_lasted(self, time: timedelta) -> None:
        """Let the trouble have begun so long ago."""
        began = await self.database.now() - time
        which = {"_id": trouble_id(MODEL)}
        await self.database.budgets.update_one(which, {"$set": {"since": began}})

    async def told(self) -> list[str]:
        """Kinds of what people were told."""
        found = self.database.notifications.find({}, sort=[("createdAt", 1)])
        return [each["kind"] async for each in found]


@pytest_asyncio.fixture
async def house(
    database: ScoutlyDatabase,
    settings: Settings,
    eventually: Eventually,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[House]:
    with_key = settings.model_copy(
        update={
            "gemini_api_key": SecretStr("a-key-that-nobody-may-see"),
            "min_score": 0,
            "notify_urls": (SecretStr("json://127.0.0.1:1/nobody"),),
        }
    )
    configure_logs(with_key, screen=False)
    made = House(database, with_key, eventually)
    take_the_place(made.model, monkeypatch)

    async def show(request: web.Request) -> web.Response:
        made.pages[request.match_info["slug"]] += 1
        title = request.match_info.get("title", "")
        page = _POSTING.format(title=title.replace("-", " ")) if title else _PAGE
        return web.Response(text=page, content_type="text/html")

    app = web.Application()
    app.add_routes([web.get("/{slug}/careers/", show), web.get("/{slug}/careers/{title}", show)])
    async with TestServer(app) as server:
        made.address = str(server.make_url("/"))
        yield made
