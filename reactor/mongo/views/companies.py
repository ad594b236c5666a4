"""The companies, a page at a time, with search and filters."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bson import MinKey, ObjectId

from reactor.documents import Company, User
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.setup.indexes import ANY_CASE
from reactor.mongo.views.company_rows import CompanyRow, rows_of
from reactor.mongo.views.concurrent_reads import at_once
from reactor.mongo.views.paging import ROWS, PageKey, beyond_text, text_cursor
from reactor.mongo.views.read_model import ReadModel
from reactor.mongo.views.tracking import tracking_of

SHOWS = ("all", "on", "off", "failing")
"""What the list can be narrowed to; the first is what it shows unasked."""


@dataclass(frozen=True, slots=True)
class CompanySearch:
    """Which companies.

    Attributes:
        show: one of `SHOWS`.
        text: in the name, slug or address; `""` for any.
        after: the last row seen.
    """

    show: str = SHOWS[0]
    text: str = ""
    after: PageKey | None = None


class Companies(ReadModel):
    """A page of companies.

    Attributes:
        counts: how many there are of each of `SHOWS`.
        companies: in alphabetical order.
        older: where the next page begins, `""` on the last.
    """

    counts: Mapping[str, int]
    companies: tuple[CompanyRow, ...] = ()
    older: str = ""


async def read_companies(
    database: ScoutlyDatabase, search: CompanySearch, user: User | None, users: Sequence[ObjectId]
) -> Companies:
    """A page of the companies.

    Args:
        database: where.
        search: which.
        user: whose wishes are shown; None for everybody's together.
        users: whose matches are counted.
    """
    async with at_once() as group:
        wanted = group.create_task(tracking_of(database, user))
        bad = group.create_task(_problematic(database))
        ids = group.create_task(_every(database))
    wishes, every = wanted.result(), ids.result()
    on = {company for company, wish in wishes.items() if wish.tracks}.intersection(every)
    failing = on.intersection(bad.result())
    which = filter_of(search, on, failing)
    options = {"projection": {"scrapeErrors": 0}, "collation": ANY_CASE}
    found = database.companies.find(which, **options).sort([("company", 1), ("_id", 1)])
    documents = await found.limit(ROWS + 1).to_list(None)
    rows = await rows_of(database, documents[:ROWS], wishes, users)
    counts = (len(every), len(on), len(every) - len(on), len(failing))
    older = text_cursor(documents[ROWS - 1], "company") if len(documents) > ROWS else ""
    return Companies(counts=dict(zip(SHOWS, counts, strict=True)), companies=rows, older=older)


def filter_of(
    search: CompanySearch, on: Iterable[ObjectId], failing: Iterable[ObjectId]
) -> Mapping[str, Any]:
    """The filter of a search."""
    conditions: list[Mapping[str, Any]] = []
    match search.show:
        case "on":
            conditions.append({"_id": {"$in": list(on)}})
        case "off":
            conditions.append({"_id": {"$nin": list(on)}})
        case "failing":
            conditions.append({"_id": {"$in": list(failing)}})
    if search.text:
        like = {"$regex": re.escape(search.text), "$options": "i"}
        fields = ("company", "companyID", "careers_url")
        conditions.append({"$or": [{field: like} for field in fields]})
    if search.after:
        conditions.append(beyond_text(search.after, "company"))
    return {"$and": [{"_id": {"$type": "objectId"}}, *conditions]}


async def _every(database: ScoutlyDatabase) -> frozenset[ObjectId]:
    """Ids of all companies, from the index alone: preferences name some that are not there."""
    found = database.companies.find({"_id": {"$gte": MinKey()}}, {"_id": 1})
    ids = [each["_id"] for each in await found.to_list(None)]
    return frozenset(each for each in ids if isinstance(each, ObjectId))


async def _problematic(database: ScoutlyDatabase) -> set[ObjectId]:
    found = database.companies.find({"isProblematic": True}, {"_id": 1})
    return {each["_id"] for each in await found.to_list(None)}


async def all_companies(database: ScoutlyDatabase) -> list[Company]:
    """Every company, without what the checks do not look at."""
    shown = {"company": 1, "companyID": 1, "careers_url": 1, "isProblematic": 1}
    known = {"_id": {"$type": "objectId"}}
    return [Company.read(each) async for each in database.companies.find(known, shown)]
