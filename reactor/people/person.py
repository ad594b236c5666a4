"""Finds the person that a command is about, and the spelling of `userId` in their preferences."""

from collections import Counter

from bson import ObjectId

from reactor.documents import User
from reactor.errors import SettingsError
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.people import (
    app_gives_ids,
    every_user,
    how_to_add,
    name_for_apps,
    require_user,
    written_as,
)

_MAX_LISTED = 8
_MAX_LOOKED_AT = 500


async def whose(database: ScoutlyDatabase, named: str | None) -> User:
    """The person named on the command line; without a name, the only user.

    Raises:
        SettingsError: there is no such person, no user at all, or several to choose from.
    """
    if named:
        return await require_user(database, named)
    everybody = await every_user(database)
    if not everybody:
        raise SettingsError(f"there is no user yet; {how_to_add()}")
    if len(everybody) > 1:
        emails = [user.email for user in everybody]
        more = f" and {len(emails) - _MAX_LISTED} more" if len(emails) > _MAX_LISTED else ""
        raise SettingsError(
            f"say for whom, with --user: there are {', '.join(emails[:_MAX_LISTED])}{more}"
        )
    return everybody[0]


async def spelling(database: ScoutlyDatabase, user: User) -> str:
    """The `userId` to write in a new preference of this person.

    It follows the person's other preferences, else the majority in the database, because its app
    looks people up by that. Without any preferences, it depends on the app that owns the database.
    """
    mine = {"userId": {"$in": written_as(user)}}
    if own := await database.preferences.find_one(mine, {"userId": 1}):
        return str(own["userId"])
    found = database.preferences.find({}, {"userId": 1}).limit(_MAX_LOOKED_AT)
    used = [str(each.get("userId", "")) async for each in found]
    if not used:
        return name_for_apps(user, gives_ids=await app_gives_ids(database))
    ids = [ObjectId(name) for name in used if ObjectId.is_valid(name)]
    if 2 * len(ids) <= len(used):
        return user.email.lower()
    return await _in_hex(database, user, ids)


async def _in_hex(database: ScoutlyDatabase, user: User, used: list[ObjectId]) -> str:
    """The hex id in use: of `_id`, or of the app's own `userId`."""
    own = await database.users.find_one({"_id": user.id}, {"userId": 1})
    theirs = own.get("userId") if own else None
    if not isinstance(theirs, ObjectId):
        return str(user.id)
    fields = Counter[str]()
    for field in ("_id", "userId"):
        fields[field] = await database.users.count_documents({field: {"$in": used}})
    return str(theirs if fields["userId"] > fields["_id"] else user.id)
