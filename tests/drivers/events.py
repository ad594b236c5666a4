"""Making events in tests, and reading them."""

from typing import Any

import pytest

INSERTS = {"$match": {"operationType": "insert"}}


async def write(handle: Any, *ids: int) -> None:
    """Insert documents."""
    await handle.items.insert_many([{"_id": each} for each in ids])


async def next_events(stream: Any, number: int) -> list[Any]:
    """The next events of a stream, as soon as they have come; they must be no more."""
    events: list[Any] = []
    for _ in range(50):
        events += await stream.next_batch()
        if len(events) >= number:
            assert len(events) == number
            return events
    pytest.fail(f"{len(events)} of {number} events came")


async def next_event(stream: Any) -> Any:
    """The next event of a stream."""
    (event,) = await next_events(stream, 1)
    return event


async def next_keys(stream: Any, number: int) -> list[Any]:
    """The `_id`s that the next events are about."""
    return [event["documentKey"]["_id"] for event in await next_events(stream, number)]


async def next_operations(stream: Any, number: int) -> list[str]:
    """What the next events say was done."""
    return [event["operationType"] for event in await next_events(stream, number)]
