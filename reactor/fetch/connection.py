"""Connections to strangers: bounded in all that they may send, and with headers made whole.

aiohttp bounds neither the informational answers before an answer, nor what frames its body. Both
can be sent for ever, as fast as the line can carry them, and parsing them is work for the event
loop. They are counted where the bytes arrive, and a connection that sends too much is ended.
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

MOST_INFORMATIONAL = 100
"""Informational answers (1xx) before an answer. Usual are none or one."""

MOST_FRAMING = 2_000_000
"""Bytes of an answer beside its body: headers, sizes and extensions of chunks, trailers."""

MOST_RAW = 20_000_000
"""Bytes of an answer as they arrive, before decompression. The largest that is read has 12 MB."""

_OF_HEADS, _OF_A_BODY = 8_192, 65_536
"""Bytes that are parsed at once: a hundred answers, or some ten thousand chunks, at worst."""


class HeaderLimitError(aiohttp.ClientError):
    """A host sends so much that there is no use in listening on."""


class BoundedConnector(aiohttp.TCPConnector):
    """Connects as aiohttp does, to hosts that `resolver` finds, and bounds what they send."""

    def __init__(self, resolver: AbstractResolver) -> None:
        super().__init__(resolver=resolver)
        # aiohttp has no public way to choose what receives the bytes.
        made: partial[ResponseHandler] = partial(_BoundedHandler, loop=self._loop)  # type: ignore[assignment]
        self._factory = made


class _BoundedHandler(ResponseHandler):
    """Receives the answers of one connection, one after the other."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(loop)
        self._raw = self._informational = 0
        self._body: StreamReader | None = None
        self._refused = False

    def set_response_params(self, **params: Any) -> None:
        """Count anew: another request is about to be sent."""
        self._raw = self._informational = 0
        self._body = None
        super().set_response_params(**params)

    def data_received(self, data: bytes) -> None:
        """Parse what has arrived, as long as it is within bounds; heads little by little."""
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
        """Take an answer whose headers have been parsed."""
        message, body = data
        if message.code < HTTPStatus.OK and message.code != HTTPStatus.SWITCHING_PROTOCOLS:
            self._informational += 1
            if self._informational > MOST_INFORMATIONAL:
                return
        else:
            self._body = None if body is EMPTY_PAYLOAD else body
        super().feed_data((_whole(message), body), size)

    def _refuse_excess(self) -> None:
        framing = self._raw - (self._body.total_raw_bytes if self._body else 0)
        if self._informational > MOST_INFORMATIONAL:
            excess = f"more than {MOST_INFORMATIONAL} informational answers"
        elif self._raw > MOST_RAW:
            excess = f"more than {MOST_RAW / 1e6:g} MB"
        elif framing > MOST_FRAMING:
            excess = f"more than {MOST_FRAMING / 1e6:g} MB around its body"
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
    """An answer's head with whole text in its reason and headers.

    aiohttp gives bytes that are no UTF-8 as halves of characters, which nothing can store or show.
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
    """`text` with nothing in it that cannot be stored or shown on one line.

    Half characters and control characters become U+FFFD, white space of any kind a space.
    """
    if text.isprintable():
        return text
    return "".join(
        each if each.isprintable() else " " if each.isspace() else "\ufffd" for each in text
    )
