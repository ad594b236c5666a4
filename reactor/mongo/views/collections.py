"""The setup of the collections: indexes, validators and before-images."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.setup.indexes import (
    JUDGED,
    Index,
    contradicts,
    hinders_older_apps,
    same_keys,
    serves,
    what_matters,
)

_AT_ONCE = 10_000
_MAX_IDS = 5
_MAX_VIOLATIONS = 5
_MAX_OF_ONE = 4


@dataclass(frozen=True, slots=True)
class InvalidDocuments:
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


async def invalid_documents(
    database: ScoutlyDatabase, collection: str, validator: Mapping[str, Any]
) -> InvalidDocuments:
    """The documents that a validator would refuse."""
    breaking = {"$nor": [dict(validator)]}
    some = database[collection].find(breaking, {"_id": 1}).limit(_MAX_IDS + 1)
    ids = [each["_id"] async for each in some]
    # Each question reads the whole collection: where all is well, there is but one.
    many = len(ids) > _MAX_IDS
    count = await database[collection].count_documents(breaking) if many else len(ids)
    return InvalidDocuments(count, tuple(ids[:_MAX_IDS]))


@dataclass(frozen=True, slots=True)
class DuplicateKeys:
    """Documents that share what a unique index would forbid them to share.

    Attributes:
        key: what they share.
        ids: whose it is, the first few.
        size: how many they are.
    """

    key: Mapping[str, Any]
    ids: tuple[Any, ...]
    size: int


@dataclass(frozen=True, slots=True)
class FaultyIndex:
    """An index that is not as it should be.

    Attributes:
        index: how it should be.
        found: the options of the one on the same keys, None if there is none.
        violations: what stands against it, the first few.
    """

    index: Index
    found: Mapping[str, Any] | None
    violations: tuple[DuplicateKeys, ...]

    @property
    def adaptable(self) -> bool:
        """Whether it differs in its expiry alone, which can be changed where it stands."""
        return self.found is not None and _lasting(self.found) == _lasting(self.index.options)


async def faulty_indexes(database: ScoutlyDatabase, needed: Iterable[Index]) -> list[FaultyIndex]:
    """Those of the needed indexes that are missing or have other options."""
    there: dict[str, list[Mapping[str, Any]]] = {}
    faulty = []
    for index in needed:
        if index.collection not in there:
            known = await database[index.collection].index_information()
            there[index.collection] = list(known.values())
        alike = [each for each in there[index.collection] if same_keys(index, each)]
        if not any(serves(index, found) for found in alike):
            violations = await _violations(database, index) if index.options.get("unique") else ()
            faulty.append(FaultyIndex(index, _in_the_way(index, alike), violations))
    return faulty


def _in_the_way(index: Index, alike: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """An index beside which the needed one cannot stand; None if there is none such.

    With another filter or another collation it is another index, and both can be there.
    """
    beside = ("partialFilterExpression", "collation")
    wanted = what_matters(index.options)
    for found in alike:
        has = what_matters(found)
        if all(has.get(option) == wanted.get(option) for option in beside):
            return found
    return None


def _lasting(options: Mapping[str, Any]) -> dict[str, Any]:
    return {name: at for name, at in what_matters(options).items() if name != "expireAfterSeconds"}


async def _violations(database: ScoutlyDatabase, index: Index) -> tuple[DuplicateKeys, ...]:
    shared = {name: {"$ifNull": [f"${name}", None]} for name in index.keys}
    groups = await driver.aggregate(
        database[index.collection],
        [
            {"$match": index.options.get("partialFilterExpression", {})},
            {"$group": {"_id": shared, "ids": {"$push": "$_id"}, "size": {"$sum": 1}}},
            {"$match": {"size": {"$gt": 1}}},
            {"$limit": _MAX_VIOLATIONS},
            {"$set": {"ids": {"$slice": ["$ids", _MAX_OF_ONE]}}},
        ],
    )
    return tuple(DuplicateKeys(each["_id"], tuple(each["ids"]), each["size"]) for each in groups)


@dataclass(frozen=True, slots=True)
class ForeignIndex:
    """An index of another program that forbids somebody's writes.

    Attributes:
        collection: where it is.
        name: what it is called.
        left_out: the field of which it suffers one absence only; `""` if it forbids ours.
    """

    collection: str
    name: str
    left_out: str = ""


async def foreign_indexes(database: ScoutlyDatabase) -> list[ForeignIndex]:
    """The unique indexes that forbid what the reactor writes, or what an older app here does."""
    found = []
    for collection in JUDGED:
        for name, index in (await database[collection].index_information()).items():
            if contradicts(collection, index):
                found.append(ForeignIndex(collection, name))
            field = hinders_older_apps(collection, index)
            if field and await database[collection].find_one({field: None}, {"_id": 1}):
                found.append(ForeignIndex(collection, name, field))
    return found
