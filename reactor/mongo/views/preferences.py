"""Which preferences count for what: effective ranks, how they spread, and invalid ones."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bson import ObjectId

from reactor.lenient_fields import DEFAULT_RANK, valid_rank
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.views.tiers import Tiers

_RANKS = [rank for rank in range(1, 101) if valid_rank(rank)]
_RANK = {"$ifNull": ["$rank", DEFAULT_RANK]}
_AS_TRACKING = [True, None, 1]
"""To the server, what `Preference.tracks` takes for a switch that is on."""


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
    # Arrays that hold what is looked for are found as well, and do not count.
    tracking: dict[str, Any] = {
        "rank": {"$in": [*_RANKS, None], "$not": {"$type": "array"}},
        "isTracking": {"$in": _AS_TRACKING, "$not": {"$type": "array"}},
    }
    if companies is not None:
        tracking["companyId"] = {"$in": list(companies)}
    best = {"_id": "$companyId", "rank": {"$max": _RANK}, "count": {"$sum": 1}}
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
