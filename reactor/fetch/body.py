"""Reads the body of a response up to a limit, counted after decompression."""

import io
from collections.abc import Iterable

import aiohttp
from yarl import URL

from reactor.errors import RefusedError

_KNOWN = {"", "identity", "gzip", "deflate", "br", "zstd"}


async def read_body(response: aiohttp.ClientResponse, limit: int) -> tuple[bytes, bool]:
    """The first `limit` bytes of the decompressed body, and whether the body is complete.

    Bytes beyond the limit are neither received nor decompressed.

    Raises:
        aiohttp.ClientError: the transfer broke off, was garbled, or has no end.
    """
    # `BytesIO.getvalue` makes no second copy of a body of many megabytes.
    body = io.BytesIO()
    try:
        # Nothing else may be awaited here: when the connection closes, aiohttp drops received data
        # that is not decompressed yet.
        async for chunk in response.content.iter_any():
            room = limit - body.tell()
            body.write(chunk[:room] if len(chunk) > room else chunk)
            if len(chunk) > room:
                return body.getvalue(), False
    except RuntimeError as error:  # aiohttp's error for a closed connection
        raise aiohttp.ClientPayloadError(str(error)) from error
    return body.getvalue(), True


def packed_otherwise(address: URL, encodings: Iterable[str]) -> RefusedError | None:
    """The error for a compression that was not requested, or several; None if it is usable."""
    said = ", ".join(encodings).strip().lower()
    if said in _KNOWN:
        return None
    return RefusedError(
        f"{address} is compressed as {said[:100]!r}, which was not asked for",
        code="unknown_encoding",
    )
