"""A page in a browser reaches nobody whom the reactor would not dial."""

import asyncio
import contextlib
import re
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from loguru import logger
from yarl import URL

from reactor.errors import BrowserAwayError, LastingError
from reactor.fetch.address_policy import AddressPolicy
from reactor.fetch.browser.proxy import DialRules
from reactor.fetch.browser.rendering import Browser
from tests.browsers.conftest import HOST, Running, program, started

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(120)]

LOOPBACK = ("127.0.0.1", "::1")


@dataclass
class Secret:
    """What only this machine may reach, and what reached it all the same."""

    port: int
    requests: list[bytes] = field(default_factory=list)
    packets: list[bytes] = field(default_factory=list)


class _Packets(asyncio.DatagramProtocol):
    def __init__(self, secret: Secret) -> None:
        self._secret = secret

    def datagram_received(self, data: bytes, _: object) -> None:
        self._secret.packets.append(data)


@asynccontextmanager
async def secret_server() -> AsyncIterator[Secret]:
    """Listens on one port of both loopback addresses, for TCP and for UDP."""
    with socket.socket() as free:
        free.bind((LOOPBACK[0], 0))
        secret = Secret(free.getsockname()[1])

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        secret.requests.append(await reader.read(1_000))
        writer.close()

    loop = asyncio.get_running_loop()
    server = await asyncio.start_server(serve, LOOPBACK, secret.port)
    async with contextlib.AsyncExitStack() as stack:
        await stack.enter_async_context(server)
        for host in LOOPBACK:
            made = await loop.create_datagram_endpoint(
                lambda: _Packets(secret), local_addr=(host, secret.port)
            )
            stack.callback(made[0].close)
        yield secret


@pytest.fixture
def told() -> Iterator[list[str]]:
    """What was logged."""
    lines: list[str] = []
    sink = logger.add(lambda line: lines.append(str(line)), format="{message} {extra}")
    yield lines
    logger.remove(sink)


async def test_no_way_of_a_page_leads_past_the_proxy(
    running: Running, site: str, told: list[str]
) -> None:
    async with secret_server() as secret:
        asked = f"http://{HOST}/hostile?port={secret.port}"
        with contextlib.suppress(LastingError):
            rendered = await running.showing(site).render(asked)
            assert "every way was tried" in rendered.page.text
        # It did try: the proxy saw it, by each name.
        refused = set(re.findall(r"'([^']+:\d+)'", "".join(t for t in told if "kept from" in t)))
        assert {f"127.0.0.1:{secret.port}", f"localhost:{secret.port}"} <= refused
        assert (secret.requests, secret.packets) == ([], [])


@pytest.mark.parametrize("path", ["/leaving", "/to-file"])
async def test_a_page_that_leaves_the_web_is_not_read(
    running: Running, site: str, path: str
) -> None:
    async with secret_server() as secret:
        with contextlib.suppress(LastingError):
            rendered = await running.showing(site).render(f"http://{HOST}{path}?port={secret.port}")
            assert rendered.page.url.startswith(f"http://{HOST}/")
        assert (secret.requests, secret.packets) == ([], [])


async def test_the_same_page_without_a_proxy_would_reach_it(running: Running, site: str) -> None:
    """The fence stands for something: where the house allows the address, it is reached."""
    async with secret_server() as secret:
        browser = running.showing(site, policy="127.0.0.1")
        with contextlib.suppress(LastingError):
            await browser.render(f"http://127.0.0.1:{secret.port}/")
        assert secret.requests


async def test_a_browser_whose_sockets_go_past_the_proxy_is_not_used(
    site: str, tmp_path: Path
) -> None:
    if not program("lightpanda"):
        pytest.skip("lightpanda is not installed")
    flags = ("--http-proxy", "http://127.0.0.1:1")
    async with started("lightpanda", tmp_path, *flags) as careless:
        with pytest.raises(BrowserAwayError, match="--http-proxy"):
            await careless.showing(site).check()
        with pytest.raises(BrowserAwayError, match="--http-proxy"):
            await careless.showing(site).render(f"http://{HOST}/fetch")


async def test_a_browser_that_cannot_reach_the_proxy_is_not_used(
    running: Running, site: str
) -> None:
    browser = Browser(running.address, "127.0.0.2", DialRules(AddressPolicy(), {HOST: URL(site)}))
    await browser.check()
    away = Browser("http://127.0.0.1:1", "127.0.0.1", DialRules(AddressPolicy(), {}))
    with pytest.raises(BrowserAwayError, match="REACTOR_BROWSER_URL"):
        await away.check()
    deaf = Browser(running.address, "192.0.2.1", DialRules(AddressPolicy(), {}))
    with pytest.raises(BrowserAwayError, match="REACTOR_BROWSER_PROXY"):
        await deaf.check()
