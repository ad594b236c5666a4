"""Lists and careers pages as they were answered, so that what has not changed is not sent again."""

import asyncio
import zlib
from datetime import timedelta
from typing import Any

from loguru import logger

from reactor.cached_response import KeptPage
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.error_kinds import is_passing

KEPT_FOR = timedelta(days=30)
MAX_KEPT = 2_000_000
"""Bytes, compressed: a larger page is sent anew each time."""

_MAX_RECALLED = 30_000_000
_LEVEL = 6

log = logger.bind(channel="job-matching-orchestrator")


class KeptPages:
    """The collection `pages`: a cache that may be dropped at any time."""

    def __init__(self, database: ScoutlyDatabase) -> None:
        self._pages = database.pages

    async def recall(self, url: str) -> KeptPage | None:
        """The page kept for an address; None if there is none, or one that somebody spoilt."""
        document = await self._pages.find_one({"_id": url})
        if document is None:
            return None
        try:
            # In a thread, as it may be some megabytes: zlib lets the event loop turn meanwhile.
            return await asyncio.to_thread(_unpacked, document)
        except (KeyError, TypeError, ValueError, zlib.error):
            log.debug("kept page not readable", page=url)
            return None

    async def keep(self, kept: KeptPage) -> None:
        """Keep a page that is not too large in the place of the one that was there."""
        body = await asyncio.to_thread(zlib.compress, kept.body, _LEVEL)
        if len(body) > MAX_KEPT:
            return
        fields = {
            "etag": kept.etag,
            "lastModified": kept.last_modified,
            "contentType": kept.content_type,
            "body": body,
        }
        try:
            await self._pages.update_one(
                {"_id": kept.url}, {"$set": fields, "$currentDate": {"at": True}}, upsert=True
            )
        except driver.OperationFailure as error:
            if is_passing(error):
                raise
            log.debug("page not kept", page=kept.url, error=driver.brief(error))


def _unpacked(document: dict[str, Any]) -> KeptPage:
    """A document as a page; whatever is wrong with it raises."""
    unpacking = zlib.decompressobj()
    body = unpacking.decompress(document["body"], _MAX_RECALLED)
    if not unpacking.eof:
        raise ValueError("cut off, or too large")
    headers = (_text(document[name]) for name in ("contentType", "etag", "lastModified"))
    content_type, etag, last_modified = headers
    return KeptPage(document["_id"], content_type, body, etag, last_modified)


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.isprintable():
        raise TypeError("no header")
    return value
