"""The reactor outlives MongoDB's outages, and its own death loses no job."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer
from bson import ObjectId

from reactor.app import Reactor
from reactor.embedded_mongod.temporary import TemporaryMongod
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.setup.bootstrap import bootstrap
from reactor.settings import Settings
from tests.conftest import Eventually


class SlowSite:
    """A careers page that answers when the test lets it."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.open = asyncio.Event()

    async def careers(self, _: web.Request) -> web.Response:
        self.asked.set()
        await self.open.wait()
        return web.Response(text="<html><body>No openings.</body></html>", content_type="text/html")


@pytest_asyncio.fixture
async def own_mongod() -> AsyncIterator[TemporaryMongod]:
    """A mongod that this test may kill."""
    async with TemporaryMongod() as server:
        yield server


@pytest.fixture
def own_settings(settings: Settings, own_mongod: TemporaryMongod) -> Settings:
    return Settings.from_environment(
        **settings.model_dump() | {"mongodb_uri": own_mongod.uri, "lease": "3s"}
    )


@pytest_asyncio.fixture
async def own_database(
    own_mongod: TemporaryMongod, own_settings: Settings
) -> AsyncIterator[ScoutlyDatabase]:
    client = driver.connect(own_mongod.uri)
    scoutly = ScoutlyDatabase(client, "scoutly")
    await bootstrap(scoutly, own_settings.keep_finished)
    yield scoutly
    await driver.disconnect(client)


@pytest_asyncio.fixture
async def slow_site() -> AsyncIterator[tuple[SlowSite, str]]:
    site = SlowSite()
    app = web.Application()
    app.add_routes([web.get("/careers", site.careers)])
    server = TestServer(app)
    await server.start_server()
    yield site, str(server.make_url("/careers"))
    site.open.set()
    await server.close()


async def track(database: ScoutlyDatabase, careers_url: str) -> ObjectId:
    company = await database.companies.insert_one(
        {"companyID": careers_url, "careers_url": careers_url}
    )
    await database.preferences.insert_one(
        {"userId": "ada@example.org", "companyId": company.inserted_id, "rank": 90}
    )
    company_id: ObjectId = company.inserted_id
    return company_id


async def test_a_mongod_that_dies_and_comes_back_loses_no_edit_and_no_run(
    own_mongod: TemporaryMongod,
    own_database: ScoutlyDatabase,
    own_settings: Settings,
    slow_site: tuple[SlowSite, str],
    eventually: Eventually,
) -> None:
    site, address = slow_site
    reactor = Reactor(own_settings)
    async with asyncio.TaskGroup() as group:
        group.create_task(reactor.run())
        await reactor.started.wait()
        first = await track(own_database, address)
        await site.asked.wait()
        own_mongod.process.kill()
        own_mongod.process.wait()
        site.open.set()
        own_mongod.start_process()
        second = await track(own_database, f"{address}?second")
        for company in (first, second):
            done = {"companyId": company, "status": "completed"}
            await eventually(lambda done=done: own_database.jobs.find_one(done), within=60)
        reactor.stop()
    assert await own_database.jobs.count_documents({"status": "processing"}) == 0


async def test_a_killed_reactor_loses_no_job(
    own_mongod: TemporaryMongod,
    own_database: ScoutlyDatabase,
    slow_site: tuple[SlowSite, str],
    tmp_path: Path,
    eventually: Eventually,
) -> None:
    site, address = slow_site
    environment = {
        "PATH": os.environ["PATH"],
        "MONGODB_URI": own_mongod.uri,
        "REACTOR_LOG_DIR": str(tmp_path),
        "REACTOR_ALLOW_HOSTS": "127.0.0.1",
        "REACTOR_LEASE": "3s",
        "REACTOR_HTTP_PORT": "0",
    }

    @asynccontextmanager
    async def reactor() -> AsyncIterator[asyncio.subprocess.Process]:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "reactor", "run",
            cwd=tmp_path, env=environment, stdout=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        try:
            yield process
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()

    company = await track(own_database, address)
    async with reactor() as killed:
        await site.asked.wait()
        killed.send_signal(signal.SIGKILL)
        await killed.wait()
    site.open.set()
    async with reactor() as second:
        done = {"companyId": company, "status": "completed"}
        job = await eventually(lambda: own_database.jobs.find_one(done), within=30)
        second.send_signal(signal.SIGTERM)
        assert await second.wait() == 0
    assert isinstance(job, dict)
    assert job["crashCount"] == 1


async def test_sigterm_ends_a_reactor_whose_mongod_is_gone(
    own_mongod: TemporaryMongod, tmp_path: Path
) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "MONGODB_URI": own_mongod.uri,
        "REACTOR_LOG_DIR": str(tmp_path),
        "REACTOR_GRACE": "0s",
        "REACTOR_HTTP_PORT": "0",
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "reactor", "run", cwd=tmp_path, env=environment,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout
    async for line in process.stdout:
        if b"looked at every company" in line:
            break
    own_mongod.process.kill()
    own_mongod.process.wait()
    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(30):
        _, errors = await process.communicate()
    assert (process.returncode, errors) == (0, b"")
