"""The indexes that are there, against those that should be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from reactor.mongo import driver
from reactor.mongo.bootstrap import Index
from reactor.mongo.database import ScoutlyDatabase

_MATTER = ("unique", "sparse", "partialFilterExpression", "expireAfterSeconds")
_MOST_VIOLATIONS = 5
_MOST_IDS = 4


@dataclass(frozen=True, slots=True)
class Violation:
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
class Ailing:
    """An index that is not as it should be.

    Attributes:
        index: how it should be.
        found: the options of the one on the same keys, None if there is none.
        violations: what stands against it, the first few.
    """

    index: Index
    found: Mapping[str, Any] | None
    violations: tuple[Violation, ...]

    @property
    def adaptable(self) -> bool:
        """Whether it differs in its expiry alone, which can be changed where it stands."""
        return self.found is not None and _lasting(self.found) == _lasting(self.index.options)


async def ailing_indexes(database: ScoutlyDatabase, needed: Iterable[Index]) -> list[Ailing]:
    """Those of the needed indexes that are missing or have other options."""
    there: dict[str, list[Mapping[str, Any]]] = {}
    ailing = []
    for index in needed:
        if index.collection not in there:
            known = await database[index.collection].index_information()
            there[index.collection] = list(known.values())
        same_keys = [each for each in there[index.collection] if _keys(each) == _wanted_keys(index)]
        if not any(serves(index, found) for found in same_keys):
            violations = await _violations(database, index) if index.options.get("unique") else ()
            ailing.append(Ailing(index, same_keys[0] if same_keys else None, violations))
    return ailing


def serves(index: Index, found: Mapping[str, Any]) -> bool:
    """Whether an index on the same keys does what the needed one does.

    One that is unique everywhere keeps the promise of one that is so wherever the field is there.
    """
    wanted = {name: index.options[name] for name in _MATTER if name in index.options}
    has = {name: found[name] for name in _MATTER if name in found}
    stricter = {name: wanted[name] for name in wanted if name != "partialFilterExpression"}
    return has == wanted or (has == stricter and _only_of_a_type(wanted))


def _lasting(options: Mapping[str, Any]) -> dict[str, Any]:
    return {each: options[each] for each in _MATTER[:-1] if each in options}


def _only_of_a_type(options: Mapping[str, Any]) -> bool:
    conditions = options.get("partialFilterExpression", {}).values()
    return all(isinstance(condition, dict) and "$type" in condition for condition in conditions)


def _keys(found: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [(name, order) for name, order in found["key"]]


def _wanted_keys(index: Index) -> list[tuple[str, Any]]:
    return list(index.keys.items())


async def _violations(database: ScoutlyDatabase, index: Index) -> tuple[Violation, ...]:
    shared = {name: {"$ifNull": [f"${name}", None]} for name in index.keys}
    groups = await driver.aggregate(
        database[index.collection],
        [
            {"$match": index.options.get("partialFilterExpression", {})},
            {"$group": {"_id": shared, "ids": {"$push": "$_id"}, "size": {"$sum": 1}}},
            {"$match": {"size": {"$gt": 1}}},
            {"$limit": _MOST_VIOLATIONS},
            {"$set": {"ids": {"$slice": ["$ids", _MOST_IDS]}}},
        ],
    )
    return tuple(Violation(each["_id"], tuple(each["ids"]), each["size"]) for each in groups)
