"""Adds a person, or replaces an existing person's CV."""

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
class AdditionResult:
    """The result of adding a person.

    Attributes:
        user: the user as they were before, or as they were added.
        new: whether the user is new.
        cv: the given CV, None without one.
    """

    user: User
    new: bool
    cv: CvSource | None


def email_of(given: str) -> str:
    """An e-mail address in its stored form, in lower case.

    Raises:
        SettingsError: it is no e-mail address.
    """
    email = given.strip().lower()
    if not _EMAIL.fullmatch(email):
        raise SettingsError(f"{given!r} is no e-mail; it should look like ada@example.org")
    return email


async def add(database: ScoutlyDatabase, email: str, cv: CvSource | None) -> AdditionResult:
    """Add the person with this e-mail, with or without a CV; an existing one gets the CV.

    Idempotent, and safe beside concurrent calls.
    """
    there = await _find(database, email)
    if there is None:
        try:
            return AdditionResult(await _insert(database, email, cv), new=True, cv=cv)
        except driver.DuplicateKeyError:
            there = await _find(database, email)
            if there is None:
                raise
    if cv:
        await give(database, there.id, cv)
    return AdditionResult(there, new=False, cv=cv)


async def give(database: ScoutlyDatabase, user: ObjectId, cv: CvSource) -> None:
    """Replace a user's CV."""
    change = {**_change(cv), "$currentDate": {"updatedAt": True}}
    await database.users.update_one({"_id": user}, change)


async def _find(database: ScoutlyDatabase, email: str) -> User | None:
    known = {"_id": {"$type": "objectId"}, "email": email}
    found = await database.users.find_one(known, collation=_WHATEVER_CASE)
    return User.read(found) if found else None


async def _insert(database: ScoutlyDatabase, email: str, cv: CvSource | None) -> User:
    """Insert a user as the web app does: it requires a unique `userId`."""
    now = await database.now()
    person: dict[str, Any] = {"_id": ObjectId(), "userId": ObjectId(), "email": email}
    given = _change(cv)["$set"] if cv else {}
    document = person | given | {"createdAt": now, "updatedAt": now}
    await database.users.insert_one(document)
    return User.read(document)


def _change(cv: CvSource) -> dict[str, Any]:
    """The update for a CV; a link removes `cvText`, which would take precedence."""
    if cv.link:
        return {"$set": {"cvUrl": cv.link}, "$unset": {"cvText": ""}}
    return {"$set": {"cvText": cv.text}}
