"""Tracked companies of one person or of all."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bson import ObjectId

from reactor.documents import Preference, User
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.people import everybody, written_as
from reactor.mongo.setup.indexes import ANY_CASE
from reactor.mongo.views.preferences import effective_ranks

_SHOWN = {"companyId": 1, "userId": 1, "rank": 1, "isTracking": 1}


@dataclass(frozen=True, slots=True)
class TrackedCompany:
    """How a company is tracked.

    Attributes:
        rank: from 1 to 100; None if nothing valid is written.
        tracks: whether it is tracked.
    """

    rank: int | None = None
    tracks: bool = False


async def tracking_of(
    database: ScoutlyDatabase, user: User | None
) -> dict[ObjectId, TrackedCompany]:
    """What somebody wants of each company, under whatever name; None for everybody together."""
    if user is None:
        ranks = await effective_ranks(database)
        return {company: TrackedCompany(rank, True) for company, (rank, _) in ranks.items() if rank}
    mine = {"userId": {"$in": written_as(user)}}
    found = await database.preferences.find(mine, _SHOWN, collation=ANY_CASE).to_list(None)
    return {company: _counted(each) for company, each in _by_company(found).items()}


async def followers_of(database: ScoutlyDatabase, company: ObjectId) -> tuple[str, ...]:
    """Who tracks a company, as people call them; names that mean nobody stand as they are."""
    found = await database.preferences.find({"companyId": company}, _SHOWN).to_list(None)
    people = await everybody(database)
    wishes = [wish for wish in map(Preference.read, found) if wish.tracks]
    known = ((people.named(wish.user_id), wish.user_id) for wish in wishes)
    return tuple(sorted({(user and user.email) or name for user, name in known} - {""}))


def _by_company(found: Iterable[Mapping[str, Any]]) -> dict[ObjectId, list[Preference]]:
    by_company = defaultdict[ObjectId, list[Preference]](list)
    for each in found:
        if isinstance(each.get("companyId"), ObjectId):
            by_company[each["companyId"]].append(Preference.read(each))
    return by_company


def _counted(several: Sequence[Preference]) -> TrackedCompany:
    """Of several, one that tracks counts, and then the highest rank."""
    first = min(several, key=lambda each: (not each.tracks, -(each.valid_rank or 0)))
    return TrackedCompany(first.valid_rank, first.tracks)
