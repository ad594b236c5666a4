"""Whom a command is about, and how their preferences name them: the one place that knows."""

from reactor.documents import User
from reactor.errors import SettingsError
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.people import app_gives_ids, every_user, how_to_add, name_for_apps, require_user

_MOST_LISTED = 8


async def whose(database: ScoutlyDatabase, named: str | None) -> User:
    """The person named on the command line; without a name, the only one there is.

    Raises:
        SettingsError: there is no such person, nobody at all, or several to choose from.
    """
    if named:
        return await require_user(database, named)
    everybody = await every_user(database)
    if not everybody:
        raise SettingsError(f"there is no user yet; {how_to_add()}")
    if len(everybody) > 1:
        emails = [user.email for user in everybody]
        more = f" and {len(emails) - _MOST_LISTED} more" if len(emails) > _MOST_LISTED else ""
        raise SettingsError(
            f"say for whom, with --user: there are {', '.join(emails[:_MOST_LISTED])}{more}"
        )
    return everybody[0]


async def spelling(database: ScoutlyDatabase, user: User) -> str:
    """How a new preference of this person names them.

    As their other preferences do; else so that the app of the house finds it.
    """
    mine = {"userId": {"$in": [*user.names, user.email]}}
    if own := await database.preferences.find_one(mine, {"userId": 1}):
        return str(own["userId"])
    return name_for_apps(user, gives_ids=await app_gives_ids(database))
