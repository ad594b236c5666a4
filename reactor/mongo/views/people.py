"""People: their profiles and their tracking, and names in documents that mean nobody."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bson import ObjectId

from reactor.documents import Preference, User
from reactor.lenient_fields import name_in
from reactor.mongo import driver
from reactor.mongo.cache.cv_texts import UNREAD, UnreadNote, mark_of
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.notifications.notice import urls_in
from reactor.mongo.people import KnownPeople, everybody, written_as
from reactor.mongo.setup.indexes import ANY_CASE
from reactor.mongo.views.paging import ROWS, PageKey, beyond_text, text_cursor
from reactor.mongo.views.preferences import TRACKING

_MISNAMED = ("cv", "CV", "Cv", "cvtext", "CVText", "cv_text", "resume")
"""Fields that people type when they mean `cvText`."""

_BEGINNING = 2_000
"""Characters of a CV that are read of each person."""

_MAX_SUSPECTS = 1_000
_SHORT = 300
_MAX_SHOWN = 10
_KNOWN: Mapping[str, Any] = {"_id": {"$type": "objectId"}}
_CV_TEXT = {"$cond": [{"$eq": [{"$type": "$cvText"}, "string"]}, "$cvText", ""]}

SUSPECT: Mapping[str, Any] = {
    "$or": [
        {"cvUrl": {"$type": "string", "$ne": ""}},
        {"$expr": {"$lt": [{"$strLenCP": _CV_TEXT}, _SHORT]}},
        {"cvText": {"$not": {"$regex": r"\p{L}"}}},
        {"cvText": {"$regex": r"^\W*lorem ipsum", "$options": "i"}},
    ]
}
"""The filter of those of whom perhaps nothing is known: with a short CV, or one elsewhere."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a user.

    Attributes:
        user: the user, the CV cut after its beginning.
        characters: how long the CV is.
        misnamed: a field that holds a CV, and is not called so.
        unread: that the CV at their link of now could not be read the last time.
    """

    user: User
    characters: int = 0
    misnamed: str = ""
    unread: UnreadNote | None = None


async def read_profiles(
    database: ScoutlyDatabase, which: Mapping[str, Any] | None = None, most: int | None = None
) -> list[Profile]:
    """What is known of people, in no order.

    Args:
        database: where.
        which: the filter of whom; None for everybody.
        most: of so many at most.
    """
    shown: dict[str, Any] = {
        **dict.fromkeys(("email", "userId", "cvUrl", "candidateInfo"), 1),
        "cvText": {"$substrCP": [_CV_TEXT, 0, _BEGINNING]},
        "characters": {"$strLenCP": _CV_TEXT},
        "misnamed": {name: {"$type": f"${name}"} for name in _MISNAMED},
        # `_id` of a document is compared whole, the order of its fields included.
        "note": {"of": UNREAD, "user": "$_id"},
    }
    noted = {"from": "cvs", "localField": "note", "foreignField": "_id", "as": "notes"}
    pipeline: list[Mapping[str, Any]] = [
        {"$match": {"$and": [_KNOWN, which]} if which else _KNOWN},
        *([{"$limit": most}] if most else []),
        {"$project": shown},
        {"$lookup": noted},
    ]
    return list(map(_profile, await driver.aggregate(database.users, pipeline)))


async def read_suspects(database: ScoutlyDatabase) -> list[Profile]:
    """What is known of those of whom it may be nothing; a house has fewer than are looked at."""
    return await read_profiles(database, SUSPECT, _MAX_SUSPECTS)


def _profile(found: Mapping[str, Any]) -> Profile:
    user, kinds = User.read(found), found["misnamed"]
    notes = [UnreadNote.read(note) for note in found["notes"]]
    ours = (note for note in notes if note.mark == mark_of(user.cv_url))
    return Profile(
        user=user,
        characters=found["characters"],
        misnamed=next((name for name in _MISNAMED if kinds[name] == "string"), ""),
        unread=next(ours, None) if user.cv_url and not user.cv_text else None,
    )


async def page_of_people(
    database: ScoutlyDatabase, after: PageKey | None
) -> tuple[tuple[ObjectId, ...], str]:
    """Ids of a page of people by their e-mails, and where the next page begins; `""` at the end."""
    which = {"$and": [_KNOWN, beyond_text(after, "email")]} if after else _KNOWN
    found = database.users.find(which, {"email": 1}, collation=ANY_CASE)
    people = await found.sort([("email", 1), ("_id", 1)]).limit(ROWS + 1).to_list(None)
    older = text_cursor(people[ROWS - 1], "email") if len(people) > ROWS else ""
    return tuple(each["_id"] for each in people[:ROWS]), older


async def tracked_by(database: ScoutlyDatabase, users: Sequence[User]) -> Counter[ObjectId]:
    """How many companies that are there each of these people tracks, under whatever name."""
    people = KnownPeople(users)
    names = [name for user in users for name in written_as(user)]
    companies = {
        "from": "companies",
        "localField": "companies",
        "foreignField": "_id",
        "pipeline": [{"$project": {"_id": 1}}],
        "as": "there",
    }
    found = await driver.aggregate(
        database.preferences,
        [
            {"$match": {"userId": {"$in": names}, "isTracking": TRACKING["isTracking"]}},
            {"$group": {"_id": "$userId", "companies": {"$addToSet": "$companyId"}}},
            {"$lookup": companies},
            {"$project": {"there": "$there._id"}},
        ],
        collation=ANY_CASE,
    )
    tracked = defaultdict[ObjectId, set[ObjectId]](set)
    for each in found:
        if user := people.named(each["_id"]):
            tracked[user.id].update(each["there"])
    return Counter({of: len(companies) for of, companies in tracked.items()})


async def saved_for(database: ScoutlyDatabase, users: Iterable[ObjectId]) -> Counter[ObjectId]:
    """How many postings are saved for each, counted in an index and not in the documents."""
    theirs = {"$match": {"user": {"$in": list(users)}}}
    per_person = {"$group": {"_id": "$user", "count": {"$sum": 1}}}
    found = await driver.aggregate(database.saved_jobs, [theirs, per_person])
    return Counter({each["_id"]: each["count"] for each in found})


@dataclass(frozen=True, slots=True)
class PreferenceNames:
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


async def read_names(database: ScoutlyDatabase) -> PreferenceNames:
    """Look at every name that is in use, once."""
    used, people = await _names_in_use(database), await everybody(database)
    strangers = sorted({name_in(name) or "(none)" for name in used if people.named(name) is None})
    by_person: dict[ObjectId, list[Any]] = defaultdict(list)
    for name in used:
        if user := people.named(name):
            by_person[user.id].append(name)
    several = [name for names in by_person.values() if len(names) > 1 for name in names]
    again = await _again(database, several, people) if several else Counter[int]()
    return PreferenceNames(len(strangers), tuple(strangers[:_MAX_SHOWN]), again)


async def read_strangers(database: ScoutlyDatabase) -> dict[str, int]:
    """Names in preferences that track and mean nobody, and how many preferences have each."""
    used, people = await _names_in_use(database), await everybody(database)
    strangers = Counter[str]()
    for name, count in used.items():
        if people.named(name) is None:
            strangers[name_in(name) or "(none)"] += count
    return dict(sorted(strangers.items()))


async def _names_in_use(database: ScoutlyDatabase) -> dict[Any, int]:
    group: list[Mapping[str, Any]] = [
        {"$match": {"isTracking": {"$ne": False}}},
        {"$group": {"_id": "$userId", "count": {"$sum": 1}}},
    ]
    found = await driver.aggregate(database.preferences, group)
    return {_hashable(each["_id"]): each["count"] for each in found}


def _hashable(name: Any) -> Any:
    return name if isinstance(name, str | ObjectId | None) else name_in(name)


async def _again(
    database: ScoutlyDatabase, names: Collection[Any], people: KnownPeople
) -> Counter[int]:
    shown = {"userId": 1, "companyId": 1, "rank": 1, "isTracking": 1}
    ranks: dict[tuple[ObjectId, ObjectId], list[int]] = defaultdict(list)
    async for each in database.preferences.find({"userId": {"$in": list(names)}}, shown):
        preference = Preference.read(each)
        user, rank = people.named(preference.user_id), preference.valid_rank
        if user and rank and preference.tracks and isinstance(preference.company_id, ObjectId):
            ranks[user.id, preference.company_id].append(rank)
    return Counter(rank for of_one in ranks.values() for rank in sorted(of_one)[:-1])


async def notify_urls(database: ScoutlyDatabase, most: int) -> dict[str, list[str]]:
    """The addresses of their own at which people are told, by e-mail or id; of `most` people."""
    shown = {"email": 1, "notifyUrls": 1}
    found = database.users.find({"notifyUrls.0": {"$exists": True}}, shown).limit(most)
    return {str(each.get("email") or each["_id"]): urls_in(each) async for each in found}
