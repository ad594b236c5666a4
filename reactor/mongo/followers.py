"""Who follows a company, as known people.

A preference names its user by e-mail or by the hex of `users._id`; both can be one person.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bson import ObjectId

from reactor.documents import Preference, User
from reactor.mongo.database import ScoutlyDatabase


@dataclass(frozen=True, slots=True)
class Follower:
    """A known person who tracks a company.

    Attributes:
        user_id: how their preference names them.
        user: who they are.
    """

    user_id: str
    user: User


class Followers:
    """Looks up people by their preferences."""

    def __init__(self, database: ScoutlyDatabase) -> None:
        self._database = database

    async def of(self, company_id: ObjectId) -> list[Follower]:
        """Everybody known who tracks this company, one entry a person, in a stable order."""
        found = self._database.preferences.find({"companyId": company_id})
        tracking = [p for p in map(Preference.read, await found.to_list(None)) if p.tracks]
        users = await self._users(tracking)
        followers: dict[ObjectId, Follower] = {}
        for preference in sorted(tracking, key=lambda p: p.user_id):
            user = users.get(preference.user_id.lower())
            if user and user.id not in followers:
                followers[user.id] = Follower(preference.user_id, user)
        return list(followers.values())

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
        if not unseen:
            return set()
        users = await self._users(unseen)
        if not users:
            return set()
        known = await self._known_by_either_name({p.company_id for p in unseen})
        return {
            preference.company_id
            for preference in unseen
            if (user := users.get(preference.user_id.lower()))
            and known[preference.company_id].isdisjoint(user.names)
        }

    async def _known_by_either_name(self, company_ids: set[ObjectId]) -> dict[ObjectId, set[str]]:
        found = self._database.histories.find(
            {"companyId": {"$in": list(company_ids)}}, {"companyId": 1, "userId": 1, "userEmail": 1}
        )
        known: dict[ObjectId, set[str]] = defaultdict(set)
        async for history in found:
            known[history["companyId"]] |= _names(history)
        return known

    async def _users(self, preferences: Iterable[Preference]) -> dict[str, User]:
        """The users that preferences name, by either name in lower case."""
        names = {preference.user_id.lower() for preference in preferences}
        ids = [ObjectId(name) for name in names if ObjectId.is_valid(name)]
        by_name = {
            "_id": {"$type": "objectId"},
            "$or": [{"email": {"$in": list(names)}}, {"_id": {"$in": ids}}],
        }
        users: dict[str, User] = {}
        async for document in self._database.users.find(by_name):
            user = User.read(document)
            users |= dict.fromkeys(filter(None, user.names), user)
        return users


def _names(history: dict[str, object]) -> set[str]:
    return {str(history.get(field) or "").lower() for field in ("userId", "userEmail")} - {""}
