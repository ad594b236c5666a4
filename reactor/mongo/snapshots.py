"""Reads several collections as of one moment, so that no change lies between two parts."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from reactor.mongo import driver
from reactor.mongo.collection import Collection, Document

_UNAVAILABLE = 246
"""SnapshotUnavailable: of a collection that has just been made, there is no moment yet."""

_PAUSES = (0.0, 0.01, 0.05, 0.2)
"""Seconds between tries."""


async def read_at_one_moment(
    collection: Collection, pipeline: Sequence[Mapping[str, Any]]
) -> list[Document]:
    """All documents that an aggregation gives, all of its parts read as of one moment."""
    for pause in _PAUSES:
        try:
            return await driver.aggregate(collection, pipeline, at_one_moment=True)
        except driver.OperationFailure as error:
            if error.code != _UNAVAILABLE:
                raise
        await asyncio.sleep(pause)
    return await driver.aggregate(collection, pipeline, at_one_moment=True)
