"""A careers site on loopback whose answers a test holds back, and a proxy before a reactor."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer
from multidict import CIMultiDict
from yarl import URL

from reactor.web.handlers import Handler
from tests.acceptance.conftest import careers_site

_OUTSIDE = 418
_OF_ONE_CONNECTION = ("Connection", "Transfer-Encoding", "Content-Length", "Keep-Alive")


@dataclass(frozen=True, slots=True)
class Careers:
    """A careers site.

    Attributes:
        url: its list of postings.
        answers: while this is not set, whoever asks waits.
    """

    url: str
    answers: asyncio.Event


@asynccontextmanager
async def careers() -> AsyncIterator[Careers]:
    """A careers site with two postings, which answers."""
    answers = asyncio.Event()
    answers.set()

    @web.middleware
    async def held(request: web.Request, handler: Handler) -> web.StreamResponse:
        await answers.wait()
        return await handler(request)

    app = careers_site()
    app.middlewares.append(held)
    async with TestServer(app) as server:
        try:
            yield Careers(str(server.make_url("/careers")), answers)
        finally:
            answers.set()


@asynccontextmanager
async def behind_proxy(
    address: str, folder: str, *, kept: bool = False, **headers: str
) -> AsyncIterator[str]:
    """A proxy of one folder, which answers 418 outside of it; gives its address.

    Args:
        address: of the reactor.
        folder: such as `/scoutly`.
        kept: whether the folder is left in the path that the reactor is asked for.
        headers: what the proxy says more; `X_Forwarded_Prefix="/scoutly"` is a header.
    """
    told = {name.replace("_", "-"): value for name, value in headers.items()}

    async def ask(request: web.Request) -> web.StreamResponse:
        path = request.raw_path.removeprefix(folder)
        if path == request.raw_path or not path.startswith(("/", "?")):
            return web.Response(status=_OUTSIDE)
        said = CIMultiDict(request.headers)
        said.update(told, Host=request.host)
        async with session.request(
            request.method,
            URL(f"{address}{folder if kept else ''}{path}", encoded=True),
            headers=said,
            data=await request.read(),
            allow_redirects=False,
        ) as answer:
            return await _hand_on(request, answer)

    jar = aiohttp.DummyCookieJar()
    async with aiohttp.ClientSession(auto_decompress=False, cookie_jar=jar) as session:
        server = TestServer(_everything_to(ask))
        # A page's stream, which is open still, is not waited for.
        await server.start_server(shutdown_timeout=0.1)
        try:
            yield str(server.make_url("")).rstrip("/")
        finally:
            await server.close()


def _everything_to(handler: Handler) -> web.Application:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handler)
    return app


async def _hand_on(request: web.Request, answer: aiohttp.ClientResponse) -> web.StreamResponse:
    """Give the browser what the reactor answers, each part as it comes."""
    kept = CIMultiDict(answer.headers)
    for name in _OF_ONE_CONNECTION:
        kept.popall(name, None)
    given = web.StreamResponse(status=answer.status, headers=kept)
    await given.prepare(request)
    async for part in answer.content.iter_any():
        await given.write(part)
    return given
