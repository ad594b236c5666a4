"""Both browsers, where they are installed: on PATH, beside Python, or where a variable says."""

import asyncio
import os
import shutil
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port
from yarl import URL

from reactor.fetch.address_policy import AddressPolicy
from reactor.fetch.browser.proxy import DialRules
from reactor.fetch.browser.rendering import Browser
from tests.browsers.pages import NUMBER, PAGES

HOST, OTHER = "acme.example", "other.example"
PROGRAMS = {
    "lightpanda": ("TEST_LIGHTPANDA", ("lightpanda",)),
    "chromium": ("TEST_CHROMIUM", ("chromium-headless-shell", "chromium", "chromium-browser")),
}


@dataclass(frozen=True, slots=True)
class Running:
    """A browser that runs."""

    kind: str
    address: str

    def showing(self, site: str, *, time_limit: float = 30.0, policy: str = "") -> Browser:
        """It shows what `site` serves under two names, and nothing else of this machine."""
        allowed = AddressPolicy.allowing([policy] if policy else [])
        gate = DialRules(allowed, {HOST: URL(site), OTHER: URL(site)})
        return Browser(self.address, "127.0.0.1", gate, time_limit=time_limit)


def program(kind: str) -> str:
    """Where a browser is installed; `""` if nowhere."""
    variable, names = PROGRAMS[kind]
    beside = str(Path(sys.executable).parent)
    path = os.pathsep.join((beside, os.environ.get("PATH", "")))
    found = (shutil.which(name, path=path) for name in names)
    return os.environ.get(variable) or next(filter(None, found), "")


LIGHTPANDA = (
    *("serve", "--load-resources", "iframe", "--v8-max-heap-mb", "256"),
    *("--http-proxy", "http://127.0.0.1:1", "--port"),
)
CHROMIUM = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"),
    # What makes it harder for us: windows open, and each site has a process of its own.
    *("--disable-popup-blocking", "--site-per-process", "--js-flags=--max-old-space-size=256"),
)


def command(kind: str, port: int, folder: Path) -> list[str]:
    """How it is started: with what the README asks for, and nothing that would spare us care."""
    if kind == "lightpanda":
        return [program(kind), *LIGHTPANDA, str(port)]
    own = (f"--remote-debugging-port={port}", f"--user-data-dir={folder}", "about:blank")
    return [program(kind), *CHROMIUM, *own]


@asynccontextmanager
async def started(kind: str, folder: Path, *without: str) -> AsyncIterator[Running]:
    """A browser of its own, ended afterwards with all its processes."""
    port = unused_port()
    arguments = [each for each in command(kind, port, folder) if each not in without]
    process = await asyncio.create_subprocess_exec(
        *arguments,
        env={
            "LIGHTPANDA_DISABLE_TELEMETRY": "true",
            "HOME": str(folder),
            "PATH": os.environ["PATH"],
        },
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        running = Running(kind, f"http://127.0.0.1:{port}")
        await _ready(port)
        yield running
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        await process.wait()


async def _ready(port: int) -> None:
    """Wait until it listens."""
    async with asyncio.timeout(60):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)
            else:
                return writer.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session", params=sorted(PROGRAMS))
async def running(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Running]:
    """Each of the browsers in turn."""
    kind = request.param
    if not program(kind):
        pytest.skip(f"{kind} is neither on PATH nor named by {PROGRAMS[kind][0]}")
    async with started(kind, tmp_path_factory.mktemp(kind)) as found:
        yield found


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def site() -> AsyncIterator[str]:
    """A site of pages that are made by scripts, the good ones and the bad."""
    app = web.Application()
    for path, text in PAGES.items():
        app.router.add_get(path, _serving(path, text))
    app.router.add_get("/api/jobs", _jobs)
    app.router.add_get("/jobs/{number}", _job)
    app.router.add_get("/redirect", _redirect)
    app.router.add_get("/large", _large)
    app.router.add_get("/drip", _drip)
    async with TestServer(app) as server:
        yield str(server.make_url("/"))


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def _serving(path: str, text: str) -> Handler:
    kind = "text/javascript" if path.endswith(".js") else "text/html"

    async def serve(_: web.Request) -> web.Response:
        return web.Response(text=text, content_type=kind)

    return serve


async def _jobs(_: web.Request) -> web.Response:
    found = [{"id": number, "title": f"Welder {number}"} for number in range(1, NUMBER + 1)]
    return web.json_response({"jobs": found})


async def _job(request: web.Request) -> web.Response:
    """A posting whose page, too, is made by scripts."""
    text = "You weld ships by hand, with care and by the book, and teach others to. " * 9
    make = f"`<main><h1>Welder {request.match_info['number']}</h1><p>{text}</p></main>`"
    script = f"<script>document.getElementById('root').innerHTML = {make}</script>"
    return web.Response(text=f'<div id="root"></div>{script}', content_type="text/html")


async def _redirect(request: web.Request) -> web.Response:
    return web.Response(status=302, headers={"Location": request.query["to"]})


async def _large(request: web.Request) -> web.StreamResponse:
    """A hundred megabytes, as far as anybody takes them."""
    answer = web.StreamResponse()
    await answer.prepare(request)
    with suppress(ConnectionError):
        for _ in range(100):
            await answer.write(b"x" * 1_000_000)
    return answer


async def _drip(request: web.Request) -> web.StreamResponse:
    """An answer that never ends."""
    answer = web.StreamResponse()
    await answer.prepare(request)
    with suppress(ConnectionError):
        while True:
            await answer.write(b" ")
            await asyncio.sleep(0.2)
    return answer
