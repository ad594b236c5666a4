"""A running reactor, a careers site for it, and a real mongosh to edit with."""

import asyncio
from collections.abc import AsyncIterator

import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer

from reactor.app import Reactor
from reactor.logs import configure_logs
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.mongosh import mongosh, mongosh_program

__all__ = ["mongosh", "mongosh_program"]  # fixtures

_PAGE = """<html><body><nav><a href="/">Home</a></nav><ul class="jobs">
<li><a href="/careers/senior-python-engineer">Senior Python Engineer</a> Berlin</li>
<li><a href="/careers/pastry-chef">Pastry Chef</a> Paris</li></ul></body></html>"""
_POSTING = """<html><body><h1>{title}</h1><p>Location: Berlin</p><h2>What you bring</h2>
<p>{asked}</p><h2>What we offer</h2><p>A small team, a quiet office, and a say.</p></body>
</html>"""
_ASKED = {
    "senior-python-engineer": "Python, asyncio, MongoDB and Docker, and five years of building"
    " backend services that people rely on every day.",
    "pastry-chef": "Laminated doughs, chocolate work and plated desserts, hygiene in the kitchen,"
    " and five years of baking in a restaurant.",
}


def careers_site() -> web.Application:
    """One company's careers site with two postings."""

    async def careers(_: web.Request) -> web.Response:
        return web.Response(text=_PAGE, content_type="text/html")

    async def posting(request: web.Request) -> web.Response:
        slug = request.match_info["slug"]
        title, asked = slug.replace("-", " ").title(), _ASKED.get(slug, "Patience.")
        shown = _POSTING.format(title=title, asked=asked)
        return web.Response(text=shown, content_type="text/html")

    app = web.Application()
    app.add_routes([web.get("/careers", careers), web.get("/careers/{slug}", posting)])
    return app


@pytest_asyncio.fixture
async def site() -> AsyncIterator[TestServer]:
    """The careers site on loopback."""
    server = TestServer(careers_site())
    await server.start_server()
    yield server
    await server.close()


@pytest_asyncio.fixture
async def running_reactor(settings: Settings, database: ScoutlyDatabase) -> AsyncIterator[Reactor]:
    """The real reactor on this test's database, in this process."""
    assert database.name in settings.mongodb_uri.get_secret_value()
    configure_logs(settings)
    reactor = Reactor(settings)
    async with asyncio.TaskGroup() as group:
        group.create_task(reactor.run())
        await reactor.started.wait()
        yield reactor
        reactor.stop()
