"""Forms with a file: larger and slower than other forms, and read one at a time.

Routes that use this leave their body to the handler (`reads_body`), so that nothing is read of
somebody who may not be here. A CV may have 10 MB (`people.curriculum`), and a phone in a garden
needs most of a minute for that; one is in memory at a time.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import BodyPartReader, web

from reactor.people.cv_source import LARGEST
from reactor.storable import storable_text

PATIENCE = 60.0
"""Seconds that a whole form may take, waiting for its turn included."""

_MAX_TEXT = 400_000
"""Bytes of a field that is no file: a CV as text."""
_MAX_NAME = 120
_MAX_FIELDS = 20


@dataclass(frozen=True, slots=True)
class Upload:
    """What a form says.

    Attributes:
        fields: its texts, without the blanks around them.
        name: of the file, `""` without one.
        body: the file.
    """

    fields: Mapping[str, str]
    name: str = ""
    body: bytes = b""


class Uploads:
    """Reads such forms, one at a time."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()

    async def read(self, request: web.Request) -> Upload:
        """What a form with a file says.

        Raises:
            HTTPRequestEntityTooLarge: the file, or a field, is too large.
            HTTPRequestTimeout: it did not arrive in time.
            HTTPBadRequest: it is no such form.
        """
        if not request.content_type.startswith("multipart/form-data"):
            raise web.HTTPBadRequest
        try:
            async with asyncio.timeout(PATIENCE), self._turn:
                return await _read(request)
        except TimeoutError:
            raise web.HTTPRequestTimeout from None
        except ValueError:
            raise web.HTTPBadRequest from None


async def _read(request: web.Request) -> Upload:
    fields, name, body = dict[str, str](), "", b""
    reader = await request.multipart()
    for _ in range(_MAX_FIELDS):
        part = await reader.next()
        if part is None:
            return Upload(fields, name, body)
        if not isinstance(part, BodyPartReader) or not part.name:
            raise web.HTTPBadRequest
        if part.filename:
            name, body = _shown(part.filename), await _bounded(part, LARGEST)
        else:
            text = (await _bounded(part, _MAX_TEXT)).decode("utf-8", "replace")
            fields[part.name] = storable_text(text).strip()
    raise web.HTTPBadRequest


async def _bounded(part: BodyPartReader, most: int) -> bytes:
    body = bytearray()
    while chunk := await part.read_chunk():
        body += chunk
        if len(body) > most:
            raise web.HTTPRequestEntityTooLarge(max_size=most, actual_size=len(body))
    return bytes(body)


def _shown(name: str) -> str:
    """A file's name as it may be shown: the last part of a path."""
    last = storable_text(name.replace("\\", "/").rpartition("/")[2], _MAX_NAME)
    return last.strip() or "CV"
