"""The followers of a company, as known people.

What a preference calls its user is resolved by `people`: several names can be one person.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bson import ObjectId

from reactor.documents import Preference, User
from reactor.lenient_fields import name_in
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.people import KnownPeople, people_named


@dataclass(frozen=True, slots=True)
class Follower:
    """A known person who tracks a company.

    Attributes:
        user_id: how their preference names them.
        user: who they are.
    """

    user_id: str
    user: User


@dataclass(frozen=True, slots=True)
class CompanyFollowers:
    """Everybody who tracks a company.

    Attributes:
        followers: those who are known, one entry a person, in a stable order.
        strangers: what preferences call people whom nobody knows.
    """

    followers: tuple[Follower, ...]
    strangers: tuple[str, ...]


def audience_of(preferences: Iterable[Preference], people: KnownPeople) -> CompanyFollowers:
    """Who tracks a company.

    Args:
        preferences: all of the company's; of one person's the highest rank counts.
        people: those whom the preferences mean, as far as they are known.
    """
    followers: dict[ObjectId, Follower] = {}
    strangers = dict[str, None]()
    tracking = [preference for preference in preferences if preference.tracks]
    for preference in sorted(tracking, key=lambda p: (-(p.valid_rank or 0), p.user_id)):
        user = people.named(preference.user_id)
        if user is None:
            strangers[preference.user_id] = None
        elif user.id not in followers:
            followers[user.id] = Follower(preference.user_id, user)
    by_name = sorted(followers.values(), key=lambda follower: follower.user_id)
    return CompanyFollowers(tuple(by_name), tuple(sorted(strangers)))


class Followers:
    """Looks up people by their preferences."""

    def __init__(self, database: ScoutlyDatabase) -> None:
        self._database = database

    async def audience(self, company_id: ObjectId) -> CompanyFollowers:
        """Who tracks this company; of one person's preferences the highest rank counts."""
        found = self._database.preferences.find({"companyId": company_id})
        tracking = [p for p in map(Preference.read, await found.to_list(None)) if p.tracks]
        people = await people_named(self._database, (p.user_id for p in tracking), whole=True)
        return audience_of(tracking, people)

    async def of(self, company_id: ObjectId) -> list[Follower]:
        """Everybody known who tracks this company, one entry a person, in a stable order."""
        return list((await self.audience(company_id)).followers)

    async def newcomers(
        self, preferences: Iterable[Preference], followed_by: Mapping[ObjectId, set[str]]
    ) -> set[ObjectId]:
        """Those companies of tracking `preferences` in which a known user has no history.

        Args:
            preferences: whose.
            followed_by: the `userId`s, in lower case, of each company's histories.
        """
        unseen = [
            preference
            for preference in preferences
            if preference.tracks
            and preference.user_id.lower() not in followed_by.get(preference.company_id, ())
        ]
        people = await people_named(self._database, (p.user_id for p in unseen))
        known_users = [(p, user) for p in unseen if (user := people.named(p.user_id))]
        if not known_users:
            return set()
        known = await self._known_by_any_name({p.company_id for p, _ in known_users})
        return {
            preference.company_id
            for preference, user in known_users
            if known[preference.company_id].isdisjoint(user.names)
        }

    async def _known_by_any_name(self, company_ids: set[ObjectId]) -> dict[ObjectId, set[str]]:
        found = self._database.histories.find(
            {"companyId": {"$in": list(company_ids)}}, {"companyId": 1, "userId": 1, "userEmail": 1}
        )
        known: dict[ObjectId, set[str]] = defaultdict(set)
        async for history in found:
            names = {name_in(history.get(field)).lower() for field in ("userId", "userEmail")}
            known[history["companyId"]] |= names - {""}
        return known
