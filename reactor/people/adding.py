"""Adds a person, or gives one who is there another CV."""

import re
from dataclasses import dataclass
from typing import Any

from bson import ObjectId

from reactor.documents import User
from reactor.errors import SettingsError
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.people.cv_source import CvSource

_EMAIL = re.compile(r"[^@\s\"'<>]{1,64}@[^@\s\"'<>]{1,255}")
_WHATEVER_CASE = {"locale": "en", "strength": 2}


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a person.

    Attributes:
        user: as they were before, or as they were added.
        new: they were not there before.
        cv: the CV they were given, None if none was.
    """

    user: User
    new: bool
    cv: CvSource | None


def email_of(given: str) -> str:
    """An e-mail as it is stored: in lower case.

    Raises:
        SettingsError: it is none.
    """
    email = given.strip().lower()
    if not _EMAIL.fullmatch(email):
        raise SettingsError(f"{given!r} is no e-mail; it should look like ada@example.org")
    return email


async def add(database: ScoutlyDatabase, email: str, cv: CvSource | None) -> Added:
    """Add the person with this e-mail, with a CV or without; one who is there gets the CV.

    Safe to repeat, and beside somebody else who does the same.
    """
    there = await _find(database, email)
    if there is None:
        try:
            return Added(await _insert(database, email, cv), new=True, cv=cv)
        except driver.DuplicateKeyError:
            there = await _find(database, email)
            if there is None:
                raise
    if cv:
        await give(database, there.id, cv)
    return Added(there, new=False, cv=cv)


async def give(database: ScoutlyDatabase, user: ObjectId, cv: CvSource) -> None:
    """Give somebody who is there a CV, in the place of the one they have."""
    change = {**_change(cv), "$currentDate": {"updatedAt": True}}
    await database.users.update_one({"_id": user}, change)


async def _find(database: ScoutlyDatabase, email: str) -> User | None:
    known = {"_id": {"$type": "objectId"}, "email": email}
    found = await database.users.find_one(known, collation=_WHATEVER_CASE)
    return User.read(found) if found else None


async def _insert(database: ScoutlyDatabase, email: str, cv: CvSource | None) -> User:
    """A user as the web app makes one: it demands a `userId`, which no two may share."""
    now = await database.now()
    person: dict[str, Any] = {"_id": ObjectId(), "userId": ObjectId(), "email": email}
    given = _change(cv)["$set"] if cv else {}
    document = person | given | {"createdAt": now, "updatedAt": now}
    await database.users.insert_one(document)
    return User.read(document)


def _change(cv: CvSource) -> dict[str, Any]:
    """What a CV is kept as; of two, the text would win, whichever is newer."""
    if cv.link:
        return {"$set": {"cvUrl": cv.link}, "$unset": {"cvText": ""}}
    return {"$set": {"cvText": cv.text}}
