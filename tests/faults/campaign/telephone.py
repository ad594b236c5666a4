"""Where the reactors tell their operator of matches: what is told twice was doubled."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from aiohttp.test_utils import TestServer


class Telephone:
    """An endpoint that Apprise's `json://` speaks to.

    Attributes:
        url: its Apprise URL, once it is served.
        told: how often each match was told: the person and the posting's address.
    """

    def __init__(self) -> None:
        self.url = ""
        self.told: Counter[str] = Counter()

    @asynccontextmanager
    async def serve(self) -> AsyncIterator[None]:
        """Serve it on loopback, at `url`."""
        app = web.Application()
        app.add_routes([web.post("/operator", self._answer)])
        async with TestServer(app) as server:
            self.url = f"json://127.0.0.1:{server.port}/operator"
            yield

    async def _answer(self, request: web.Request) -> web.Response:
        lines = (await request.json())["message"].splitlines()
        person = next((line for line in lines if line.startswith("For ")), "")
        self.told.update(f"{person}: {line}" for line in lines if line.startswith("http"))
        return web.Response()
