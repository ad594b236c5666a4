"""Reading the body of an answer within a limit, counted after decompression."""

import io
from collections.abc import Iterable

import aiohttp
from yarl import URL

from reactor.errors import RefusedError

_KNOWN = {"", "identity", "gzip", "deflate", "br", "zstd"}


async def read_body(response: aiohttp.ClientResponse, limit: int) -> tuple[bytes, bool]:
    """At most `limit` bytes of the body, decompressed, and whether these are all.

    What lies beyond is neither received nor unpacked.

    Raises:
        aiohttp.ClientError: it broke off, was garbled, or has no end.
    """
    # Its value is given without another copy of what may be many megabytes.
    body = io.BytesIO()
    try:
        # Nothing else may be awaited in here: once the connection is closed, aiohttp forgets what
        # it has received and not yet unpacked.
        async for chunk in response.content.iter_any():
            room = limit - body.tell()
            body.write(chunk[:room] if len(chunk) > room else chunk)
            if len(chunk) > room:
                return body.getvalue(), False
    except RuntimeError as error:  # so it says that the connection was closed
        raise aiohttp.ClientPayloadError(str(error)) from error
    return body.getvalue(), True


def packed_otherwise(address: URL, encodings: Iterable[str]) -> RefusedError | None:
    """The error for a body in a compression that was not asked for, or in several."""
    said = ", ".join(encodings).strip().lower()
    if said in _KNOWN:
        return None
    return RefusedError(
        f"{address} is compressed as {said[:100]!r}, which was not asked for",
        code="unknown_encoding",
    )
