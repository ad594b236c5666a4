"""What this command has made, so that it can take back that and nothing else.

It is remembered in `checkpoints`, the reactor's own memory: a mark on the documents themselves
would be there for other programs to stumble on. Who drops `checkpoints` keeps what was made.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from bson import ObjectId

from reactor.mongo.database import ScoutlyDatabase

_ID = {"_id": "seeded"}


@dataclass(frozen=True, slots=True)
class Made:
    """What was made, whether it is still there or not.

    Attributes:
        preferences: their ranks, by `_id`.
        companies: their addresses, by `_id`.
    """

    preferences: dict[ObjectId, int]
    companies: dict[ObjectId, str]


async def recall(database: ScoutlyDatabase) -> Made:
    """What is remembered."""
    found = await database.checkpoints.find_one(_ID) or {}
    return Made(
        {each["id"]: each["rank"] for each in _entries(found, "preferences")},
        {each["id"]: each["careersUrl"] for each in _entries(found, "companies")},
    )


async def remember_preferences(database: ScoutlyDatabase, ranks: dict[ObjectId, int]) -> None:
    """Note preferences that are about to be made, with their ranks."""
    entries = ({"id": id_, "rank": rank} for id_, rank in ranks.items())
    await _remember(database, "preferences", entries)


async def remember_company(database: ScoutlyDatabase, id_: ObjectId, careers_url: str) -> None:
    """Note a company that is about to be made."""
    await _remember(database, "companies", [{"id": id_, "careersUrl": careers_url}])


async def forget(
    database: ScoutlyDatabase, preferences: Collection[ObjectId], companies: Collection[ObjectId]
) -> None:
    """Remember these no more."""
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
