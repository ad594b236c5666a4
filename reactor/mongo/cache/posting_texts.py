"""The texts of postings, kept as they are read: companies take them down.

Those that are gone for long, and that nobody has saved, are removed by `retention`.

A text is read again only for somebody who has not been offered the posting, and only once it is
some days old: who has seen a posting is not told of it a second time because a sentence changed.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from bson import ObjectId

from reactor.decisions.posting_presence import KnownPosting
from reactor.decisions.rejudge_policy import MAX_REJUDGED
from reactor.decisions.repost_detection import likeness, wording
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.timers import after_now
from reactor.posting import Posting, Salary

_FRESH = timedelta(days=7)
WITHOUT_TEXT = {"text": 0, "title": 0}
"""What of a kept posting is left out where only its whereabouts matter: there may be thousands."""

_READABLE = {"text": {"$type": "string"}}
_STATED = {
    "title": "title",
    "text": "text",
    "location": "location",
    "remote": "remote",
    "employmentType": "employment_type",
    "postedAt": "posted_at",
    "validThrough": "valid_through",
    "home": "home",
}
"""Fields of a document, and of a `Posting`."""


class PostingTexts:
    """Keeps texts, one a company and address, and recalls those that are not old."""

    def __init__(self, database: ScoutlyDatabase) -> None:
        self._database = database
        self._postings = database.postings

    async def keep(self, company_id: ObjectId, posting: Posting) -> None:
        """Keep a posting as read now."""
        stated = {name: getattr(posting, field) for name, field in _STATED.items()}
        salary = asdict(posting.salary) if posting.salary else None
        read = {
            **stated,
            "salary": salary,
            "likeness": likeness(posting),
            "wording": wording(posting),
        }
        await self._postings.update_one(
            {"companyId": company_id, "url": posting.url},
            {
                "$set": read,
                "$currentDate": {"readAt": True},
                "$setOnInsert": {"firstSeenAt": await self._database.now()},
            },
            upsert=True,
        )

    async def open_ones(self, company_id: ObjectId, since: datetime | None) -> list[Posting]:
        """A company's postings that are not gone, without their texts, the newest first.

        Args:
            company_id: whose.
            since: only those first seen then or later; None for all.
        """
        there: dict[str, Any] = {"companyId": company_id, "goneAt": None, **_READABLE}
        lately = {"firstSeenAt": {"$gte": since}} if since else {}
        found = self._postings.find(there | lately, {"text": 0})
        newest = found.sort("firstSeenAt", -1).limit(MAX_REJUDGED)
        return [_posting(document) async for document in newest]

    async def texts_of(self, company_id: ObjectId, urls: Sequence[str]) -> dict[str, Posting]:
        """Postings as they were read, however long ago, by address."""
        which = {"companyId": company_id, "url": {"$in": list(urls)}, **_READABLE}
        found = self._postings.find(which)
        return {each["url"]: _posting(each) async for each in found}

    async def recall(self, company_id: ObjectId, posting: Posting) -> Posting | None:
        """The posting as it was read in the last days, None if it was not."""
        document = await self._postings.find_one(
            {
                "companyId": company_id,
                "url": posting.url,
                **_READABLE,
                "$expr": {"$gt": ["$readAt", after_now(-_FRESH)]},
            }
        )
        return _posting(document) if document else None


async def kept_in(documents: Sequence[dict[str, Any]]) -> list[KnownPosting]:
    """What documents of `postings` remember; thousands are read in a thread."""
    return await asyncio.to_thread(lambda: list(map(_kept, documents)))


def _posting(document: dict[str, Any]) -> Posting:
    """The posting of a document; what people made of it counts only where it can be read."""
    found = {field: document.get(name) for name, field in _STATED.items()}
    texts = {name: value for name, value in found.items() if isinstance(value, str)}
    remote = found["remote"] if isinstance(found["remote"], bool) else None
    salary = _salary(document.get("salary"))
    return Posting(document["url"], **{"title": ""} | texts, remote=remote, salary=salary)


def _salary(kept: Any) -> Salary | None:
    if not isinstance(kept, dict):
        return None
    amounts = {n: kept[n] for n in ("min", "max") if isinstance(kept.get(n), int | float)}
    words = {n: kept[n] for n in ("currency", "period") if isinstance(kept.get(n), str)}
    return Salary(**amounts, **words)


def _kept(document: dict[str, Any]) -> KnownPosting:
    missed = document.get("missed")
    known = {name: document.get(name) for name in ("likeness", "wording", "home", "location")}
    words = {name: value for name, value in known.items() if isinstance(value, str)}
    return KnownPosting(
        url=document["url"],
        listed=isinstance(document.get("lastSeenAt"), datetime),
        missed=missed if isinstance(missed, int) and missed > 0 else 0,
        gone=document.get("goneAt") is not None,
        **words,
    )
