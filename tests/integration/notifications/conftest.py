"""Telephones on loopback, and reactors that tell people."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer

from reactor.core.assembly import Core
from reactor.core.dispatch.runner import Runner
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.notifications.outbox import Outbox
from reactor.notify.relay import Relay
from reactor.pipeline import Pipeline
from reactor.settings import Settings
from tests.telephones import Finds, Notifying, Phone, telling


@pytest_asyncio.fixture
async def phone() -> AsyncIterator[Phone]:
    here = Phone()
    app = web.Application()
    app.add_routes([web.post("/{name}", here.answer)])
    server = TestServer(app)
    # Whoever hangs up does not leave us waiting for ever.
    await server.start_server(shutdown_timeout=0.1)
    here.port = server.port or 0
    yield here
    await server.close()


@pytest.fixture
def notifying(database: ScoutlyDatabase, settings: Settings, phone: Phone) -> Notifying:
    """A reactor that tells people, for as long as the block runs; settings can be changed."""

    @asynccontextmanager
    async def run(finds: Finds, **changed: Any) -> AsyncIterator[Relay]:
        theirs = telling(settings, phone.url(), **changed)
        relay = Relay(Outbox(database), theirs, patience=5)
        runner = Runner(database, cast(Pipeline, finds), theirs)
        core, started = Core(database, theirs, runner, relay.wake), asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(core.run(started))
            await started.wait()
            group.create_task(relay.run(lambda: core.owner))
            yield relay
            core.stop()
            relay.stop()

    return run
