"""The page, served over a database of the test's own; and a browser that looks at it."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from reactor.core.liveness.health import HealthCheck
from reactor.core.liveness.heartbeat import Heartbeat
from reactor.metrics.counts import Counts
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.outage_retry import Availability
from reactor.settings import Settings
from reactor.web.server import web_server
from tests import chromium
from tests.chromium import Tab
from tests.mongosh import mongosh, mongosh_program

__all__ = ["mongosh", "mongosh_program"]  # fixtures


@dataclass(frozen=True, slots=True)
class Served:
    """A page that is served.

    Attributes:
        address: without a slash at its end.
        session: follows no redirects, and keeps cookies.
        database: what the page shows.
    """

    address: str
    session: aiohttp.ClientSession
    database: ScoutlyDatabase

    async def get(self, path: str, **headers: str) -> str:
        """The text of a page that is there; `Accept_Language="de"` is a header."""
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        async with self.session.get(path, headers=said, allow_redirects=False) as answer:
            assert answer.status == 200, f"{path}: {answer.status} {await answer.text()}"
            return await answer.text()

    async def json(self, path: str) -> Any:
        """What a program reads there."""
        async with self.session.get(path, headers={"Accept": "application/json"}) as answer:
            assert answer.status == 200, f"{path}: {answer.status} {await answer.text()}"
            return await answer.json()

    async def post(self, path: str, htmx: bool = False, **fields: str) -> tuple[int, str, str]:
        """Send a form as this page's own: the status, where it leads, and the text."""
        said = {"Origin": self.address} | ({"HX-Request": "true"} if htmx else {})
        async with self.session.post(
            path, data=fields, headers=said, allow_redirects=False
        ) as answer:
            return answer.status, answer.headers.get("Location", ""), await answer.text()


@asynccontextmanager
async def serving(
    settings: Settings, database: ScoutlyDatabase, **changes: Any
) -> AsyncIterator[Served]:
    """The page with some settings changed."""
    pulse = Heartbeat()
    pulse.opened.set()
    changed = Settings.from_environment(**settings.model_dump() | changes)
    health = HealthCheck(pulse, Availability())
    jar = aiohttp.CookieJar(unsafe=True)  # cookies of an address without a name
    async with (
        web_server(changed, database, health, Counts()) as address,
        aiohttp.ClientSession(address, cookie_jar=jar) as session,
    ):
        yield Served(address, session, database)


@pytest_asyncio.fixture
async def served(settings: Settings, database: ScoutlyDatabase) -> AsyncIterator[Served]:
    """The page over an empty database."""
    async with serving(settings, database) as page:
        yield page


@asynccontextmanager
async def plans(database: ScoutlyDatabase) -> AsyncIterator[list[tuple[str, str]]]:
    """Filled at the end with the collections that were asked, and how each was searched."""
    found: list[tuple[str, str]] = []
    async with profiled(database) as asked:
        yield found
    found += [(str(each["ns"]).rpartition(".")[2], str(each["planSummary"])) for each in asked]


@asynccontextmanager
async def profiled(database: ScoutlyDatabase) -> AsyncIterator[list[dict[str, Any]]]:
    """Filled at the end with what MongoDB says of every search: `system.profile`."""
    found: list[dict[str, Any]] = []
    await database.handle.command("profile", 2)
    try:
        yield found
    finally:
        await database.handle.command("profile", 0)
        kept = database["system.profile"]
        found += await kept.find({"planSummary": {"$exists": True}}).to_list(None)
        await kept.drop()


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a real browser listens, one for all tests of a process."""
    if not chromium.program():
        pytest.skip(f"none of {', '.join(chromium.NAMES)} is on PATH, nor named by TEST_CHROMIUM")
    with chromium.started(tmp_path_factory.mktemp("chromium")) as address:
        yield address


@pytest_asyncio.fixture
async def tab(browser: str) -> AsyncIterator[Tab]:
    """A tab in a browser that has never been anywhere."""
    async with chromium.connected(browser) as talking, talking.tab() as opened:
        yield opened
