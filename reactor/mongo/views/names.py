"""What preferences call people: names that mean nobody, and several that mean one person."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from bson import ObjectId

from reactor.documents import Preference
from reactor.lenient_fields import name_in
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.people import People, everybody

_TRACKING = {"isTracking": {"$ne": False}}
_MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Names:
    """What preferences that track call people.

    Attributes:
        unknown: how many names mean nobody.
        strangers: the first of these, in alphabetical order.
        again: preferences of people who have one with a higher rank for the same company, under
            another name, by their rank.
    """

    unknown: int = 0
    strangers: tuple[str, ...] = ()
    again: Mapping[int, int] = field(default_factory=Counter)


async def read_names(database: ScoutlyDatabase) -> Names:
    """Look at every name that is in use, once."""
    group: list[Mapping[str, Any]] = [{"$match": _TRACKING}, {"$group": {"_id": "$userId"}}]
    used = [each["_id"] for each in await driver.aggregate(database.preferences, group)]
    people = await everybody(database)
    strangers = sorted({name_in(name) or "(none)" for name in used if people.named(name) is None})
    by_person: dict[ObjectId, list[Any]] = defaultdict(list)
    for name in used:
        if user := people.named(name):
            by_person[user.id].append(name)
    several = [name for names in by_person.values() if len(names) > 1 for name in names]
    again = await _again(database, several, people) if several else Counter[int]()
    return Names(len(strangers), tuple(strangers[:_MOST_SHOWN]), again)


async def _again(database: ScoutlyDatabase, names: Collection[Any], people: People) -> Counter[int]:
    shown = {"userId": 1, "companyId": 1, "rank": 1, "isTracking": 1}
    ranks: dict[tuple[ObjectId, ObjectId], list[int]] = defaultdict(list)
    async for each in database.preferences.find({"userId": {"$in": list(names)}}, shown):
        preference = Preference.read(each)
        user, rank = people.named(preference.user_id), preference.valid_rank
        if user and rank and preference.tracks and isinstance(preference.company_id, ObjectId):
            ranks[user.id, preference.company_id].append(rank)
    return Counter(rank for of_one in ranks.values() for rank in sorted(of_one)[:-1])
