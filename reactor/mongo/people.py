"""Users by their e-mail, as people name them on the command line and in files."""

from collections.abc import Collection
from difflib import get_close_matches

from reactor.documents import User
from reactor.errors import SettingsError
from reactor.mongo.database import ScoutlyDatabase

_MOST_NAMES = 5_000
_FIELDS = {"email": 1}


async def every_user(database: ScoutlyDatabase) -> list[User]:
    """Everybody who has an e-mail, in alphabetical order."""
    found = database.users.find({"_id": {"$type": "objectId"}}, _FIELDS)
    return sorted(
        (user for user in [User.read(each) async for each in found] if user.email),
        key=lambda user: user.email.lower(),
    )


async def users_by_email(database: ScoutlyDatabase, emails: Collection[str]) -> dict[str, User]:
    """Those of `emails` that are users, by their e-mail in lower case."""
    wanted = {email.lower() for email in emails}
    named = {"_id": {"$type": "objectId"}, "email": {"$in": [*wanted, *emails]}}
    users = [User.read(each) async for each in database.users.find(named, _FIELDS)]
    return {user.email.lower(): user for user in users}


async def require_user(database: ScoutlyDatabase, email: str) -> User:
    """The user with this e-mail.

    Raises:
        SettingsError: there is none; the message names those that come close.
    """
    if user := (await users_by_email(database, [email])).get(email.lower()):
        return user
    found = database.users.find({"email": {"$type": "string"}}, _FIELDS).limit(_MOST_NAMES)
    names = [each["email"] async for each in found]
    close = get_close_matches(email.lower(), names, n=3)
    hint = f"did you mean {' or '.join(close)}?" if close else how_to_add(email)
    raise SettingsError(f"no user has the e-mail {email!r}; {hint}")


def how_to_add(email: str = "you@example.org") -> str:
    """What a person types to become a user."""
    shown = "".join(sign for sign in email if sign.isprintable() and sign not in "'\"\\ ")
    return f"add one: reactor add-user {shown.lower()} --cv FILE"
