"""How the collections are set up: validators and images of what was deleted."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reactor.mongo.database import ScoutlyDatabase

_AT_ONCE = 10_000
_MOST_IDS = 5


@dataclass(frozen=True, slots=True)
class Disobedient:
    """Documents that break the validator of their collection: they were there before it.

    Attributes:
        count: how many.
        ids: the first few.
    """

    count: int
    ids: tuple[Any, ...]


async def collection_options(database: ScoutlyDatabase) -> dict[str, Mapping[str, Any]]:
    """The options of every collection that is there, by name."""
    answer = await database.handle.command(
        {"listCollections": 1, "cursor": {"batchSize": _AT_ONCE}}
    )
    found = answer["cursor"]["firstBatch"]
    return {each["name"]: each.get("options", {}) for each in found}


def keeps_before_images(options: Mapping[str, Any]) -> bool:
    """Whether a collection's deletions tell what was deleted."""
    return bool(options.get("changeStreamPreAndPostImages", {}).get("enabled"))


async def disobedient(
    database: ScoutlyDatabase, collection: str, validator: Mapping[str, Any]
) -> Disobedient:
    """The documents that a validator would refuse."""
    breaking = {"$nor": [dict(validator)]}
    some = database[collection].find(breaking, {"_id": 1}).limit(_MOST_IDS + 1)
    ids = [each["_id"] async for each in some]
    # Each question reads the whole collection: where all is well, there is but one.
    many = len(ids) > _MOST_IDS
    count = await database[collection].count_documents(breaking) if many else len(ids)
    return Disobedient(count, tuple(ids[:_MOST_IDS]))
