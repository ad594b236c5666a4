"""Finds people by the names that documents, files and commands use for them.

A name is an e-mail in any case, the hex of `users._id`, or the hex of `users.userId`.
"""

from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches
from typing import Any

from bson import ObjectId

from reactor.documents import User
from reactor.errors import SettingsError
from reactor.lenient_fields import name_in
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.setup.indexes import ANY_CASE

_MAX_NAMES = 5_000
_AT_ONCE = 10_000
"""People that come in one answer."""
_FIELDS = {"email": 1, "userId": 1}
_KNOWN: dict[str, Any] = {"_id": {"$type": "objectId"}}


class KnownPeople:
    """Users, found by their names.

    Where two claim one name, an id goes before an e-mail, and an older user before a younger one.
    """

    def __init__(self, users: Iterable[User] = ()) -> None:
        everybody = sorted(users, key=lambda user: user.id)
        self._named: dict[str, User] = {}
        for name_of in (lambda user: str(user.id), _user_id, _email):
            for user in everybody:
                if name := name_of(user):
                    self._named.setdefault(name, user)

    def named(self, name: Any) -> User | None:
        """The person whom a field's value means; None if it means nobody known."""
        return self._named.get(name_in(name).lower())

    def __iter__(self) -> Iterator[User]:
        """Everybody, once."""
        return iter({user.id: user for user in self._named.values()}.values())


def _user_id(user: User) -> str:
    return user.user_id.lower()


def _email(user: User) -> str:
    return user.email.lower()


def written_as(user: User) -> list[Any]:
    """Every `userId` that means this person, in whatever case: names, and the ids themselves."""
    ids = [ObjectId(name) for name in user.names if ObjectId.is_valid(name)]
    return [*user.names, user.email, *ids]


async def people_named(
    database: ScoutlyDatabase, names: Iterable[Any], *, whole: bool = False
) -> KnownPeople:
    """Those people whom some names mean.

    Args:
        database: where.
        names: as fields have them.
        whole: their CVs and wishes as well, and not only their names.
    """
    wanted = {name_in(name).lower() for name in names} - {""}
    if not wanted:
        return KnownPeople()
    ids = [ObjectId(name) for name in wanted if ObjectId.is_valid(name)]
    any_name: list[dict[str, Any]] = [
        {"email": {"$in": sorted(wanted)}},
        {"_id": {"$in": ids}},
        {"userId": {"$in": ids}},
    ]
    shown = None if whole else _FIELDS
    found = database.users.find(_KNOWN | {"$or": any_name}, shown, collation=ANY_CASE)
    return KnownPeople([User.read(each) async for each in found])


async def everybody(database: ScoutlyDatabase) -> KnownPeople:
    """All people, by their names."""
    found = database.users.find(_KNOWN, _FIELDS, batch_size=_AT_ONCE)
    return KnownPeople([User.read(each) async for each in found])


async def every_user(database: ScoutlyDatabase) -> list[User]:
    """Everybody who has an e-mail, in alphabetical order."""
    found = database.users.find(_KNOWN, _FIELDS, batch_size=_AT_ONCE)
    return sorted(
        (user for user in [User.read(each) async for each in found] if user.email),
        key=_email,
    )


async def users_by_email(database: ScoutlyDatabase, emails: Collection[str]) -> dict[str, User]:
    """Those of `emails` that are users, by their e-mail in lower case."""
    people = await people_named(database, emails)
    found = {email.lower(): people.named(email) for email in emails}
    return {email: user for email, user in found.items() if user}


async def require_user(database: ScoutlyDatabase, email: str) -> User:
    """The user with this e-mail.

    Raises:
        SettingsError: there is none; the message names those that come close.
    """
    if user := (await users_by_email(database, [email])).get(email.lower()):
        return user
    found = database.users.find({"email": {"$type": "string"}}, _FIELDS).limit(_MAX_NAMES)
    names = [each["email"] async for each in found]
    close = get_close_matches(email.lower(), names, n=3)
    hint = f"did you mean {' or '.join(close)}?" if close else how_to_add(email)
    raise SettingsError(f"no user has the e-mail {email!r}; {hint}")


def how_to_add(email: str = "you@example.org") -> str:
    """What a person types to become a user."""
    shown = "".join(sign for sign in email if sign.isprintable() and sign not in "'\"\\ ")
    return f"add one: reactor add-user {shown.lower()} --cv FILE"


async def app_gives_ids(database: ScoutlyDatabase) -> bool:
    """Whether the app here is that of today, which calls people by the hex of `users.userId`.

    Its model makes an index that older ones do not, and Mongoose gives its users a version.
    """
    for index in (await database.users.index_information()).values():
        if index.get("unique") and [key for key, _ in index["key"]] == ["userId"]:
            return True
    made = {"userId": {"$type": "objectId"}, "__v": {"$exists": True}}
    return await database.users.find_one(made, {"_id": 1}) is not None


def name_for_apps(user: User, *, gives_ids: bool) -> str:
    """What a new preference or save calls a person, so that the app here finds it."""
    by_id = user.user_id if gives_ids else ""
    return by_id or user.email.lower() or str(user.id)
