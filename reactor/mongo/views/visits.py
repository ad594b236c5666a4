"""The outcomes of visits: for a bar of the last ones, and for a table of all."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from bson import ObjectId

from reactor.decisions.actions import PROFILE
from reactor.lenient_fields import count_in, date_in, mapping_in, text_in
from reactor.mongo import driver
from reactor.mongo.database import FINISHED, ScoutlyDatabase
from reactor.mongo.setup.duplicate_jobs import DUPLICATE
from reactor.mongo.views.paging import PageKey
from reactor.mongo.views.read_model import Id, Moment, ReadModel

LAST = 10
"""Visits in a bar."""

_ROWS = 15
"""Visits of a page of them."""

_SHOWN = {
    "companyId": 1,
    "status": 1,
    "reason": 1,
    "createdAt": 1,
    "lastAttemptAt": 1,
    "completedAt": 1,
    "updatedAt": 1,
    "errorMessage": 1,
    "errorCode": 1,
    "result": 1,
}


class Visit(ReadModel):
    """A visit that ended.

    Attributes:
        id: of its job.
        completed: whether it ended well.
        recognised: whether a list was recognised; only of one that ended well.
        reason: why it was made.
        created_at: when it was asked for.
        began_at, ended_at: when it was made.
        source: where its list came from.
        found: postings listed; None if nothing was written down.
        new, gone, matched, unread: of these.
        error_message: why it failed.
        error_code: names the cause.
    """

    id: Id
    completed: bool
    recognised: bool = True
    reason: str = ""
    created_at: Moment | None = None
    began_at: Moment | None = None
    ended_at: Moment | None = None
    source: str = ""
    found: int | None = None
    new: int = 0
    gone: int = 0
    matched: int = 0
    unread: int = 0
    error_message: str = ""
    error_code: str = ""


async def last_visits(
    database: ScoutlyDatabase, companies: Sequence[ObjectId]
) -> dict[ObjectId, tuple[Visit, ...]]:
    """The last visits of each of these companies, the oldest first."""
    if not companies:
        return {}
    ended: list[Mapping[str, Any]] = [
        {"$match": _ENDED},
        {"$sort": {"createdAt": -1}},
        {"$limit": LAST},
        {"$project": _SHOWN},
    ]
    joined = {
        "from": "jobqueues",
        "localField": "_id",
        "foreignField": "companyId",
        "pipeline": ended,
        "as": "job",
    }
    jobs = await driver.aggregate(
        database.companies,
        [
            {"$match": {"_id": {"$in": list(companies)}}},
            {"$project": {"_id": 1}},
            {"$lookup": joined},
            {"$unwind": "$job"},
            {"$replaceWith": "$job"},
        ],
    )
    found = defaultdict[ObjectId, list[Visit]](list)
    for job in jobs:
        found[job["companyId"]].append(visit_of(job))
    return {company: tuple(reversed(visits)) for company, visits in found.items()}


async def read_visits(
    database: ScoutlyDatabase, company: ObjectId, after: PageKey | None
) -> tuple[tuple[Visit, ...], PageKey | None]:
    """A page of a company's visits, the newest first, and where the next page begins."""
    beyond = after.after("createdAt", -1) if after else {}
    which = {"companyId": company, **_ENDED, **beyond}
    found = database.jobs.find(which, _SHOWN).sort([("createdAt", -1), ("_id", -1)])
    jobs = await found.limit(_ROWS + 1).to_list(None)
    shown = tuple(map(visit_of, jobs[:_ROWS]))
    last = jobs[_ROWS - 1] if len(jobs) > _ROWS else {}
    at = date_in(last.get("createdAt"))
    return shown, PageKey(at, last["_id"]) if at else None


_ENDED = {
    "status": {"$in": FINISHED},
    "reason": {"$ne": PROFILE},  # nobody was visited
    "errorCode": {"$ne": DUPLICATE},
}


def visit_of(job: Mapping[str, Any]) -> Visit:
    """The visit that a finished job was."""
    result = mapping_in(job.get("result"))
    return Visit(
        id=job["_id"],
        completed=job.get("status") == "completed",
        recognised=result.get("recognised") is not False,
        reason=text_in(job.get("reason")),
        created_at=date_in(job.get("createdAt")),
        began_at=date_in(job.get("lastAttemptAt")),
        ended_at=date_in(job.get("completedAt")) or date_in(job.get("updatedAt")),
        source=text_in(result.get("source")),
        found=count_in(result["found"]) if "found" in result else None,
        new=count_in(result.get("new")),
        gone=count_in(result.get("gone")),
        matched=count_in(result.get("matched")),
        unread=count_in(result.get("unread")),
        error_message=text_in(job.get("errorMessage")),
        error_code=text_in(job.get("errorCode")),
    )
