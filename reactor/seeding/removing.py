"""Removes the documents of `seed-preferences`, except those that people changed or use."""

from dataclasses import dataclass
from typing import Any

from bson import ObjectId

from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.people import require_user
from reactor.seeding.manifest import SeededDocuments, forget, recall


@dataclass(frozen=True, slots=True)
class ClearingResult:
    """The result of clearing.

    Attributes:
        preferences: number of removed preferences.
        companies: number of removed companies.
        kept: preferences kept because people changed them.
        in_use: companies kept because they are tracked, edited, or have saved jobs.
    """

    preferences: int
    companies: int
    kept: int
    in_use: int


async def clear(database: ScoutlyDatabase, email: str | None) -> ClearingResult:
    """Remove the seeded documents, for one user or for all.

    Raises:
        SettingsError: there is no such user.
    """
    names = (await require_user(database, email)).names if email else None
    made = await recall(database)
    there = await _preferences(database, made, names)
    unchanged = [id_ for id_, same in there.items() if same]
    done = await database.preferences.delete_many({"_id": {"$in": unchanged}})
    companies = await _companies(database, made)
    unused = [id_ for id_, free in companies.items() if free]
    dropped = await database.companies.delete_many({"_id": {"$in": unused}})
    await forget(database, unchanged, unused)
    return ClearingResult(
        done.deleted_count,
        dropped.deleted_count,
        kept=len(there) - len(unchanged),
        in_use=len(companies) - len(unused),
    )


async def _preferences(
    database: ScoutlyDatabase, made: SeededDocuments, names: tuple[str, ...] | None
) -> dict[ObjectId, bool]:
    """The existing seeded preferences, and whether each is unchanged."""
    found = database.preferences.find({"_id": {"$in": list(made.preferences)}})
    return {
        each["_id"]: each.get("rank") == made.preferences[each["_id"]]
        and each.get("isTracking") is True
        async for each in found
        if names is None or str(each.get("userId")).lower() in names
    }


async def _companies(database: ScoutlyDatabase, made: SeededDocuments) -> dict[ObjectId, bool]:
    """The existing seeded companies, and whether each is unused."""
    ids = list(made.companies)
    tracked = await database.preferences.distinct("companyId", {"companyId": {"$in": ids}})
    saved = await database.saved_jobs.distinct("companyId", {"companyId": {"$in": ids}})
    needed: set[Any] = {*tracked, *saved}
    found = database.companies.find({"_id": {"$in": ids}}, {"careers_url": 1})
    return {
        each["_id"]: each["_id"] not in needed
        and each.get("careers_url") == made.companies[each["_id"]]
        async for each in found
    }
