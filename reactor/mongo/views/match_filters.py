"""Filters of saves as MongoDB queries."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bson import ObjectId

from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.views.days import UNDECIDED
from reactor.saved_job_status import STATUSES

EVERYTHING, WITHDRAWN = "all", "withdrawn"
"""Tabs beside those of the statuses."""

NEWEST, BEST = "new", "best"
SORTED_BY = {NEWEST: "createdAt", BEST: "suitabilityScore"}
"""What lists are sorted by, downwards, and then by `_id`."""

_MAX_COMPANIES = 2_000
_MAX_WORDS = 6
_SEARCHED = ("title", "location", "notes")

Filter = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MatchFilter:
    """Which saves are wanted.

    Attributes:
        tab: a status, or `all` or `withdrawn`.
        text: words that all occur in its title, company, place or notes.
        company: a company's id, or a part of its name.
        place: a part of the place.
        score: the lowest, 0 to 100.
        sort: `new` or `best`.
    """

    tab: str = STATUSES[0]
    text: str = ""
    company: str = ""
    place: str = ""
    score: int = 0
    sort: str = NEWEST


def beyond(sort: str, value: datetime | float | None, row: ObjectId) -> Filter:
    """The filter of the rows after one; those without a value to sort them by come last.

    Args:
        sort: `new` or `best`.
        value: by what the row is sorted; None if it has no such value.
        row: its id.
    """
    field = SORTED_BY[sort]
    if value is None:
        kind = "date" if sort == NEWEST else "number"
        return {field: {"$not": {"$type": kind}}, "_id": {"$lt": row}}
    return {field: {"$not": {"$gt": value}}, "$nor": [{field: value, "_id": {"$gte": row}}]}


def under(tab: str) -> Filter:
    """The filter of a tab: what was withdrawn before anybody chose it is under its own."""
    if tab == EVERYTHING:
        return {}
    if tab == WITHDRAWN:
        return {"status": {"$in": list(UNDECIDED)}, "withdrawnAt": {"$ne": None}}
    if tab == STATUSES[0]:
        return {"status": {"$in": list(UNDECIDED)}, "withdrawnAt": None}
    return {"status": tab}


async def sifted(
    database: ScoutlyDatabase, users: Sequence[ObjectId], wanted: MatchFilter
) -> dict[str, Any]:
    """The filter of what is wanted, under whatever tab."""
    which: dict[str, Any] = {"user": {"$in": list(users)}}
    if wanted.score:
        which["suitabilityScore"] = {"$gte": wanted.score}
    if wanted.place:
        which["location"] = _containing(wanted.place)
    every: list[Filter] = []
    if wanted.company:
        every.append(await _of_company(database, wanted.company))
    for word in wanted.text.split()[:_MAX_WORDS]:
        said = [{name: _containing(word)} for name in _SEARCHED]
        every.append({"$or": [*said, *(await _of_company(database, word))["$or"]]})
    return which | ({"$and": every} if every else {})


async def _of_company(database: ScoutlyDatabase, said: str) -> dict[str, Any]:
    """The filter of what companies of that id or name have; apps of June 2025 write `company`."""
    if ObjectId.is_valid(said):
        ids = [ObjectId(said)]
    else:
        name = _containing(said)
        which = {"$or": [{"company": name}, {"companyID": name}]}
        found = database.companies.find(which, {"_id": 1}).limit(_MAX_COMPANIES)
        ids = [each["_id"] async for each in found]
    return {"$or": [{"companyId": {"$in": ids}}, {"company": {"$in": ids}}]}


def _containing(said: str) -> Filter:
    return {"$regex": re.escape(said), "$options": "i"}
