"""A running reactor, a careers site for it, and a real mongosh to edit with."""

import asyncio
import json
import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer

from reactor.app import Reactor
from reactor.logs import configure_logs
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings

Mongosh = Callable[[str], Awaitable[Any]]

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


@pytest.fixture(scope="session")
def mongosh_program() -> Path:
    """The mongosh on PATH, else one from npm, installed once for this machine's user."""
    if found := shutil.which("mongosh"):
        return Path(found)
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("neither mongosh nor npm is here")
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    folder = cache / "scoutly-reactor-tests"
    program = folder / "node_modules" / ".bin" / "mongosh"
    if not program.exists():
        folder.mkdir(parents=True, exist_ok=True)
        installed = subprocess.run(
            [npm, "install", "--prefix", str(folder), "--no-fund", "--no-audit", "mongosh@2"],
            check=False,
            capture_output=True,
            text=True,
            timeout=600,
        )
        if installed.returncode != 0:
            pytest.skip(f"npm cannot install mongosh: {installed.stderr[-300:]}")
    return program


@pytest.fixture
def mongosh(mongosh_program: Path, settings: Settings, tmp_path: Path) -> Mongosh:
    """Run JavaScript in a real mongosh on this test's database; gives what it prints as JSON."""

    async def run(script: str) -> Any:
        process = await asyncio.create_subprocess_exec(
            mongosh_program,
            settings.mongodb_uri.get_secret_value(),
            "--quiet",
            "--norc",
            "--eval",
            f"print(EJSON.stringify((() => {{ {script} }})() ?? null))",
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=os.environ | {"HOME": str(tmp_path)},
        )
        output, errors = await process.communicate()
        assert process.returncode == 0, f"{output.decode()}{errors.decode()}"
        return json.loads(output.decode().splitlines()[-1])

    return run
