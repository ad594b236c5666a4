"""Limits on connections to the web server: their number, and the time of each request."""

import asyncio
from collections.abc import Callable, Iterable
from http import HTTPStatus

from aiohttp import web

from reactor.web.handlers import Handler

PATIENCE = 5.0
"""Seconds for the head of a request, then for its body, and then for its answer to be taken."""

MOST = 64
"""Connections at a time."""


class Connections:
    """Makes each connection, passes it on to aiohttp, and knows all that are open.

    When there are too many, the one goes that has waited longest without a request to be answered:
    the container's probe gets its answer while somebody holds sixty-four connections open.

    Args:
        most: how many at a time.
        patience: seconds, as `PATIENCE`.
    """

    def __init__(self, most: int = MOST, patience: float = PATIENCE) -> None:
        self._most = most
        self._patience = patience
        self._server: web.Server | None = None
        self._open: dict[asyncio.BaseTransport, Connection] = {}
        self._read_later: set[web.AbstractRoute] = set()

    def leave_body_to(self, routes: Iterable[web.AbstractRoute]) -> None:
        """Let handlers read what is sent to them, with patience and bounds of their own."""
        self._read_later.update(routes)

    def __len__(self) -> int:
        """How many are open."""
        return len(self._open)

    def open_to(self, server: web.Server) -> None:
        """Let aiohttp's server answer."""
        self._server = server

    def __call__(self) -> asyncio.Protocol:
        """What the event loop tells of a new connection."""
        assert self._server  # noqa: S101 - opened before anything listens
        return Connection(self, self._server(), self._patience)

    def admit(self, connection: "Connection", transport: asyncio.Transport) -> None:
        """Count a connection; the idlest, or this one, is closed if there are too many."""
        self._open[transport] = connection
        if len(self._open) > self._most:
            idlest = next((each for each in self._open.values() if not each.busy), connection)
            idlest.abort()

    def forget(self, transport: asyncio.BaseTransport) -> None:
        """It is closed."""
        self._open.pop(transport, None)

    @web.middleware
    async def serve(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer once the whole request is there; 408 if that takes too long."""
        connection = self._open.get(request.transport) if request.transport else None
        if connection is None:  # it is gone already
            return web.Response(status=HTTPStatus.REQUEST_TIMEOUT)
        request[CONNECTION] = connection
        with connection:
            if request.match_info.route in self._read_later:
                return await handler(request)
            try:
                async with asyncio.timeout(self._patience):
                    await request.read()
            except TimeoutError:
                late = web.Response(text="Too slow\n", status=HTTPStatus.REQUEST_TIMEOUT)
                late.force_close()
                return late
            return await handler(request)


class Connection(asyncio.Protocol):
    """One connection; aiohttp's own handler of it does the work.

    Attributes:
        busy: whether it waits for an answer.
        on_lost: called when it is gone, for an answer that goes on and on.
    """

    def __init__(
        self, connections: Connections, handler: web.RequestHandler, patience: float
    ) -> None:
        self._connections = connections
        self._handler = handler
        self._patience = patience
        self._transport: asyncio.Transport | None = None
        self._stalled: asyncio.TimerHandle | None = None
        self.busy = False
        self.on_lost: Callable[[], None] | None = None

    def __enter__(self) -> None:
        self.busy = True

    def __exit__(self, *_: object) -> None:
        self.busy, self.on_lost = False, None

    def abort(self) -> None:
        """Close it at once."""
        if self._transport is not None:
            self._connections.forget(self._transport)
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """It is there."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - a socket's always is
        self._transport = transport
        self._handler.connection_made(transport)
        self._connections.admit(self, transport)

    def data_received(self, data: bytes) -> None:
        """Something came."""
        self._handler.data_received(data)

    def eof_received(self) -> None:
        """Nothing more comes."""
        self._handler.eof_received()

    def pause_writing(self) -> None:
        """The other side does not take its answer."""
        self._handler.pause_writing()
        loop = asyncio.get_running_loop()
        self._stalled = loop.call_later(self._patience, self.abort)

    def resume_writing(self) -> None:
        """It does now."""
        self._handler.resume_writing()
        if self._stalled is not None:
            self._stalled.cancel()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is gone."""
        if self._stalled is not None:
            self._stalled.cancel()
        if self._transport is not None:
            self._connections.forget(self._transport)
        if self.on_lost is not None:
            self.on_lost()
        self._handler.connection_lost(exc)


CONNECTION: web.RequestKey[Connection] = web.RequestKey("connection", Connection)
"""Which connection a request came on."""
