"""MongoDB refuses the claim of a letter while another is on its way: both arrive, once."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer

from reactor.mongo import driver
from reactor.mongo.bootstrap import bootstrap
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.embedded import EmbeddedMongod
from reactor.mongo.notices import Notice
from reactor.mongo.notifications import Outbox
from reactor.mongo.timers import Timers
from reactor.notify.relay import Relay
from reactor.settings import Settings
from tests.conftest import Eventually

_STEPPED_DOWN = 189
_NOT_FORESEEN = 8000


@pytest_asyncio.fixture
async def refusing(tmp_path: Path) -> AsyncIterator[tuple[ScoutlyDatabase, Settings]]:
    """A database whose commands can be made to fail."""
    async with EmbeddedMongod("--setParameter", "enableTestCommands=1") as server:
        settings = Settings.from_environment(
            mongodb_uri=server.uri, allow_hosts=("127.0.0.1",), log_dir=tmp_path
        )
        client = driver.connect(server.uri)
        database = ScoutlyDatabase(client, "scoutly")
        await bootstrap(database, settings.keep_finished)
        yield database, settings
        await driver.disconnect(client)


async def _fail_claims(database: ScoutlyDatabase, times: int, code: int) -> None:
    data = {"failCommands": ["findAndModify"], "errorCode": code, "errorLabels": []}
    fail = {"configureFailPoint": "failCommand", "mode": {"times": times}, "data": data}
    await database.client.admin.command(fail)


async def _both_arrive_once(
    database: ScoutlyDatabase, settings: Settings, eventually: Eventually, code: int
) -> None:
    arrived: list[str] = []
    rang, over = asyncio.Event(), asyncio.Event()

    async def answer(request: web.Request) -> web.Response:
        title = (await request.json())["title"]
        if title.startswith("Slow"):
            rang.set()
            await over.wait()
        arrived.append(title)
        return web.Response()

    app = web.Application()
    app.add_routes([web.post("/x", answer)])
    server = TestServer(app)
    await server.start_server()
    url = f"json://127.0.0.1:{server.port}/x?rto=60"
    theirs = Settings.from_environment(**settings.model_dump() | {"notify_urls": url})
    outbox, relay = Outbox(database), Relay(Outbox(database), theirs, patience=60)
    await Timers(database).set_in("lease", "me", timedelta(minutes=10))
    await outbox.put(Notice("recovered", "1", {"company": "Slow"}))
    async with asyncio.TaskGroup() as group:
        group.create_task(relay.run(lambda: "me"))
        relay.wake()
        await asyncio.wait_for(rang.wait(), 20)
        own = {"_id": "ada", "kind": "recovered", "facts": {"company": "Second"}, "own": False}
        await database.notifications.insert_one({**own, "state": "waiting", "attempts": 0})
        ada = await database.users.insert_one({"email": "ada@example.org", "notifyUrls": [url]})
        to_ada = {"$set": {"own": True, "user": ada.inserted_id}}
        await database.notifications.update_one({"_id": "ada"}, to_ada)
        await _fail_claims(database, 2, code)
        relay.wake()
        await eventually(lambda: _refused(database, 2))
        assert await database.notifications.find_one({"state": "sending"})
        over.set()
        relay.wake()

        async def both_sent() -> bool:
            return await database.notifications.count_documents({"state": "sent"}) == 2

        await eventually(both_sent, within=30)
        relay.stop()
    await server.close()
    assert sorted(arrived) == ["Second works again", "Slow works again"]


async def _refused(database: ScoutlyDatabase, times: int) -> bool:
    """Whether so many claims were refused."""
    wait = {"waitForFailPoint": "failCommand", "timesEntered": times, "maxTimeMS": 10_000}
    await database.client.admin.command(wait)
    return True


async def test_a_step_down_between_two_claims_loses_no_letter(
    refusing: tuple[ScoutlyDatabase, Settings], eventually: Eventually
) -> None:
    await _both_arrive_once(*refusing, eventually, _STEPPED_DOWN)
