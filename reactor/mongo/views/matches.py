"""Saves, a page at a time, and their number by status."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

from bson import ObjectId
from pydantic import Field

from reactor.lenient_fields import date_in, text_in
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.views.concurrent_reads import at_once
from reactor.mongo.views.days import UNDECIDED
from reactor.mongo.views.match_filters import (
    SORTED_BY,
    WITHDRAWN,
    Filter,
    MatchFilter,
    sifted,
    under,
)
from reactor.mongo.views.read_model import Id, Moment, ReadModel
from reactor.mongo.views.saved_jobs import SavedJobRow, named
from reactor.saved_job import SHOWN, SavedJob
from reactor.saved_job_status import STATUSES


class SavedPay(ReadModel):
    """What a posting pays, as it was stated."""

    min: float | None = None
    max: float | None = None
    currency: str = ""
    period: str = ""


class ShortMatch(ReadModel):
    """A posting that was saved for somebody, in short.

    Attributes:
        id: of the save.
        person: whose it is, by their e-mail, or as the save calls them.
        title: of the posting.
        company: what people call the company, `""` if nobody knows.
        score: 0 to 100.
        location: as the posting says.
        status: one of the eleven; whatever else stands there, as it stands.
        saved_at: when it was found.
        gone_at: when it was no longer listed; None if it is.
    """

    id: Id
    person: str = ""
    title: str = ""
    company: str = ""
    score: int = 0
    location: str = ""
    status: str = STATUSES[0]
    saved_at: Moment | None = None
    gone_at: Moment | None = None


class SavedMatch(ShortMatch):
    """A posting that was saved for somebody.

    Attributes:
        company_id: id of the company.
        pay: what it pays.
        link: to the posting, `""` if there is none.
        good_fit_reasons: what speaks for it.
        consideration_points: what speaks against it.
        stretch_goals: what is asked, missing, and can be learned.
        tech_stack, language_requirements: what the posting asks for.
        experience_level: what it says of that.
        notes: the person's own.
        judged_by: `meanwhile` if keywords stood in for a model.
        withdrawn_at: when it suited its person no more; None if it does.
    """

    company_id: str = ""
    pay: SavedPay = SavedPay()
    link: str = ""
    good_fit_reasons: tuple[str, ...] = ()
    consideration_points: tuple[str, ...] = ()
    stretch_goals: tuple[str, ...] = ()
    tech_stack: tuple[str, ...] = ()
    language_requirements: tuple[str, ...] = ()
    experience_level: str = ""
    notes: str = ""
    judged_by: str = ""
    withdrawn_at: Moment | None = None


class Tally(ReadModel):
    """How many saves there are under a tab."""

    tab: str
    count: int = 0


class MatchList(ReadModel):
    """A page of saves.

    Attributes:
        matches: those of this page, in their order.
        tallies: of each tab under which there are any, whatever tab is shown.
        company: the name of the company whose id was asked for, `""` if none was.
        last: by what the last of them is sorted; None if it has no such value.
        more: whether others come after them.
        older: the cursor to these, `""` if there are none; whoever made the page sets it.
    """

    matches: tuple[SavedMatch, ...] = ()
    tallies: tuple[Tally, ...] = ()
    company: str = ""
    last: Annotated[datetime | float | None, Field(exclude=True)] = None
    more: bool = False
    older: str = ""

    def count(self, tab: str) -> int:
        """How many there are under a tab."""
        return sum(each.count for each in self.tallies if each.tab == tab)


async def read_inbox(
    database: ScoutlyDatabase,
    users: Sequence[ObjectId],
    wanted: MatchFilter,
    after: Filter,
    most: int,
) -> MatchList:
    """A page of what was saved.

    Args:
        database: where.
        users: for whom.
        wanted: which of it.
        after: the filter of what comes after the last row that was seen; empty for the first page.
        most: rows of a page.
    """
    which = await sifted(database, users, wanted)
    async with at_once() as group:
        asked = group.create_task(
            _found(database, {**which, **under(wanted.tab)}, after, wanted, most)
        )
        tallies = group.create_task(_tallies(database, which))
        company = group.create_task(_name(database, wanted.company))
    found = asked.result()
    page = found[:most]
    rows = await named(database, [SavedJob.read(each) for each in page])
    return MatchList(
        matches=tuple(map(match_of, rows)),
        tallies=tallies.result(),
        company=company.result(),
        last=_value(page[-1].get(SORTED_BY[wanted.sort])) if page else None,
        more=len(found) > most,
    )


async def read_tallies(
    database: ScoutlyDatabase, users: Sequence[ObjectId], wanted: MatchFilter
) -> MatchList:
    """Only how many there are under each tab."""
    return MatchList(tallies=await _tallies(database, await sifted(database, users, wanted)))


async def read_some(
    database: ScoutlyDatabase,
    users: Sequence[ObjectId],
    wanted: MatchFilter,
    ids: Sequence[ObjectId],
) -> dict[ObjectId, SavedMatch]:
    """Those of some saves that are wanted, by their ids."""
    which = {**await sifted(database, users, wanted), **under(wanted.tab)}
    found = await driver.aggregate(
        database.saved_jobs,
        [{"$match": {"$and": [{"_id": {"$in": list(ids)}}, which]}}, {"$project": SHOWN}],
    )
    rows = await named(database, [SavedJob.read(each) for each in found])
    return {row.job.id: match_of(row) for row in rows}


async def _name(database: ScoutlyDatabase, company: str) -> str:
    if not ObjectId.is_valid(company):
        return ""
    found = await database.companies.find_one({"_id": ObjectId(company)}, {"company": 1}) or {}
    return text_in(found.get("company")) or company


async def _found(
    database: ScoutlyDatabase, which: Filter, after: Filter, wanted: MatchFilter, most: int
) -> list[dict[str, Any]]:
    order = {SORTED_BY[wanted.sort]: -1, "_id": -1}
    pipeline: list[Filter] = [
        {"$match": {"$and": [which, after]} if after else which},
        {"$sort": order},
        {"$limit": most + 1},
        {"$project": SHOWN},
    ]
    return await driver.aggregate(database.saved_jobs, pipeline)


def _value(stored: Any) -> datetime | float | None:
    """What a row is sorted by, if it is of the usual kind."""
    if isinstance(stored, int | float) and not isinstance(stored, bool):
        return float(stored)
    return date_in(stored)


async def _tallies(database: ScoutlyDatabase, which: Filter) -> tuple[Tally, ...]:
    stage = {"$cond": [{"$in": ["$status", list(UNDECIDED)]}, STATUSES[0], "$status"]}
    unsaid = {"$ifNull": [stage, STATUSES[0]]}
    withdrawn = {"$and": [{"$eq": [unsaid, STATUSES[0]]}, {"$gt": ["$withdrawnAt", None]}]}
    counted = await driver.aggregate(
        database.saved_jobs,
        [
            {"$match": which},
            {"$project": {"_id": 0, "status": 1, "withdrawnAt": 1}},
            {"$group": {"_id": {"$cond": [withdrawn, WITHDRAWN, unsaid]}, "count": {"$sum": 1}}},
        ],
    )
    return tuple(
        Tally(tab=each["_id"], count=each["count"])
        for each in counted
        if isinstance(each["_id"], str)
    )


def short_match(job: SavedJob, company: str = "", person: str = "") -> ShortMatch:
    """A save in short; `person` is whose it is, where that is not as the save calls them."""
    return ShortMatch(**_short(job, company, person or job.user_id))


def _short(job: SavedJob, company: str, person: str) -> dict[str, Any]:
    return {
        "id": job.id,
        "person": person,
        "title": job.title or job.link,
        "company": company,
        "score": min(job.score, 100),
        "location": job.location,
        "status": job.stage,
        "saved_at": job.created_at,
        "gone_at": job.gone_at,
    }


def match_of(row: SavedJobRow) -> SavedMatch:
    """A save as pages and programs read it."""
    job = row.job
    return SavedMatch(
        **_short(job, row.company, row.person),
        company_id=str(job.of_company or ""),
        pay=SavedPay.model_validate(job.salary),
        link=job.link,
        good_fit_reasons=job.good_fit_reasons,
        consideration_points=job.consideration_points,
        stretch_goals=job.stretch_goals,
        tech_stack=job.tech_stack,
        language_requirements=job.language_requirements,
        experience_level=job.experience_level,
        notes=job.notes,
        judged_by=job.judged_by,
        withdrawn_at=job.withdrawn_at,
    )
