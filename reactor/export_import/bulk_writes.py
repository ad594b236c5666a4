"""Bulk writes, with their results counted."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from reactor.mongo import driver

_DUPLICATE_KEY = 11000


@dataclass(frozen=True, slots=True)
class WriteCounts:
    """The result of some writes.

    Attributes:
        added: new documents.
        found: writes whose document already existed.
        refused: writes rejected by another unique index, by the index's fields.
    """

    added: int = 0
    found: int = 0
    refused: Counter[str] = field(default_factory=Counter)


async def write(
    collection: driver.Collection, writes: list[Any], own_keys: Collection[str]
) -> WriteCounts:
    """Execute the writes in any order.

    Args:
        collection: the target collection.
        writes: inserts, or updates with or without upsert.
        own_keys: the fields that identify a document; a duplicate of these means that another
            process inserted it first.

    Raises:
        PyMongoError: an error other than duplicate keys.
    """
    if not writes:
        return WriteCounts()
    try:
        done: Any = await collection.bulk_write(writes, ordered=False)
    except driver.BulkWriteError as error:
        details = error.details
        problems = details["writeErrors"]
        if any(problem["code"] != _DUPLICATE_KEY for problem in problems):
            raise
        clashes = Counter(map(_fields, problems))
        faster = sum(clashes.pop(keys, 0) for keys in list(clashes) if keys in own_keys)
        return WriteCounts(
            details["nUpserted"] + details["nInserted"], details["nMatched"] + faster, clashes
        )
    return WriteCounts(done.upserted_count + done.inserted_count, done.matched_count)


def _fields(problem: Mapping[str, Any]) -> str:
    """The fields of the violated index, such as `userId` or `user, jobId`."""
    return ", ".join(problem.get("keyPattern") or {"an unknown index": 1})
