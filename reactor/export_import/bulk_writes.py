"""Sends writes in one go, and tells what MongoDB made of them."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from reactor.mongo import driver

_DUPLICATE_KEY = 11000


@dataclass(frozen=True, slots=True)
class Written:
    """What became of some writes.

    Attributes:
        added: documents that are new.
        found: writes that met a document that was there already.
        refused: writes that another unique index forbade, by the index's fields.
    """

    added: int = 0
    found: int = 0
    refused: Counter[str] = field(default_factory=Counter)


async def write(
    collection: driver.Collection, writes: list[Any], own_keys: Collection[str]
) -> Written:
    """Send the writes in any order.

    Args:
        collection: where to.
        writes: inserts, or updates, which may insert.
        own_keys: the fields by which they look for their documents: if these are there already,
            somebody else was faster.

    Raises:
        PyMongoError: it was not duplicate keys that MongoDB complained of.
    """
    if not writes:
        return Written()
    try:
        done: Any = await collection.bulk_write(writes, ordered=False)
    except driver.BulkWriteError as error:
        details = error.details
        problems = details["writeErrors"]
        if any(problem["code"] != _DUPLICATE_KEY for problem in problems):
            raise
        clashes = Counter(map(_fields, problems))
        faster = sum(clashes.pop(keys, 0) for keys in list(clashes) if keys in own_keys)
        return Written(
            details["nUpserted"] + details["nInserted"], details["nMatched"] + faster, clashes
        )
    return Written(done.upserted_count + done.inserted_count, done.matched_count)


def _fields(problem: Mapping[str, Any]) -> str:
    """The fields of the index that a duplicate key stands in, as `userId` or `user, jobId`."""
    return ", ".join(problem.get("keyPattern") or {"an unknown index": 1})
