"""A process killed while its message is on its way: the message comes once."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL
from pathlib import Path

from aiohttp import web
from aiohttp.test_utils import TestServer

from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.notifications.notice import Notice
from reactor.mongo.notifications.outbox import Outbox
from reactor.notify.relay import Relay
from reactor.settings import Settings
from tests.telephones import telling

_ROOT = Path(__file__).parents[2]
_SENDER = """
import asyncio
from reactor.mongo.connection import open_database
from reactor.mongo.notifications.outbox import Outbox
from reactor.notify.relay import Relay
from reactor.settings import Settings

settings = Settings.from_environment()
asyncio.run(Relay(Outbox(open_database(settings)), settings).send_all("doomed"))
"""


async def test_a_reactor_killed_while_it_sends_does_not_make_a_message_come_twice(
    settings: Settings, database: ScoutlyDatabase
) -> None:
    calls: list[str] = []
    rang, over = asyncio.Event(), asyncio.Event()

    async def answer(request: web.Request) -> web.Response:
        calls.append((await request.json())["title"])
        rang.set()
        await over.wait()
        return web.Response()

    app = web.Application()
    app.add_routes([web.post("/ada", answer)])
    server = TestServer(app)
    await server.start_server()
    url = f"json://127.0.0.1:{server.port}/ada?rto=20"
    outbox = Outbox(database)
    await outbox.put(Notice("recovered", "a run", {"company": "Acme"}))
    doomed = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _SENDER, cwd=_ROOT, stdout=DEVNULL,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(_ROOT),
            "MONGODB_URI": settings.mongodb_uri.get_secret_value(),
            "REACTOR_NOTIFY_URLS": url,
        },
    )  # fmt: skip
    await asyncio.wait_for(rang.wait(), 20)
    doomed.send_signal(signal.SIGKILL)
    await doomed.wait()
    over.set()
    for _ in range(2):
        await Relay(outbox, telling(settings, url)).send_all("the next one")
    await server.close()
    assert calls == ["Acme works again"]
    assert await database.notifications.find_one({"state": "unsure"})
