"""What is at the browser's address is told from a browser."""

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from reactor.errors import BrowserAwayError
from reactor.fetch.browser.endpoint import connected


@pytest.mark.parametrize(
    "told",
    ["", "{}", "[]", "null", "7", '{"webSocketDebuggerUrl": 7}', "<html>", "\x00", "[" * 9_000],
)
async def test_what_is_no_browser_is_told_as_that(told: str) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(text=told, content_type="application/json")

    app = web.Application()
    app.router.add_get("/json/version", answer)
    async with TestServer(app) as server:
        with pytest.raises(BrowserAwayError, match="what answers there is no browser"):
            async with connected(str(server.make_url("/"))):
                pytest.fail("there is none")


async def test_one_that_tells_of_a_socket_that_is_none_cannot_be_reached() -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.json_response({"webSocketDebuggerUrl": "ws://127.0.0.1/devtools/browser/1"})

    app = web.Application()
    app.router.add_get("/json/version", answer)
    async with TestServer(app) as server:
        with pytest.raises(BrowserAwayError, match="cannot be reached"):
            async with connected(str(server.make_url("/"))):
                pytest.fail("there is none")
