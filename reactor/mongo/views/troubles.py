"""The companies that could not be read, and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bson import ObjectId

from reactor.documents import Company, Document
from reactor.lenient_fields import Text
from reactor.mongo import driver
from reactor.mongo.database import FINISHED, ScoutlyDatabase
from reactor.mongo.setup.duplicate_jobs import DUPLICATE
from reactor.mongo.views.preferences import effective_ranks

_MOST_READ = 1_000
_TOGETHER = timedelta(seconds=10)
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
    """

    label: str
    rank: int | None
    failures: int
    failed_at: datetime | None
    message: str
    code: str = ""
    company_id: ObjectId | None = None
    name: str = ""


class _Failure(Document):
    """What a failed job says."""

    error_message: Text = ""
    error_code: Text = ""


async def read_troubles(
    database: ScoutlyDatabase, worst: Sequence[tuple[int, ObjectId]]
) -> tuple[Trouble, ...]:
    """What is wrong with these problematic companies, given with their ranks, in their order."""
    if not worst:
        return ()
    ids = [company_id for _, company_id in worst]
    found = await database.companies.find({"_id": {"$in": ids}}).to_list(None)
    return await _told(database, worst, found)


async def read_worst(database: ScoutlyDatabase, most: int) -> tuple[int, tuple[Trouble, ...]]:
    """How many tracked companies are problematic, and the first of them by rank."""
    found = await database.companies.find({"isProblematic": True}).to_list(_MOST_READ)
    ranks = await effective_ranks(database, [company["_id"] for company in found])
    worst = sorted(((rank, of) for of, (rank, _) in ranks.items() if rank), reverse=True)
    return len(worst), await _told(database, worst[:most], found)


async def _told(
    database: ScoutlyDatabase,
    worst: Sequence[tuple[int, ObjectId]],
    found: Iterable[Mapping[str, Any]],
) -> tuple[Trouble, ...]:
    wanted = {company_id for _, company_id in worst}
    found = [document for document in found if document["_id"] in wanted]
    documents = {document["_id"]: document for document in found}
    companies = {company_id: Company.read(known) for company_id, known in documents.items()}
    failures = await _failures(database, companies.values())
    return tuple(
        _trouble(companies[company_id], rank, failures.get(str(company_id)), documents[company_id])
        for rank, company_id in worst
        if company_id in companies
    )


def _trouble(
    company: Company, rank: int, failure: _Failure | None, document: Mapping[str, Any]
) -> Trouble:
    marker = company.marker
    return Trouble(
        label=company.label,
        rank=rank or None,
        failures=marker.failures if marker else 0,
        failed_at=marker.failed_at if marker else None,
        message=(failure and failure.error_message) or _last_error(document),
        code=failure.error_code if failure else "",
        company_id=company.id,
        name=company.name or company.label,
    )


async def _failures(database: ScoutlyDatabase, companies: Iterable[Company]) -> dict[str, _Failure]:
    """The jobs whose failures the companies' markers tell of, by company."""
    moments = [
        {"companyId": company.id, "updatedAt": {"$gte": at - _TOGETHER, "$lte": at + _TOGETHER}}
        for company in companies
        if company.marker and (at := company.marker.failed_at)
    ]
    if not moments:
        return {}
    pipeline: list[Mapping[str, Any]] = [
        # No index leads from a company to its finished jobs, but one from a time does.
        {"$match": {"status": {"$in": FINISHED}, "$or": moments}},
        {"$match": {"status": "failed", "errorMessage": {"$type": "string"}}},
        # The company's other job was kept; that one tells how it is.
        {"$match": {"errorCode": {"$ne": DUPLICATE}}},
        {"$project": {"companyId": 1, "errorMessage": 1, "errorCode": 1}},
    ]
    jobs = await driver.aggregate(database.jobs, pipeline)
    return {str(job["companyId"]): _Failure.read(job) for job in jobs}


def _last_error(document: Mapping[str, Any]) -> str:
    """The last of `scrapeErrors`, which older apps fill with texts or with documents."""
    errors = document.get("scrapeErrors")
    last = errors[-1] if isinstance(errors, list) and errors else ""
    if isinstance(last, dict):
        last = next((last[key] for key in ("message", "error", "errorMessage") if key in last), "")
    return last.strip() if isinstance(last, str) else ""
