"""The progress of a person's first visits."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from bson import ObjectId

from reactor.advice import advice_for
from reactor.documents import Company, User
from reactor.lenient_fields import mapping_in, number_in
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.views.concurrent_reads import at_once
from reactor.mongo.views.matches import ShortMatch
from reactor.mongo.views.queue import ListedJob
from reactor.mongo.views.read_model import Id, Moment, ReadModel

_MOST = 60
"""Companies that are watched."""
_MAX_MATCHES = 5
_ANY_CASE = {"locale": "en", "strength": 2}

State = Literal["expected", "waiting", "running", "completed", "failed"]


class FirstVisit(ReadModel):
    """A company, and what its last visit has come to.

    Attributes:
        id: of the company.
        company: what it is called.
        state: `expected` while there is no job yet.
        at: since when that is so.
        found: how many postings it lists.
        matched: how many of them were saved for somebody.
        recognised: whether a list was.
        error_message: why it failed, or waits for another try.
        error_code: names the cause.
        advice: what to do.
    """

    id: Id
    company: str
    state: State = "expected"
    at: Moment | None = None
    found: int = 0
    matched: int = 0
    recognised: bool = True
    error_message: str = ""
    error_code: str = ""
    advice: str = ""

    @property
    def moves(self) -> bool:
        """Whether something is to be seen soon."""
        return self.state in {"expected", "running"} or (
            self.state == "waiting" and not self.error_message
        )


class FirstVisits(ReadModel):
    """Somebody's companies, those that ended last.

    Attributes:
        visits: what becomes of each.
        saved: how many postings are saved for them.
        matches: the best of these.
    """

    visits: tuple[FirstVisit, ...] = ()
    saved: int = 0
    matches: tuple[ShortMatch, ...] = ()

    @property
    def moves(self) -> bool:
        """Whether there is anything to wait for."""
        return any(visit.moves for visit in self.visits)

    @property
    def ended(self) -> int:
        """How many visits have."""
        return sum(visit.state in {"completed", "failed"} for visit in self.visits)


async def read_first_visits(database: ScoutlyDatabase, user: User) -> FirstVisits:
    """What somebody tracks, and how far the visits are."""
    mine = {"userId": {"$in": [*user.names, user.email]}, "isTracking": {"$ne": False}}
    found = database.preferences.find(mine, {"companyId": 1}, collation=_ANY_CASE).limit(_MOST)
    ids = [each["companyId"] async for each in found if isinstance(each["companyId"], ObjectId)]
    async with at_once() as group:
        companies = group.create_task(_companies(database, ids))
        jobs = group.create_task(_last_jobs(database, ids))
        saved = group.create_task(database.saved_jobs.count_documents({"user": user.id}))
        best = group.create_task(_best(database, user.id))
    labels = {company.id: company.name or company.label for company in companies.result()}
    visits = [_visit(each, labels[each], jobs.result().get(each)) for each in labels]
    return FirstVisits(
        visits=tuple(sorted(visits, key=_order)),
        saved=saved.result(),
        matches=tuple(_match(each, labels) for each in best.result()),
    )


async def _companies(database: ScoutlyDatabase, ids: Sequence[ObjectId]) -> list[Company]:
    shown = {"company": 1, "companyID": 1}
    found = database.companies.find({"_id": {"$in": list(ids)}}, shown)
    return [Company.read(each) async for each in found]


async def _last_jobs(
    database: ScoutlyDatabase, ids: Sequence[ObjectId]
) -> dict[ObjectId, Mapping[str, Any]]:
    last: list[Mapping[str, Any]] = [
        {"$match": {"companyId": {"$in": list(ids)}}},
        {"$sort": {"companyId": 1, "createdAt": -1}},
        {"$group": {"_id": "$companyId", "job": {"$first": "$$ROOT"}}},
    ]
    return {each["_id"]: each["job"] for each in await driver.aggregate(database.jobs, last)}


async def _best(database: ScoutlyDatabase, user: ObjectId) -> Sequence[Mapping[str, Any]]:
    shown = ("title", "companyId", "suitabilityScore", "location", "createdAt")
    mine = database.saved_jobs.find({"user": user}, dict.fromkeys(shown, 1))
    latest = mine.sort([("createdAt", -1)], None).limit(_MOST)
    found = [each async for each in latest]
    return sorted(found, key=lambda each: -number_in(each.get("suitabilityScore")))[:_MAX_MATCHES]


def _match(saved: Mapping[str, Any], labels: Mapping[ObjectId, str]) -> ShortMatch:
    at = saved.get("createdAt")
    return ShortMatch(
        id=str(saved["_id"]),
        title=str(saved.get("title") or ""),
        company=labels.get(saved.get("companyId"), ""),  # type: ignore[arg-type]
        score=int(number_in(saved.get("suitabilityScore"))),
        location=str(saved.get("location") or ""),
        saved_at=at if isinstance(at, datetime) else None,
    )


def _visit(id_: ObjectId, company: str, document: Mapping[str, Any] | None) -> FirstVisit:
    if document is None:
        return FirstVisit(id=str(id_), company=company)
    job, result = ListedJob.read(document), mapping_in(document.get("result"))
    state: State = "waiting"
    match job.status:
        case "processing":
            state = "running"
        case "completed":
            state = "completed"
        case "failed":
            state = "failed"
    at = job.last_attempt_at if state == "running" else job.completed_at
    troubled = state in {"failed", "waiting"} and bool(job.error_message)
    return FirstVisit(
        id=str(id_),
        company=company,
        state=state,
        at=at or job.created_at,
        found=int(number_in(result.get("found"))),
        matched=int(number_in(result.get("matched"))),
        recognised=result.get("recognised") is not False,
        error_message=job.error_message if troubled else "",
        error_code=job.error_code if troubled else "",
        advice=advice_for(job.error_code, company).do if troubled else "",
    )


def _order(visit: FirstVisit) -> tuple[int, str]:
    states = ("running", "completed", "failed", "waiting", "expected")
    return states.index(visit.state), visit.company.casefold()
