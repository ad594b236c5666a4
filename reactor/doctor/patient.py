"""The company that a trial is about, as people name it."""

from difflib import get_close_matches

from bson import ObjectId

from reactor.documents import Company
from reactor.errors import SettingsError
from reactor.mongo.database import ScoutlyDatabase

_MOST_LISTED = 6
_MOST_NAMES = 5_000


async def find_company(database: ScoutlyDatabase, named: str | None) -> Company:
    """The company with this id, slug or name; without one, a troubled one, else any.

    Raises:
        SettingsError: there is none; the message names those that come close.
    """
    if named is None:
        return await _any_company(database)
    query: dict[str, object] = {"$or": [{"companyID": named}, {"company": named}]}
    if ObjectId.is_valid(named):
        query = {"_id": ObjectId(named)}
    document = await database.companies.find_one(query, collation={"locale": "en", "strength": 2})
    if document is None:
        raise SettingsError(
            f"no company has the id, slug or name {named!r}; {await _hint(database, named)}"
        )
    return Company.read(document)


async def _any_company(database: ScoutlyDatabase) -> Company:
    troubled = await database.companies.find_one({"isProblematic": True})
    document = troubled or await database.companies.find_one({"careers_url": {"$gt": ""}})
    if document is None:
        raise SettingsError("there are no companies yet; add one to `companies`")
    return Company.read(document)


async def _hint(database: ScoutlyDatabase, named: str) -> str:
    found = database.companies.find({}, {"companyID": 1, "company": 1}).limit(_MOST_NAMES)
    names = {str(value) async for each in found for key, value in each.items() if key != "_id"}
    by_name = {name.lower(): name for name in names}
    close = get_close_matches(named.lower(), by_name, n=3)
    if close:
        return f"did you mean {' or '.join(by_name[name] for name in close)}?"
    if not names:
        return "the database holds no company"
    return (
        f"there are {', '.join(sorted(names)[:_MOST_LISTED])}{' …' * (len(names) > _MOST_LISTED)}"
    )
