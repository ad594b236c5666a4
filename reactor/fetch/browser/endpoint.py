"""Finding a browser by the address in the settings, and connecting to it."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from yarl import URL

from reactor.errors import BrowserAwayError
from reactor.fetch.browser.cdp import LONGEST_MESSAGE, CdpConnection

_PATIENCE = 8.0
_LONGEST_VERSION = 10_000
_PAUSE = 120.0
"""Seconds until a job that needs the browser asks for it again."""


@asynccontextmanager
async def connected(address: str) -> AsyncIterator[CdpConnection]:
    """A connection to the browser at `address`, listened to inside.

    Args:
        address: `http://host:port`, where the browser tells its WebSocket, or that itself.

    Raises:
        BrowserAwayError: it cannot be reached.
    """
    limits = aiohttp.ClientTimeout(total=None, connect=_PATIENCE, sock_connect=_PATIENCE)
    # Each connection is closed after its answer: some browsers take only one or two.
    connector = aiohttp.TCPConnector(force_close=True)
    async with aiohttp.ClientSession(
        connector=connector, timeout=limits, trust_env=False
    ) as session:
        try:
            async with asyncio.timeout(_PATIENCE):
                found = await _socket_address(session, URL(address))
                opened = await session.ws_connect(
                    found, max_msg_size=LONGEST_MESSAGE, autoping=True
                )
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
            why = str(error) or type(error).__name__
            raise BrowserAwayError(
                f"the browser that REACTOR_BROWSER_URL names cannot be reached: {why[:200]}",
                delay=_PAUSE,
            ) from None
        cdp = CdpConnection(opened)
        listening = asyncio.create_task(cdp.listen())
        try:
            yield cdp
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
            await _hang_up(opened)


async def _hang_up(opened: aiohttp.ClientWebSocketResponse) -> None:
    """Close a connection, whether the browser takes note of that or not."""
    try:
        async with asyncio.timeout(1):
            await opened.close()
    except (TimeoutError, aiohttp.ClientError, OSError):
        return


async def _socket_address(session: aiohttp.ClientSession, address: URL) -> URL:
    """The browser's WebSocket.

    Raises:
        aiohttp.ClientError: nobody tells.
        OSError: its name does not resolve.
        ValueError: what is told is no address.
    """
    address = await _by_number(address)
    if address.scheme in ("ws", "wss"):
        return address
    async with session.get(address / "json/version") as answer:
        path = _path_in(await answer.content.read(_LONGEST_VERSION))
    # What it says of its host is how it sees itself, which may be a container's loopback.
    scheme = "wss" if address.scheme == "https" else "ws"
    return address.with_scheme(scheme).with_path(path or "/")


def _path_in(version: bytes) -> str:
    """The path of the WebSocket that a browser tells of.

    Raises:
        ValueError: it is not what a browser tells.
    """
    try:
        told = json.loads(version)
        return URL(told["webSocketDebuggerUrl"]).path
    except (ValueError, TypeError, LookupError, RecursionError):
        raise ValueError("what answers there is no browser") from None


async def _by_number(address: URL) -> URL:
    """The same address with its host in numbers: Chromium answers to no other names.

    With TLS the name stays: the certificate is made out to it.
    """
    if address.scheme in ("https", "wss"):
        return address
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(
        address.raw_host or "", address.port or 80, type=socket.SOCK_STREAM
    )
    return address.with_host(str(found[0][4][0]))
