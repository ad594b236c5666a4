"""What the daily report tells, and the memory of when the last one was told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from reactor.decisions.quota_day import quota_day
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.driver import Write
from reactor.mongo.views.totals import read_totals
from reactor.mongo.views.troubles import count_problematic

_MEMORY = {"_id": "report"}
_MAX_LINES = 20


@dataclass(frozen=True, slots=True)
class DailyFigures:
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


@dataclass(frozen=True, slots=True)
class Details:
    """Who and what the figures are about; the lists are bounded.

    Attributes:
        people: `{user, matches, best}`, those with most matches first.
        failures: `{company, code, error}` of jobs that failed, the latest first.
        spent: `{model, requests, most}` of today's budgets.
    """

    people: list[dict[str, Any]]
    failures: list[dict[str, Any]]
    spent: list[dict[str, Any]]


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

    async def claim(self, at: datetime, news: Sequence[Write] = ()) -> bool:
        """Take it on to tell the report of the moment `at`; False if that was told already.

        What is to be sent of it is written together with that.
        """
        told = Write("checkpoints", _MEMORY | {"toldAt": {"$lt": at}}, {"$set": {"toldAt": at}})
        return await driver.commit(self._database.handle, [told, *news])

    async def figures(self, since: datetime) -> DailyFigures:
        """Count what has happened since."""
        ended: dict[str, Any] = {"completedAt": {"$gte": since}}
        jobs = self._database.jobs
        return DailyFigures(
            completed=await jobs.count_documents(ended | {"status": "completed"}),
            failed=await jobs.count_documents(ended | {"status": "failed"}),
            matches=await self._database.saved_jobs.count_documents({"createdAt": {"$gte": since}}),
            waiting=(await read_totals(self._database)).active,
            problematic=await count_problematic(self._database),
        )

    async def details(self, since: datetime, requests_a_day: int | None) -> Details:
        """Look up what has happened since; `requests_a_day` is what a model may have."""
        today = quota_day(await self._database.now()).isoformat()
        budgets = self._database.budgets.find({"_id.day": today})
        return Details(
            people=await driver.aggregate(self._database.saved_jobs, _people(since)),
            failures=await driver.aggregate(self._database.jobs, _failures(since)),
            spent=[
                {
                    "model": str(budget["_id"]["model"]),
                    "requests": budget.get("requests", 0),
                    "most": requests_a_day,
                }
                async for budget in budgets
            ],
        )


def _people(since: datetime) -> list[dict[str, Any]]:
    best = {"$max": "$suitabilityScore"}
    return [
        {"$match": {"createdAt": {"$gte": since}}},
        {"$group": {"_id": "$userId", "matches": {"$sum": 1}, "best": best}},
        {"$sort": {"matches": -1, "_id": 1}},
        {"$limit": _MAX_LINES},
        {"$project": {"_id": 0, "user": {"$toString": "$_id"}, "matches": 1, "best": 1}},
    ]


def _failures(since: datetime) -> list[dict[str, Any]]:
    company = {"from": "companies", "localField": "companyId", "foreignField": "_id", "as": "of"}
    names = {"$ifNull": [{"$first": "$of.company"}, {"$first": "$of.companyID"}, "unknown company"]}
    return [
        {"$match": {"completedAt": {"$gte": since}, "status": "failed"}},
        {"$sort": {"completedAt": -1}},
        {"$limit": _MAX_LINES},
        {"$lookup": company},
        {
            "$project": {
                "_id": 0,
                "company": names,
                "code": _or_nothing("$errorCode"),
                "error": _or_nothing("$errorMessage"),
            }
        },
    ]


def _or_nothing(field: str) -> dict[str, Any]:
    return {"$ifNull": [field, ""]}


def _is_date(value: str) -> dict[str, Any]:
    return {"$eq": [{"$type": value}, "date"]}
