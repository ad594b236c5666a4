"""A client of the Chrome DevTools Protocol over one WebSocket: commands, replies and events."""

import asyncio
import json
from collections.abc import Callable, Mapping
from itertools import count
from typing import Any

import aiohttp

MAX_MESSAGE = 9_000_000
"""Bytes of one message from the browser; pages and responses have lower limits."""

_PATIENCE = 10.0

Listener = Callable[[str, Mapping[str, Any]], None]


class CdpError(Exception):
    """The browser refused a command, did not reply, or is gone."""


class ConnectionLostError(CdpError):
    """The connection is closed: the browser crashed, was stopped, or ended the page."""


class CdpConnection:
    """One connection to a browser.

    Args:
        socket: an open WebSocket.

    Attributes:
        listener: called with each event's method and parameters; `session` is the event's session.
    """

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = count(1)
        self._asked: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._lost: str = ""
        self.listener: Listener = lambda _method, _event: None

    async def listen(self) -> None:
        """Process messages until the connection closes."""
        try:
            async for message in self._socket:
                if message.type is aiohttp.WSMsgType.TEXT:
                    self._take(message.data)
        finally:
            self._lost = "the browser hung up"
            for waiting in self._asked.values():
                if not waiting.done():
                    waiting.set_exception(ConnectionLostError(self._lost))

    async def call(
        self,
        method: str,
        params: Mapping[str, Any] | None = None,
        *,
        session: str = "",
        within: float = _PATIENCE,
    ) -> dict[str, Any]:
        """The browser's reply to a command.

        Args:
            method: name of the command.
            params: its parameters.
            session: the page's session; `""` for the browser itself.
            within: seconds to wait for the reply.

        Raises:
            CdpError: the command was refused, or not answered in time.
            ConnectionLostError: the connection is closed.
        """
        number = next(self._numbers)
        answer: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._asked[number] = answer
        try:
            if self._lost:
                raise ConnectionLostError(self._lost)
            async with asyncio.timeout(within):
                await self._send(number, method, params, session)
                return await answer
        except TimeoutError:
            raise CdpError(f"{method} was not answered within {within:g} s") from None
        except (aiohttp.ClientError, OSError) as error:
            raise ConnectionLostError(f"{method} was not sent: {error}") from None
        finally:
            del self._asked[number]

    async def tell(
        self, method: str, params: Mapping[str, Any] | None = None, *, session: str = ""
    ) -> None:
        """Send a command and ignore the reply; connection errors are ignored too."""
        try:
            await self._send(next(self._numbers), method, params, session)
        except (aiohttp.ClientError, OSError):
            return

    async def _send(
        self, number: int, method: str, params: Mapping[str, Any] | None, session: str
    ) -> None:
        message = {"id": number, "method": method, "params": dict(params or {})}
        await self._socket.send_json({**message, "sessionId": session} if session else message)

    def _take(self, data: str) -> None:
        """Process one message; anything outside the protocol is ignored."""
        try:
            message = json.loads(data)
        except (ValueError, RecursionError):
            return
        if not isinstance(message, dict):
            return
        if isinstance(message.get("method"), str):
            params = message.get("params")
            event = params if isinstance(params, dict) else {}
            self.listener(message["method"], {**event, "session": message.get("sessionId", "")})
            return
        waiting = self._asked.get(message.get("id", 0))
        if waiting is None or waiting.done():
            return
        if isinstance(refusal := message.get("error"), dict):
            waiting.set_exception(CdpError(str(refusal.get("message", "refused"))[:200]))
        else:
            result = message.get("result")
            waiting.set_result(result if isinstance(result, dict) else {})
