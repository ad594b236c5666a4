"""MongoDB refuses the claim of a letter while another is on its way: both arrive, once."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer

from reactor.embedded_mongod.temporary import TemporaryMongod
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.notifications.notice import Notice
from reactor.mongo.notifications.outbox import Outbox
from reactor.mongo.setup.bootstrap import bootstrap
from reactor.mongo.timers import Timers
from reactor.notify.relay import Relay
from reactor.settings import Settings
from tests.conftest import Eventually
from tests.telephones import telling


@pytest_asyncio.fixture
async def refusing(tmp_path: Path) -> AsyncIterator[tuple[ScoutlyDatabase, Settings]]:
    """A database whose commands can be made to fail."""
    async with TemporaryMongod("--setParameter", "enableTestCommands=1") as server:
        settings = Settings.from_environment(
            mongodb_uri=server.uri, allow_hosts=("127.0.0.1",), log_dir=tmp_path
        )
        client = driver.connect(server.uri)
        database = ScoutlyDatabase(client, "scoutly")
        await bootstrap(database, settings.keep_finished)
        yield database, settings
        await driver.disconnect(client)


async def _fail_claims(database: ScoutlyDatabase, times: int, code: int) -> None:
    data: dict[str, Any] = {"failCommands": ["findAndModify"], "errorCode": code, "errorLabels": []}
    fail = {"configureFailPoint": "failCommand", "mode": {"times": times}, "data": data}
    await database.client.admin.command(fail)


@dataclass
class Telephone:
    """Rings at its first message, and answers no message before it may."""

    rang: asyncio.Event = field(default_factory=asyncio.Event)
    answers: asyncio.Event = field(default_factory=asyncio.Event)
    titles: list[str] = field(default_factory=list)

    async def ring(self, request: web.Request) -> web.Response:
        """Receive a message."""
        self.rang.set()
        await self.answers.wait()
        self.titles.append((await request.json())["title"])
        return web.Response()


@pytest.mark.parametrize(
    ("code", "times"),
    [(189, 2), (8000, 1)],
    ids=["stepped down", "not foreseen"],
)
async def test_a_refused_claim_ends_no_letter_that_is_on_its_way(
    refusing: tuple[ScoutlyDatabase, Settings], eventually: Eventually, code: int, times: int
) -> None:
    database, settings = refusing
    phone, app = Telephone(), web.Application()
    app.add_routes([web.post("/x", phone.ring)])
    server = TestServer(app)
    await server.start_server()
    url = f"json://127.0.0.1:{server.port}/x?rto=60"
    ada = await database.users.insert_one({"email": "ada@example.org", "notifyUrls": [url]})
    outbox = Outbox(database)
    relay = Relay(outbox, telling(settings, url), patience=60)
    await Timers(database).set_in("lease", "me", timedelta(minutes=10))
    await outbox.put(Notice("recovered", "1", {"company": "Acme"}))
    async with asyncio.TaskGroup() as group:
        group.create_task(relay.run(lambda: "me"))
        relay.wake()
        await asyncio.wait_for(phone.rang.wait(), 20)
        await _fail_claims(database, times, code)
        bolt = {"company": "Bolt"}
        await outbox.put(Notice("recovered", "2", bolt, user=ada.inserted_id, own=True))
        relay.wake()
        await _refused(database, times)
        assert await database.notifications.find_one({"state": "sending"})
        phone.answers.set()
        relay.wake()

        async def both_sent() -> bool:
            return await database.notifications.count_documents({"state": "sent"}) == 2

        await eventually(both_sent, within=60)
        relay.stop()
    await server.close()
    assert sorted(phone.titles) == ["Acme works again", "Bolt works again"]


async def _refused(database: ScoutlyDatabase, times: int) -> None:
    """Return once so many claims were refused."""
    wait = {"waitForFailPoint": "failCommand", "timesEntered": times, "maxTimeMS": 40_000}
    await database.client.admin.command(wait)
