"""The companies there are, a page at a time, searched and narrowed."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bson import ObjectId

from reactor.documents import User
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.setup.indexes import ANY_CASE
from reactor.mongo.views.at_once import at_once
from reactor.mongo.views.company_rows import CompanyRow, rows_of
from reactor.mongo.views.paging import ROWS, Cursor
from reactor.mongo.views.record import Record
from reactor.mongo.views.wishes import wishes_of

SHOWS = ("all", "on", "off", "failing")
"""What the list can be narrowed to; the first is what it shows unasked."""

_NAMELESS = -1.0
"""What a cursor says of a company without a name: these come first."""


@dataclass(frozen=True, slots=True)
class Search:
    """Which companies.

    Attributes:
        show: one of `SHOWS`.
        text: in the name, slug or address; `""` for any.
        after: the last row seen.
    """

    show: str = SHOWS[0]
    text: str = ""
    after: Cursor | None = None


class Companies(Record):
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
    database: ScoutlyDatabase, search: Search, user: User | None, users: Sequence[ObjectId]
) -> Companies:
    """A page of the companies.

    Args:
        database: where.
        search: which.
        user: whose wishes are shown; None for everybody's together.
        users: whose matches are counted.
    """
    async with at_once() as group:
        wanted = group.create_task(wishes_of(database, user))
        bad = group.create_task(_problematic(database))
        every = group.create_task(database.companies.estimated_document_count())
    wishes = wanted.result()
    on = {company for company, wish in wishes.items() if wish.tracks}
    failing = on.intersection(bad.result())
    which = filter_of(search, on, failing)
    options = {"projection": {"scrapeErrors": 0}, "collation": ANY_CASE}
    found = database.companies.find(which, **options).sort([("company", 1), ("_id", 1)])
    documents = await found.limit(ROWS + 1).to_list(None)
    rows = await rows_of(database, documents[:ROWS], wishes, users)
    counts = (every.result(), len(on), max(every.result() - len(on), 0), len(failing))
    older = _cursor(documents[ROWS - 1]) if len(documents) > ROWS else ""
    return Companies(counts=dict(zip(SHOWS, counts, strict=True)), companies=rows, older=older)


def filter_of(
    search: Search, on: Iterable[ObjectId], failing: Iterable[ObjectId]
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
        conditions.append(_beyond(search.after))
    return {"$and": [{"_id": {"$type": "objectId"}}, *conditions]}


def _beyond(after: Cursor) -> Mapping[str, Any]:
    if after.value == _NAMELESS:
        unnamed = {"company": None, "_id": {"$gt": after.id}}
        return {"$or": [unnamed, {"company": {"$gte": ""}}]}
    return after.after("company", 1)


def _cursor(document: Mapping[str, Any]) -> str:
    name = document.get("company")
    return str(Cursor(name if isinstance(name, str) else _NAMELESS, document["_id"]))


async def _problematic(database: ScoutlyDatabase) -> set[ObjectId]:
    found = database.companies.find({"isProblematic": True}, {"_id": 1})
    return {each["_id"] for each in await found.to_list(None)}
