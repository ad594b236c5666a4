"""Valid preferences: effective ranks, their spread over the frequencies, and invalid ones."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bson import ObjectId

from reactor.decisions.schedule import interval
from reactor.documents import Preference
from reactor.lenient_fields import DEFAULT_RANK, valid_rank
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.people import KnownPeople, everybody

_RANKS = [rank for rank in range(1, 101) if valid_rank(rank)]
_RANK = {"$ifNull": ["$rank", DEFAULT_RANK]}
_AS_TRACKING = [True, None, 1]
"""To the server, what `Preference.tracks` takes for a switch that is on."""

# Arrays that hold what is looked for are found as well, and do not count.
TRACKING: Mapping[str, Any] = {
    "rank": {"$in": [*_RANKS, None], "$not": {"$type": "array"}},
    "isTracking": {"$in": _AS_TRACKING, "$not": {"$type": "array"}},
}
"""The filter of preferences that track."""

BEST_RANK: Mapping[str, Any] = {"$max": _RANK}
"""An accumulator: the effective rank of preferences that track."""


@dataclass(slots=True)
class Tier:
    """The ranks that share an interval.

    Attributes:
        lowest: rank.
        highest: rank.
        every: time between two visits.
        preferences: tracking preferences with such a rank.
        companies: those whose effective rank is such.
        due: companies whose next visit is not in the future.
        overdue: of these, those late by a whole interval or more.
        never: companies that have never been visited with success.
    """

    lowest: int
    highest: int
    every: timedelta
    preferences: int = 0
    companies: int = 0
    due: int = 0
    overdue: int = 0
    never: int = 0


class Tiers:
    """All tiers, from the most frequent to the least."""

    def __init__(self) -> None:
        self._tiers: dict[timedelta, Tier] = {}
        for rank in filter(valid_rank, range(100, 0, -1)):
            every = interval(rank)
            tier = self._tiers.setdefault(every, Tier(rank, rank, every))
            tier.lowest = rank

    def all(self) -> tuple[Tier, ...]:
        """The tiers as counted so far."""
        return tuple(self._tiers.values())

    def add_preferences(self, rank: int, count: int) -> None:
        """Count preferences that track with this rank."""
        self._tiers[interval(rank)].preferences += count

    def add_company(self, rank: int, last_success: datetime | None) -> Tier:
        """Count a company with this effective rank; gives its tier."""
        tier = self._tiers[interval(rank)]
        tier.companies += 1
        tier.never += last_success is None
        return tier

    def add_due_company(self, rank: int, last_success: datetime | None, priority: float) -> None:
        """Count a company that is due, with the priority that a job of now would have."""
        tier = self.add_company(rank, last_success)
        tier.due += 1
        tier.overdue += last_success is not None and priority >= _LATE_BY_A_WHOLE_INTERVAL * rank


@dataclass(frozen=True, slots=True)
class BadPreferences:
    """Preferences that do not count, and why.

    Attributes:
        rank: their rank is no whole number from 1 to 100.
        company: their `companyId` is no ObjectId.
        unknown: they track a company that does not exist.
        example: the `_id` of one whose rank or company is invalid.
    """

    rank: int = 0
    company: int = 0
    unknown: int = 0
    example: str = ""

    @property
    def total(self) -> int:
        """All of them."""
        return self.rank + self.company + self.unknown


async def effective_ranks(
    database: ScoutlyDatabase, companies: Sequence[ObjectId] | None = None
) -> dict[ObjectId, tuple[int | None, int]]:
    """The effective rank of each company that is tracked, and how many preferences track it.

    Args:
        database: where.
        companies: only these; None for all.
    """
    if companies is not None and not companies:
        return {}
    among = {} if companies is None else {"companyId": {"$in": list(companies)}}
    tracking = {**TRACKING, **among}
    best = {"_id": "$companyId", "rank": BEST_RANK, "count": {"$sum": 1}}
    found = await driver.aggregate(database.preferences, [{"$match": tracking}, {"$group": best}])
    return {
        each["_id"]: (valid_rank(each["rank"]), each["count"])
        for each in found
        if isinstance(each["_id"], ObjectId)
    }


async def spread_of_ranks(database: ScoutlyDatabase) -> list[dict[str, Any]]:
    """How many preferences have which rank, invalid ones by the type of their values."""
    rank = {"$cond": [{"$isNumber": _RANK}, _RANK, {"$type": "$rank"}]}
    tracks = {"$in": [{"$ifNull": ["$isTracking", None]}, _AS_TRACKING]}
    names = {"$eq": [{"$type": "$companyId"}, "objectId"]}
    by = {"rank": rank, "tracks": tracks, "names": names}
    spread = {"_id": by, "count": {"$sum": 1}, "example": {"$first": "$_id"}}
    return await driver.aggregate(database.preferences, [{"$group": spread}])


def count_preferences(
    spread: Iterable[Mapping[str, Any]], tiers: Tiers, unknown: Iterable[int]
) -> BadPreferences:
    """Count the valid ones into their tiers; gives the others."""
    bad, example = Counter[str](), ""
    for each in spread:
        by, count = each["_id"], each["count"]
        rank = valid_rank(by["rank"])
        if rank is None or not by["names"]:
            bad["rank" if rank is None else "company"] += count
            example = example or str(each["example"])
        elif by["tracks"]:
            tiers.add_preferences(rank, count)
    return BadPreferences(bad["rank"], bad["company"], sum(unknown), example)


@dataclass(frozen=True, slots=True)
class AllPreferences:
    """Every preference, and what preferences can name.

    Attributes:
        preferences: all of them.
        companies: ids of those that are there.
        people: whom they can name.
        mistyped: how many name somebody by an ObjectId and not by its hex.
    """

    preferences: tuple[Preference, ...]
    companies: frozenset[ObjectId]
    people: KnownPeople
    mistyped: int = 0


async def ask_tracking(database: ScoutlyDatabase) -> AllPreferences:
    """Who tracks what."""
    shown = {"userId": 1, "companyId": 1, "rank": 1, "isTracking": 1}
    preferences = [Preference.read(each) async for each in database.preferences.find({}, shown)]
    companies = [each["_id"] async for each in database.companies.find({}, {"_id": 1})]
    people = await everybody(database)
    mistyped = await database.preferences.count_documents({"userId": {"$type": "objectId"}})
    return AllPreferences(tuple(preferences), frozenset(companies), people, mistyped)


_LATE_BY_A_WHOLE_INTERVAL = 2
"""Priority is rank times the intervals since the last success: this many of them."""
