"""Forgets what is older than it is to be kept: texts of postings that are gone, single model calls.

It belongs to the hourly look at everything, once a day. A TTL index could not tell whether somebody
has saved a posting, and sums up nothing. Repeating it is harmless, by any number of reactors.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from loguru import logger

from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.error_kinds import Refusal, is_passing, sort
from reactor.mongo.model_usage.monthly_sums import UsageSums
from reactor.mongo.setup.warn_once import warn_once
from reactor.settings import Settings

_INTERVAL = timedelta(days=1)
"""What somebody has saved is looked for anew each time: with years of saves, that takes seconds."""

_AT_ONCE = 500
"""Documents in one deletion: each is a change that the stream passes."""

_log = logger.bind(channel="queue-processor")


class Retention:
    """Removes what `settings` do not keep."""

    def __init__(self, database: ScoutlyDatabase, settings: Settings) -> None:
        self._database = database
        self._settings = settings
        self._sums = UsageSums(database)
        self._swept_at: datetime | None = None

    async def sweep(self) -> None:
        """Remove all of it, once a day and as far as MongoDB lets: nothing else waits for that."""
        now = await self._database.now()
        if self._swept_at and abs(now - self._swept_at) < _INTERVAL:
            return
        await self._told("postings", self._postings, now - self._settings.keep_postings)
        await self._told("tokenusages", self._sums.add, now - self._settings.keep_usages)
        self._swept_at = now

    async def _told(
        self, name: str, remove: Callable[[datetime], Awaitable[int]], before: datetime
    ) -> None:
        try:
            if removed := await remove(before):
                _log.info("old documents removed", collection=name, count=removed)
        except driver.OperationFailure as error:
            if is_passing(error) and sort(error) is not Refusal.DENIED:
                raise
            said = "old documents are not removed; MongoDB forbids it"
            warn_once(said, self._database.name, name, error=driver.brief(error))

    async def _postings(self, before: datetime) -> int:
        """Remove postings gone before then, but for those that somebody has saved; how many."""
        removed = 0
        gone = {"goneAt": {"$lt": before, "$type": "date"}}
        saved = {
            "from": "savedjobs",
            "let": {"company": "$companyId", "url": "$url"},
            "pipeline": [
                {
                    "$match": {
                        "$expr": {
                            "$and": [
                                {"$eq": ["$companyId", "$$company"]},
                                {"$eq": ["$jobId", "$$url"]},
                            ]
                        }
                    }
                },
                {"$limit": 1},
                {"$project": {"_id": 1}},
            ],
            "as": "saves",
        }
        unneeded: list[dict[str, Any]] = [
            {"$match": gone},
            {"$project": {"companyId": 1, "url": 1}},
            {"$lookup": saved},
            {"$match": {"saves": []}},
            {"$limit": _AT_ONCE},
            {"$project": {"_id": 1}},
        ]
        while found := await driver.aggregate(self._database.postings, unneeded):
            # One that came back meanwhile is gone no more.
            which = {"_id": {"$in": [each["_id"] for each in found]}, **gone}
            done = await self._database.postings.delete_many(which)
            removed += done.deleted_count
            if not done.deleted_count:
                break
        return removed
