"""A company as a row of a list: its tracking and its last visits."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bson import ObjectId

from reactor.documents import Company, Job, User
from reactor.lenient_fields import Text, date_in
from reactor.mongo import driver
from reactor.mongo.database import ACTIVE, ScoutlyDatabase
from reactor.mongo.timers import timer_id
from reactor.mongo.views.concurrent_reads import at_once
from reactor.mongo.views.preferences import effective_ranks
from reactor.mongo.views.read_model import Id, Moment, ReadModel
from reactor.mongo.views.tracking import TrackedCompany, tracking_of
from reactor.mongo.views.troubles import Failing, failing, read_troubles
from reactor.mongo.views.visits import Visit, last_visits


class ActiveJob(ReadModel):
    """A job that waits or runs."""

    id: Id
    running: bool
    reason: str = ""
    since: Moment | None = None
    not_before: Moment | None = None
    error_message: str = ""


class CompanyRow(ReadModel):
    """One company.

    Attributes:
        id: of the company.
        name: as people write it; its slug or id where it has none.
        careers_url: as it stands there.
        tracked: whether whoever is looked at tracks it.
        rank: with which rank they do, or last did.
        effective_rank: the highest of all, None if nobody tracks it.
        followers: how many preferences track it.
        last_success: the end of the last visit that ended well.
        tried_at: the end of the last visit, well or not.
        next_at: when its timer fires.
        active: its job that waits or runs.
        visits: the last ones, the oldest first.
        found: postings at the last visit that listed any.
        matches: postings saved for whoever is looked at.
        failing: what is wrong; None if nothing is.
        unrecognised: visits in a row that recognised no list.
    """

    id: Id
    name: str
    careers_url: str = ""
    tracked: bool = False
    rank: int | None = None
    effective_rank: int | None = None
    followers: int = 0
    last_success: Moment | None = None
    tried_at: Moment | None = None
    next_at: Moment | None = None
    active: ActiveJob | None = None
    visits: tuple[Visit, ...] = ()
    found: int | None = None
    matches: int = 0
    failing: Failing | None = None
    unrecognised: int = 0


class _Active(Job):
    error_message: Text = ""


async def read_row(
    database: ScoutlyDatabase, company: ObjectId, user: User | None, users: Sequence[ObjectId]
) -> CompanyRow | None:
    """One company as the list shows it; None if there is none."""
    document = await database.companies.find_one({"_id": company})
    if not document:
        return None
    rows = await rows_of(database, [document], await tracking_of(database, user), users)
    return rows[0]


async def read_some(
    database: ScoutlyDatabase,
    companies: Sequence[ObjectId],
    user: User | None,
    users: Sequence[ObjectId],
) -> dict[ObjectId, CompanyRow]:
    """Those of some companies that are there, as the list shows them."""
    which = {"_id": {"$in": list(companies)}}
    documents = await database.companies.find(which, projection={"scrapeErrors": 0}).to_list(None)
    rows = await rows_of(database, documents, await tracking_of(database, user), users)
    return {document["_id"]: row for document, row in zip(documents, rows, strict=True)}


async def rows_of(
    database: ScoutlyDatabase,
    documents: Sequence[Mapping[str, Any]],
    wishes: Mapping[ObjectId, TrackedCompany],
    users: Sequence[ObjectId],
) -> tuple[CompanyRow, ...]:
    """The rows of these companies, in their order."""
    companies = [Company.read(document) for document in documents]
    ids = [company.id for company in companies]
    failed = [of.id for of in companies if of.is_problematic]
    async with at_once() as group:
        ranks = group.create_task(effective_ranks(database, ids))
        visits = group.create_task(last_visits(database, ids))
        timers = group.create_task(_timers(database, ids))
        active = group.create_task(_active(database, ids))
        matches = group.create_task(_matches(database, ids, users))
        troubles = group.create_task(read_troubles(database, len(failed), of=failed))
    wrong = {each.company_id: failing(each) for each in troubles.result().first}
    return tuple(
        CompanyRow(
            id=str(of.id),
            name=of.name or of.label,
            careers_url=of.careers_url,
            tracked=of.id in wishes and wishes[of.id].tracks,
            rank=wishes[of.id].rank if of.id in wishes else None,
            effective_rank=ranks.result().get(of.id, (None, 0))[0],
            followers=ranks.result().get(of.id, (None, 0))[1],
            last_success=of.last_successful_scrape,
            tried_at=_tried_at(of),
            next_at=timers.result().get(of.id),
            active=active.result().get(of.id),
            visits=visits.result().get(of.id, ()),
            found=_found(visits.result().get(of.id, ())),
            matches=matches.result().get(of.id, 0),
            failing=wrong.get(of.id),
            unrecognised=of.marker.unrecognised if of.marker else 0,
        )
        for of in companies
    )


def _tried_at(company: Company) -> datetime | None:
    failed = company.marker.failed_at if company.marker else None
    return max(filter(None, (company.last_successful_scrape, failed)), default=None)


def _found(visits: Sequence[Visit]) -> int | None:
    told = (visit.found for visit in reversed(visits) if visit.completed and visit.recognised)
    return next((found for found in told if found is not None), None)


async def _timers(database: ScoutlyDatabase, ids: Sequence[ObjectId]) -> dict[ObjectId, datetime]:
    named = {"_id": {"$in": [timer_id("scrape", company) for company in ids]}}
    found = await database.timers.find(named).to_list(None)
    dated = ((timer["_id"]["of"], date_in(timer.get("expireAt"))) for timer in found)
    return {of: at for of, at in dated if at}


async def _active(database: ScoutlyDatabase, ids: Sequence[ObjectId]) -> dict[ObjectId, ActiveJob]:
    which = {"companyId": {"$in": list(ids)}, "status": {"$in": ACTIVE}}
    jobs = [_Active.read(job) for job in await database.jobs.find(which).to_list(None)]
    return {
        job.company_id: ActiveJob(
            id=job.id,
            running=job.status == "processing",
            reason=job.reason,
            since=(job.status == "processing" and job.last_attempt_at) or job.created_at,
            not_before=job.not_before,
            error_message=job.error_message,
        )
        for job in jobs
    }


async def _matches(
    database: ScoutlyDatabase, ids: Sequence[ObjectId], users: Sequence[ObjectId]
) -> dict[ObjectId, int]:
    """How many postings are saved; MongoDB sorts out afterwards what was withdrawn."""
    saved = {"companyId": {"$in": list(ids)}, "user": {"$in": list(users)}}
    counted: list[Mapping[str, Any]] = [
        {"$match": saved},
        {"$match": {"withdrawnAt": None}},
        {"$group": {"_id": "$companyId", "count": {"$sum": 1}}},
    ]
    found = await driver.aggregate(database.saved_jobs, counted)
    return {each["_id"]: each["count"] for each in found}
