"""By which profile people were last judged at companies, and where that is an earlier one.

It stands in `companyscrapehistories.reactor.profile`, and is written with the history itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bson import ObjectId

from reactor.decisions.profile import Remembered
from reactor.documents import Preference, User
from reactor.fields import mapping_in, name_in
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.people import people_named
from reactor.mongo.profiles import Profiles

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
"""When somebody's profile changed, where nobody knows."""

_SHOWN = {"companyId": 1, "userId": 1, "userEmail": 1, "reactor.profile": 1}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who tracks a company.

    Attributes:
        user: who it is.
        user_id: how their preference names them.
    """

    user: User
    user_id: str


class Judged:
    """Knows who was judged by what."""

    def __init__(self, database: ScoutlyDatabase) -> None:
        self._database = database
        self._profiles = Profiles(database)

    async def outdated_at(self, preferences: Iterable[Preference]) -> dict[ObjectId, datetime]:
        """When the last profile changed by which a company's followers are yet to be judged.

        Companies of whose followers none is are not among them.

        Args:
            preferences: those that count, of some companies.
        """
        tracking = list(preferences)
        people = await people_named(self._database, (p.user_id for p in tracking))
        known = await self._profiles.known([user.id for user in people])
        changed = {of: each for of, each in known.items() if each.changed}
        pairs = [
            (p.company_id, Person(user, p.user_id))
            for p in tracking
            if (user := people.named(p.user_id)) and user.id in changed
        ]
        outdated = await self.outdated(pairs, changed)
        latest: dict[ObjectId, datetime] = {}
        for company_id, person in outdated:
            at = changed[person.user.id].at or LONG_AGO
            latest[company_id] = max(latest.get(company_id, at), at)
        return latest

    async def outdated(
        self, pairs: list[tuple[ObjectId, Person]], known: Mapping[ObjectId, Remembered]
    ) -> list[tuple[ObjectId, Person]]:
        """Those pairs of company and person in which they were judged by another profile.

        Who has no history at a company is new to it, and that is another matter.
        """
        marks = await self._marks(pairs)
        found: list[tuple[ObjectId, Person]] = []
        for company_id, person in pairs:
            seen, names = known[person.user.id], {person.user_id.lower(), *person.user.names}
            by = {mark or seen.base for name, mark in marks[company_id] if name in names}
            if by and seen.mark not in by:
                found.append((company_id, person))
        return found

    async def has_history(self, company_id: ObjectId, person: Person) -> bool:
        """Whether somebody was matched at a company before."""
        marks = await self._marks([(company_id, person)])
        names = {person.user_id.lower(), *person.user.names}
        return any(name in names for name, _ in marks[company_id])

    async def _marks(
        self, pairs: list[tuple[ObjectId, Person]]
    ) -> dict[ObjectId, list[tuple[str, str]]]:
        """What histories call their people, and the marks in them, by company."""
        marks: dict[ObjectId, list[tuple[str, str]]] = defaultdict(list)
        if not pairs:
            return marks
        names = list({n for _, p in pairs for n in (p.user_id, p.user.email, *p.user.names)} - {""})
        companies = list({company_id for company_id, _ in pairs})
        theirs = [{field: {"$in": names}} for field in ("userId", "userEmail")]
        which = {"companyId": {"$in": companies}, "$or": theirs}
        async for history in self._database.histories.find(which, _SHOWN):
            mark = _mark(history)
            called = {name_in(history.get(field)).lower() for field in ("userId", "userEmail")}
            marks[history["companyId"]] += [(name, mark) for name in called - {""}]
        return marks


def _mark(history: Mapping[str, Any]) -> str:
    mark = mapping_in(history.get("reactor")).get("profile")
    return mark if isinstance(mark, str) else ""
