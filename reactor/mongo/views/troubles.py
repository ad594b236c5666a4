"""The companies that could not be read, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bson import ObjectId

from reactor.advice import advice_for
from reactor.documents import Company, Document
from reactor.lenient_fields import Text, date_in, valid_rank
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.setup.duplicate_jobs import DUPLICATE
from reactor.mongo.views.preferences import BEST_RANK, TRACKING
from reactor.mongo.views.read_model import Id, Moment, ReadModel

PROBLEMATIC: Mapping[str, Any] = {"isProblematic": True}
"""The filter of every company in trouble."""

_TOGETHER = int(timedelta(seconds=10).total_seconds() * 1000)
"""A job fails, and its company is marked, in one transaction: their dates hardly differ."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A company whose last visits failed.

    Attributes:
        label: what it is called.
        rank: its effective rank, None if nobody tracks it.
        failures: failed jobs in a row; 0 if another program found it problematic.
        failed_at: when the last of them failed.
        message: why, as far as anybody wrote it down.
        code: the `errorCode` of the job that failed, `""` if it has none.
        company_id: which company it is.
        name: of the company, as people write it.
        next_at: when its timer fires, None if it has none.
    """

    label: str
    rank: int | None
    failures: int
    failed_at: Moment | None
    message: str
    code: str = ""
    company_id: ObjectId | None = None
    name: str = ""
    next_at: Moment | None = None


class Failing(ReadModel):
    """Why a company cannot be read, and what to do.

    Attributes:
        failures: failed jobs in a row; 0 if another program found it problematic.
        failed_at: when the last of them failed.
        error_message: why, as far as anybody wrote it down.
        error_code: names the cause.
        advice: what to do.
    """

    failures: int = 0
    failed_at: Moment | None = None
    error_message: str | None = None
    error_code: str | None = None
    advice: str = ""


class FailingCompany(Failing):
    """A company that cannot be read.

    Attributes:
        id: of the company.
        company: what commands call it.
        company_name: what people call it.
        rank: its effective rank; None if nobody tracks it.
        next_at: when it is tried again by itself, None if never.
    """

    id: Id = ""
    company: str
    company_name: str = ""
    rank: int | None = None
    next_at: Moment | None = None


def failing(trouble: Trouble) -> FailingCompany:
    """A trouble for programs and pages."""
    return FailingCompany(
        id=str(trouble.company_id or ""),
        company=trouble.label,
        company_name=trouble.name or trouble.label,
        rank=trouble.rank,
        next_at=trouble.next_at,
        failures=trouble.failures,
        failed_at=trouble.failed_at,
        error_message=trouble.message or None,
        error_code=trouble.code or None,
        advice=advice_for(trouble.code, trouble.label).do,
    )


@dataclass(frozen=True, slots=True)
class Troubles:
    """Companies in trouble.

    Attributes:
        total: how many there are.
        first: the first of them, the highest effective rank first; untracked ones last.
    """

    total: int = 0
    first: tuple[Trouble, ...] = ()


async def read_troubles(
    database: ScoutlyDatabase,
    most: int,
    *,
    of: Sequence[ObjectId] | None = None,
    tracked: bool = False,
) -> Troubles:
    """Which companies are in trouble, in one question.

    Args:
        database: where.
        most: how many of them are told in full.
        of: only among these; None for all.
        tracked: only those that somebody tracks.
    """
    if of is not None and not of:
        return Troubles()
    among = {} if of is None else {"_id": {"$in": list(of)}}
    known: dict[str, Any] = {"_id": {"$type": "objectId"}, **PROBLEMATIC}
    which = {"$and": [known, among]} if among else known
    found = await driver.aggregate(database.companies, _question(which, most, tracked=tracked))
    total = found[0]["total"] if found else 0
    return Troubles(total, tuple(map(_trouble, found)))


async def count_problematic(database: ScoutlyDatabase) -> int:
    """How many companies could not be read at the last try."""
    return await database.companies.count_documents(PROBLEMATIC)


_TIMER = {"from": "timers", "localField": "timer", "foreignField": "_id", "as": "timers"}


def _question(which: Mapping[str, Any], most: int, *, tracked: bool) -> list[Mapping[str, Any]]:
    ranked = {
        "from": "usercompanypreferences",
        "localField": "_id",
        "foreignField": "companyId",
        "pipeline": [{"$match": TRACKING}, {"$group": {"_id": None, "rank": BEST_RANK}}],
        "as": "ranked",
    }
    shown = dict.fromkeys(("company", "companyID", "reactor.failures", "reactor.failedAt"), 1)
    return [
        {"$match": which},
        {"$project": {**shown, "scrapeErrors": 1}},
        {"$lookup": ranked},
        {"$set": {"rank": {"$first": "$ranked.rank"}}},
        *([{"$match": {"rank": {"$ne": None}}}] if tracked else []),
        {"$setWindowFields": {"output": {"total": {"$count": {}}}}},
        {"$sort": {"rank": -1, "_id": -1}},
        {"$limit": most},
        {"$lookup": _last_failure()},
        {"$set": {"timer": {"kind": "scrape", "of": "$_id"}}},
        {"$lookup": _TIMER},
    ]


def _last_failure() -> Mapping[str, Any]:
    """The failure that the company's marker tells of; the last one if it has none."""
    close = {"$lt": [{"$abs": {"$subtract": ["$updatedAt", "$$at"]}}, _TOGETHER]}
    dated = {"$and": [{"$eq": [{"$type": each}, "date"]} for each in ("$$at", "$updatedAt")]}
    undated = {"$ne": [{"$type": "$$at"}, "date"]}
    failed = {
        "status": "failed",
        # The company's other job was kept; that one tells how it is.
        "errorCode": {"$ne": DUPLICATE},
        "$expr": {"$or": [undated, {"$and": [dated, close]}]},
    }
    return {
        "from": "jobqueues",
        "localField": "_id",
        "foreignField": "companyId",
        "let": {"at": "$reactor.failedAt"},
        "pipeline": [
            {"$match": failed},
            {"$sort": {"updatedAt": -1}},
            {"$limit": 1},
            {"$project": {"errorMessage": 1, "errorCode": 1}},
        ],
        "as": "failed",
    }


class _Failure(Document):
    """What a failed job says."""

    error_message: Text = ""
    error_code: Text = ""


def _trouble(document: Mapping[str, Any]) -> Trouble:
    company = Company.read(document)
    marker = company.marker
    failure = _Failure.read(next(iter(document["failed"]), {}))
    rank = document.get("rank")
    return Trouble(
        label=company.label,
        rank=None if rank is None else valid_rank(rank),
        failures=marker.failures if marker else 0,
        failed_at=marker.failed_at if marker else None,
        message=failure.error_message or _last_error(document),
        code=failure.error_code,
        company_id=company.id,
        name=company.name or company.label,
        next_at=next((date_in(timer.get("expireAt")) for timer in document["timers"]), None),
    )


def _last_error(document: Mapping[str, Any]) -> str:
    """The last of `scrapeErrors`, which older apps fill with texts or with documents."""
    errors = document.get("scrapeErrors")
    last = errors[-1] if isinstance(errors, list) and errors else ""
    if isinstance(last, dict):
        last = next((last[key] for key in ("message", "error", "errorMessage") if key in last), "")
    return last.strip() if isinstance(last, str) else ""
