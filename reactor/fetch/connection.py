"""Connections with limits on everything a server may send, and with cleaned headers.

aiohttp limits neither informational responses nor the framing of a body. A server can send both
endlessly, at line speed, and parsing them occupies the event loop. They are counted as the bytes
arrive, and a connection that exceeds a limit is closed.
"""

import asyncio
from functools import partial
from http import HTTPStatus
from typing import Any

import aiohttp
from aiohttp import StreamReader
from aiohttp.abc import AbstractResolver
from aiohttp.client_proto import ResponseHandler
from aiohttp.http import RawResponseMessage
from aiohttp.streams import EMPTY_PAYLOAD
from multidict import CIMultiDict, CIMultiDictProxy

MAX_INFORMATIONAL = 100
"""Informational responses (1xx) before a response. Usual are none or one."""

MAX_FRAMING = 2_000_000
"""Bytes of a response besides its body: headers, chunk sizes and extensions, trailers."""

MAX_RAW = 20_000_000
"""Bytes of a response on the wire, before decompression. The largest limit in use is 12 MB."""

_OF_HEADS, _OF_A_BODY = 8_192, 65_536
"""Bytes parsed in one step: at worst a hundred responses, or some ten thousand chunks."""


class HeaderLimitError(aiohttp.ClientError):
    """A server sent more than a response may have."""


class BoundedConnector(aiohttp.TCPConnector):
    """An aiohttp connector with the given resolver, and with limits on what servers send."""

    def __init__(self, resolver: AbstractResolver) -> None:
        super().__init__(resolver=resolver)
        # aiohttp has no public way to choose the class that receives the bytes.
        made: partial[ResponseHandler] = partial(_BoundedHandler, loop=self._loop)  # type: ignore[assignment]
        self._factory = made


class _BoundedHandler(ResponseHandler):
    """Receives the responses of one connection, one after another."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(loop)
        self._raw = self._informational = 0
        self._body: StreamReader | None = None
        self._refused = False

    def set_response_params(self, **params: Any) -> None:
        """Reset the counters for the next request."""
        self._raw = self._informational = 0
        self._body = None
        super().set_response_params(**params)

    def data_received(self, data: bytes) -> None:
        """Parse arrived bytes within the limits; headers in small steps."""
        self._raw += len(data)
        parsed = 0
        while not self._refused:
            until = parsed + (_OF_A_BODY if self._body else _OF_HEADS)
            super().data_received(data[parsed:until])
            self._refuse_excess()
            parsed = until
            if parsed >= len(data):
                break

    def feed_data(self, data: tuple[RawResponseMessage, StreamReader], size: int = 0) -> None:
        """Take a response whose headers have been parsed."""
        message, body = data
        if message.code < HTTPStatus.OK and message.code != HTTPStatus.SWITCHING_PROTOCOLS:
            self._informational += 1
            if self._informational > MAX_INFORMATIONAL:
                return
        else:
            self._body = None if body is EMPTY_PAYLOAD else body
        super().feed_data((_whole(message), body), size)

    def _refuse_excess(self) -> None:
        framing = self._raw - (self._body.total_raw_bytes if self._body else 0)
        if self._informational > MAX_INFORMATIONAL:
            excess = f"more than {MAX_INFORMATIONAL} informational answers"
        elif self._raw > MAX_RAW:
            excess = f"more than {MAX_RAW / 1e6:g} MB"
        elif framing > MAX_FRAMING:
            excess = f"more than {MAX_FRAMING / 1e6:g} MB around its body"
        else:
            return
        self._refused = True
        error = HeaderLimitError(excess)
        if self._body is not None:
            self._body.set_exception(error)
        self.set_exception(error)
        if self.transport is not None:
            self.transport.abort()


def _whole(message: RawResponseMessage) -> RawResponseMessage:
    """A response's head with cleaned text in its reason and headers.

    aiohttp decodes invalid UTF-8 to lone surrogates, which cannot be stored or shown.
    """
    headers = CIMultiDict((whole(name), whole(value)) for name, value in message.headers.items())
    return RawResponseMessage(
        message.version,
        message.code,
        whole(message.reason),
        CIMultiDictProxy(headers),
        message.raw_headers,
        message.should_close,
        message.compression,
        message.upgrade,
        message.chunked,
    )


def whole(text: str) -> str:
    """`text` cleaned so that it can be stored and shown on one line.

    Lone surrogates and control characters become U+FFFD, white space of any kind a space.
    """
    if text.isprintable():
        return text
    return "".join(
        each if each.isprintable() else " " if each.isspace() else "\ufffd" for each in text
    )
