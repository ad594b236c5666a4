"""Locates the configured browser and connects to it."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from yarl import URL

from reactor.errors import BrowserAwayError
from reactor.fetch.browser.cdp import MAX_MESSAGE, CdpConnection

_PATIENCE = 8.0
_MAX_VERSION = 10_000
_PAUSE = 120.0
"""Seconds until a job that needs the browser tries again."""


@asynccontextmanager
async def connected(address: str) -> AsyncIterator[CdpConnection]:
    """A connection to the browser at `address`, which processes messages during the block.

    Args:
        address: `http://host:port`, which states the WebSocket's address, or the WebSocket itself.

    Raises:
        BrowserAwayError: the browser is unreachable.
    """
    limits = aiohttp.ClientTimeout(total=None, connect=_PATIENCE, sock_connect=_PATIENCE)
    # Each connection is closed after its response: some browsers accept only one or two.
    connector = aiohttp.TCPConnector(force_close=True)
    async with aiohttp.ClientSession(
        connector=connector, timeout=limits, trust_env=False
    ) as session:
        try:
            async with asyncio.timeout(_PATIENCE):
                found = await _socket_address(session, URL(address))
                opened = await session.ws_connect(found, max_msg_size=MAX_MESSAGE, autoping=True)
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
    """Close a connection, whether or not the browser confirms."""
    try:
        async with asyncio.timeout(1):
            await opened.close()
    except (TimeoutError, aiohttp.ClientError, OSError):
        return


async def _socket_address(session: aiohttp.ClientSession, address: URL) -> URL:
    """The address of the browser's WebSocket.

    Raises:
        aiohttp.ClientError: the browser does not answer.
        OSError: its name does not resolve.
        ValueError: the answer contains no address.
    """
    address = await _by_number(address)
    if address.scheme in ("ws", "wss"):
        return address
    async with session.get(address / "json/version") as answer:
        path = _path_in(await answer.content.read(_MAX_VERSION))
    # The browser states its host as it sees itself, for example a container's loopback.
    scheme = "wss" if address.scheme == "https" else "ws"
    return address.with_scheme(scheme).with_path(path or "/")


def _path_in(version: bytes) -> str:
    """The path of the WebSocket in a browser's version document.

    Raises:
        ValueError: the document is not a browser's.
    """
    try:
        told = json.loads(version)
        return URL(told["webSocketDebuggerUrl"]).path
    except (ValueError, TypeError, LookupError, RecursionError):
        raise ValueError("what answers there is no browser") from None


async def _by_number(address: URL) -> URL:
    """The address with its host as a number, because Chromium accepts no other host names.

    With TLS the name stays: the certificate is issued for it.
    """
    if address.scheme in ("https", "wss"):
        return address
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(
        address.raw_host or "", address.port or 80, type=socket.SOCK_STREAM
    )
    return address.with_host(str(found[0][4][0]))
