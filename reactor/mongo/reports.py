"""What the daily report tells, and the memory of when the last one was told."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase

_MEMORY = {"_id": "report"}


@dataclass(frozen=True, slots=True)
class Figures:
    """What has happened since the last report, and how things stand.

    Attributes:
        completed: jobs that ended well.
        failed: jobs that ended without success.
        matches: postings saved for somebody.
        waiting: jobs that wait or run now.
        problematic: companies that could not be read at the last try.
    """

    completed: int
    failed: int
    matches: int
    waiting: int
    problematic: int


class Reports:
    """One memory for all reactors of a database."""

    def __init__(self, database: ScoutlyDatabase) -> None:
        self._database = database
        self._memory = database.checkpoints

    async def told_at(self) -> datetime:
        """When the last report was told; now, on a database that has never heard one."""
        known = await self._memory.find_one_and_update(
            _MEMORY,
            [{"$set": {"toldAt": {"$cond": [_is_date("$toldAt"), "$toldAt", "$$NOW"]}}}],
            upsert=True,
            return_document=driver.ReturnDocument.AFTER,
        )
        told_at: datetime = known["toldAt"]
        return told_at if told_at.tzinfo else told_at.replace(tzinfo=UTC)

    async def claim(self, at: datetime) -> bool:
        """Take it on to tell the report of the moment `at`; False if that was told already."""
        result = await self._memory.update_one(
            _MEMORY | {"toldAt": {"$lt": at}}, {"$set": {"toldAt": at}}
        )
        return result.modified_count == 1

    async def figures(self, since: datetime) -> Figures:
        """Count what has happened since."""
        ended: dict[str, Any] = {"completedAt": {"$gte": since}}
        jobs = self._database.jobs
        return Figures(
            completed=await jobs.count_documents(ended | {"status": "completed"}),
            failed=await jobs.count_documents(ended | {"status": "failed"}),
            matches=await self._database.saved_jobs.count_documents({"createdAt": {"$gte": since}}),
            waiting=await jobs.count_documents({"status": {"$in": ["pending", "processing"]}}),
            problematic=await self._database.companies.count_documents({"isProblematic": True}),
        )


def _is_date(value: str) -> dict[str, Any]:
    return {"$eq": [{"$type": value}, "date"]}
