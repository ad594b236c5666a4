"""What is remembered of people's profiles, so that a change is told from an edit that changes none.

The collection `profiles` has a small document for each person, and may be dropped at any time: then
everybody counts as judged by the profile that they have, but where a history says otherwise.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bson import ObjectId

from reactor.decisions.profile_fingerprint import UNREADABLE, StoredProfile
from reactor.decisions.rejudge_policy import MAX_REJUDGED
from reactor.documents import Preference, User
from reactor.lenient_fields import date_in
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase

FORGOTTEN_AFTER = timedelta(days=1)
"""What is remembered of people who are gone."""


READABLE = {"$gt": ["$text", ""]}
"""Whether anything could be read of a CV in `cvs`."""


class Profiles:
    """Remembers profiles; every write is by compare-and-set, so that two reactors agree."""

    def __init__(self, database: ScoutlyDatabase) -> None:
        self._database = database
        self._profiles = database.profiles

    async def known(self, ids: Collection[ObjectId]) -> dict[ObjectId, StoredProfile]:
        """What is remembered of these people."""
        if not ids:
            return {}
        found = self._profiles.find({"_id": {"$in": list(ids)}})
        return {each["_id"]: remembered(each) async for each in found}

    async def files(self, addresses: Collection[str]) -> dict[str, str]:
        """What tells the files at some addresses from others, as they were read last.

        One that could not be read says so: once it can be, that is a change.
        """
        if not addresses:
            return {}
        which = {"_id": {"$in": list(addresses)}}
        found = self._database.cvs.find(which, {"hash": 1, "readable": READABLE})
        return {each["_id"]: file_in(each) async for each in found}

    async def meet(self, people: Iterable[tuple[User, StoredProfile]]) -> None:
        """Remember people who are seen for the first time."""
        first = [
            driver.UpdateOne({"_id": user.id}, {"$setOnInsert": _stored(seen)}, upsert=True)
            for user, seen in people
        ]
        if first:
            await self._profiles.bulk_write(first, ordered=False)

    async def note(self, user: User, known: StoredProfile, now: StoredProfile) -> bool:
        """Remember something else of a person; False if somebody else did so meanwhile."""
        same = {"_id": user.id, "mark": known.mark}
        change = {"$set": _stored(now), "$unset": {"endedAt": ""}}
        return (await self._profiles.update_one(same, change)).matched_count > 0

    async def companies_of(self, user: User) -> list[ObjectId]:
        """The companies that a person tracks."""
        names: list[Any] = [*user.names, user.email or str(user.id), user.id]
        names += [ObjectId(user.user_id)] if ObjectId.is_valid(user.user_id) else []
        found = self._database.preferences.find({"userId": {"$in": names}})
        preferences = [Preference.read(each) async for each in found]
        tracked = (p.company_id for p in preferences if p.tracks)
        return list(dict.fromkeys(each for each in tracked if isinstance(each, ObjectId)))

    async def since(self, company_ids: Sequence[ObjectId]) -> datetime | None:
        """When the oldest of the newest open postings of companies was first seen.

        None where all of them are few enough.
        """
        pipeline: list[Mapping[str, Any]] = [
            {"$match": {"companyId": {"$in": list(company_ids)}, "goneAt": None}},
            {"$project": {"_id": 0, "firstSeenAt": 1}},
            {"$sort": {"firstSeenAt": -1}},
            {"$skip": MAX_REJUDGED - 1},
            {"$limit": 1},
        ]
        found = await driver.aggregate(self._database.postings, pipeline)
        return date_in(found[0].get("firstSeenAt")) if found else None

    async def changed(self) -> dict[ObjectId, StoredProfile]:
        """Those who may be judged by an earlier profile somewhere."""
        found = self._profiles.find({"changed": True})
        return {each["_id"]: remembered(each) async for each in found}

    async def forget_but(self, known: Collection[ObjectId]) -> None:
        """Let what is remembered of people expire who are not among these."""
        gone = [e["_id"] async for e in self._profiles.find({"endedAt": None}, {"_id": 1})]
        if gone := [each for each in gone if each not in known]:
            ended = {"$currentDate": {"endedAt": True}}
            await self._profiles.update_many({"_id": {"$in": gone}}, ended)


def remembered(document: Mapping[str, Any]) -> StoredProfile:
    """What a document of the collection says; what somebody spoilt in it counts as missing."""
    mark = _text(document.get("mark"))
    names = document.get("names")
    return StoredProfile(
        mark=mark,
        base=_text(document.get("base")) or mark,
        link=_text(document.get("link")),
        file=_text(document.get("file")),
        names=tuple(filter(None, map(_text, names if isinstance(names, list) else ()))),
        at=date_in(document.get("at")),
        since=date_in(document.get("since")),
        changed=document.get("changed") is True,
    )


def _stored(seen: StoredProfile) -> dict[str, Any]:
    return {
        "mark": seen.mark,
        "base": seen.base,
        "link": seen.link,
        "file": seen.file,
        "names": list(seen.names),
        "at": seen.at,
        "since": seen.since,
        "changed": seen.changed,
    }


def file_in(document: Mapping[str, Any]) -> str:
    """What a document of `cvs` says of its file."""
    return _text(document.get("hash")) if document.get("readable") is True else UNREADABLE


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
