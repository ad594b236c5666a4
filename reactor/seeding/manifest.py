"""The manifest of seeded documents, so that exactly these can be removed.

It is stored in `checkpoints`, the reactor's own collection: a mark in the documents themselves
could confuse other programs. If `checkpoints` is dropped, the seeded documents stay.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from bson import ObjectId

from reactor.mongo.database import ScoutlyDatabase

_ID = {"_id": "seeded"}


@dataclass(frozen=True, slots=True)
class SeededDocuments:
    """The seeded documents, existing or not.

    Attributes:
        preferences: ranks by `_id`.
        companies: addresses by `_id`.
    """

    preferences: dict[ObjectId, int]
    companies: dict[ObjectId, str]


async def recall(database: ScoutlyDatabase) -> SeededDocuments:
    """The stored manifest."""
    found = await database.checkpoints.find_one(_ID) or {}
    return SeededDocuments(
        {each["id"]: each["rank"] for each in _entries(found, "preferences")},
        {each["id"]: each["careersUrl"] for each in _entries(found, "companies")},
    )


async def remember_preferences(database: ScoutlyDatabase, ranks: dict[ObjectId, int]) -> None:
    """Store preferences that are about to be created, with their ranks."""
    entries = ({"id": id_, "rank": rank} for id_, rank in ranks.items())
    await _remember(database, "preferences", entries)


async def remember_company(database: ScoutlyDatabase, id_: ObjectId, careers_url: str) -> None:
    """Store a company that is about to be created."""
    await _remember(database, "companies", [{"id": id_, "careersUrl": careers_url}])


async def forget(
    database: ScoutlyDatabase, preferences: Collection[ObjectId], companies: Collection[ObjectId]
) -> None:
    """Remove these from the manifest."""
    gone = {
        "preferences": {"id": {"$in": list(preferences)}},
        "companies": {"id": {"$in": list(companies)}},
    }
    await database.checkpoints.update_one(_ID, {"$pull": gone})


async def _remember(
    database: ScoutlyDatabase, name: str, entries: Iterable[dict[str, Any]]
) -> None:
    more = {name: {"$each": list(entries)}}
    await database.checkpoints.update_one(_ID, {"$push": more}, upsert=True)


def _entries(document: dict[str, Any], name: str) -> list[dict[str, Any]]:
    entries = document.get(name)
    return entries if isinstance(entries, list) else []
