"""By which profile people were last judged at companies, and where that is an earlier one.

It stands in `companyscrapehistories.reactor.profile`, and is written with the history itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bson import ObjectId

from reactor.decisions.profile_fingerprint import StoredProfile
from reactor.documents import Preference, User
from reactor.lenient_fields import date_in, name_in
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.model_usage.troubles import ModelTroubles
from reactor.mongo.people import people_named
from reactor.mongo.postings.histories import History, judged_by
from reactor.mongo.postings.history_writes import MEANWHILE
from reactor.mongo.reactions.profiles import Profiles

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
"""When somebody's profile changed, where nobody knows."""

_SHOWN = dict.fromkeys(
    ("companyId", "userId", "userEmail", "reactor.profile", "reactor.judgedBy"), 1
)


@dataclass(frozen=True, slots=True)
class JudgedPerson:
    """Somebody who tracks a company.

    Attributes:
        user: who it is.
        user_id: how their preference names them.
    """

    user: User
    user_id: str


@dataclass(frozen=True, slots=True)
class JudgedByKeywords:
    """Somebody whom keywords judged in the place of a model that is back.

    Attributes:
        user: who it is.
        judged: when that was last, by company; None where nobody knows.
    """

    user: User
    judged: dict[ObjectId, datetime | None] = field(default_factory=dict)


class JudgedProfiles:
    """Knows who was judged by what."""

    def __init__(self, database: ScoutlyDatabase) -> None:
        self._database = database
        self._profiles = Profiles(database)
        self._troubles = ModelTroubles(database)

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
            (p.company_id, JudgedPerson(user, p.user_id))
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
        self,
        pairs: list[tuple[ObjectId, JudgedPerson]],
        known: Mapping[ObjectId, StoredProfile],
        histories: Iterable[History] | None = None,
    ) -> list[tuple[ObjectId, JudgedPerson]]:
        """Those pairs of company and person in which they were judged by another profile.

        Or by keywords in the place of a model, which can be asked again now. Who has no history at
        a company is new to it, and that is another matter.

        Args:
            pairs: which.
            known: what is remembered of the people.
            histories: all of the one company that is meant, if they were read already.
        """
        marks = await self._marks(pairs) if histories is None else _marks_in(pairs, histories)
        meanwhile = any(each.meanwhile for some in marks.values() for each in some)
        again = meanwhile and not await self._troubles.hold_back()
        found: list[tuple[ObjectId, JudgedPerson]] = []
        for company_id, person in pairs:
            seen, names = known[person.user.id], {person.user_id.lower(), *person.user.names}
            mine = [each for each in marks[company_id] if each.name in names]
            by = {each.profile or seen.base for each in mine}
            if (by and seen.mark not in by) or (again and any(each.meanwhile for each in mine)):
                found.append((company_id, person))
        return found

    async def to_be_taken_up(self) -> list[JudgedByKeywords]:
        """Those whom keywords judged in the place of a model that can be asked again."""
        which = {"reactor.judgedBy": MEANWHILE}
        shown = {"companyId": 1, "userId": 1, "userEmail": 1, "updatedAt": 1}
        found = await self._database.histories.find(which, shown).to_list(None)
        if not found or await self._troubles.hold_back():
            return []
        named = [(name_in(each.get("userId") or each.get("userEmail")), each) for each in found]
        people = await people_named(self._database, (name for name, _ in named))
        taken: dict[ObjectId, JudgedByKeywords] = {}
        for name, history in named:
            if user := people.named(name):
                mine = taken.setdefault(user.id, JudgedByKeywords(user))
                mine.judged[history["companyId"]] = date_in(history.get("updatedAt"))
        return list(taken.values())

    async def has_history(self, company_id: ObjectId, person: JudgedPerson) -> bool:
        """Whether somebody was matched at a company before."""
        marks = await self._marks([(company_id, person)])
        names = {person.user_id.lower(), *person.user.names}
        return any(each.name in names for each in marks[company_id])

    async def _marks(
        self, pairs: list[tuple[ObjectId, JudgedPerson]]
    ) -> dict[ObjectId, list["_Mark"]]:
        """What histories call their people, and the marks in them, by company."""
        marks: dict[ObjectId, list[_Mark]] = defaultdict(list)
        if not pairs:
            return marks
        names = list({n for _, p in pairs for n in (p.user_id, p.user.email, *p.user.names)} - {""})
        companies = list({company_id for company_id, _ in pairs})
        theirs = [{field: {"$in": names}} for field in ("userId", "userEmail")]
        which = {"companyId": {"$in": companies}, "$or": theirs}
        async for history in self._database.histories.find(which, _SHOWN):
            profile, meanwhile = judged_by(history)
            called = {name_in(history.get(field)).lower() for field in ("userId", "userEmail")}
            marks[history["companyId"]] += [
                _Mark(name, profile, meanwhile) for name in called - {""}
            ]
        return marks


def _marks_in(
    pairs: Iterable[tuple[ObjectId, JudgedPerson]], histories: Iterable[History]
) -> dict[ObjectId, list["_Mark"]]:
    """The marks in the histories of the one company that pairs name."""
    marks = [_Mark(name, h.profile, h.meanwhile) for h in histories for name in h.names]
    return {company_id: marks for company_id, _ in pairs}


@dataclass(frozen=True, slots=True)
class _Mark:
    """What a history says of a person: their name, by what profile, and whether by keywords."""

    name: str
    profile: str
    meanwhile: bool
