"""Finds the company for a trial by any of its names."""

from bson import ObjectId

from reactor.documents import Company
from reactor.errors import SettingsError
from reactor.mongo.database import ScoutlyDatabase
from reactor.tracking.company import at_address, is_address, one_company


async def find_company(database: ScoutlyDatabase, named: str | None) -> Company:
    """The company with this id, slug, name or address; without one, a failing one, else any.

    An unknown address yields an untracked company that is not stored.

    Raises:
        SettingsError: there is none; the message names similar ones.
    """
    if named is None:
        return await _any_company(database)
    if is_address(named):
        known = await at_address(database, named)
        made_up = {"_id": ObjectId(), "careers_url": named.strip()}
        return known[0] if known else Company.read(made_up)
    return await one_company(database, named)


async def _any_company(database: ScoutlyDatabase) -> Company:
    troubled = await database.companies.find_one({"isProblematic": True})
    document = troubled or await database.companies.find_one({"careers_url": {"$gt": ""}})
    if document is None:
        raise SettingsError("there are no companies yet; reactor track URL adds one")
    return Company.read(document)
