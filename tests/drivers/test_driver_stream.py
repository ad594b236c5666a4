"""Change streams as the reactor reads them, on either driver."""

import asyncio
from typing import Any

import pytest
from bson.datetime_ms import DatetimeMS

from tests.conftest import Eventually
from tests.drivers.conftest import Onlooker, Opening
from tests.drivers.events import INSERTS, next_event, next_events, next_keys, next_operations, write


async def test_a_stream_is_open_when_its_block_is_entered(handle: Any, watching: Opening) -> None:
    async with watching(INSERTS) as stream:
        await write(handle, 1)
        event = await next_event(stream)
    assert event["operationType"] == "insert"
    assert event["ns"] == {"db": handle.name, "coll": "items"}
    assert event["fullDocument"] == {"_id": 1}


async def test_a_stream_waits_for_its_event_no_longer_than_told(watching: Opening) -> None:
    async with asyncio.timeout(3), watching(INSERTS) as stream:
        assert await stream.next_batch() == []
        assert stream.alive


async def test_dates_in_events_are_read_like_any(handle: Any, watching: Opening) -> None:
    async with watching(INSERTS) as stream:
        await handle.items.insert_one({"_id": 1, "at": DatetimeMS(300_000_000_000_000)})
        event = await next_event(stream)
    assert isinstance(event["fullDocument"]["at"], DatetimeMS)
    assert event["wallTime"].tzinfo is not None


async def test_what_has_come_is_read_at_once(handle: Any, watching: Opening) -> None:
    async with watching(INSERTS) as stream:
        await write(handle, *range(50))  # fewer than the server puts into its first batch
        batch = await stream.next_batch()
    assert [event["fullDocument"]["_id"] for event in batch] == list(range(50))


async def test_a_pipeline_chooses_and_shapes_events(handle: Any, watching: Opening) -> None:
    shaped = {"$project": {"key": "$documentKey._id", "operationType": 1}}
    async with watching({"$match": {"operationType": "delete"}}, shaped) as stream:
        await write(handle, 1)
        await handle.items.delete_one({"_id": 1})
        event = await next_event(stream)
    assert event.keys() == {"_id", "key", "operationType"}
    assert (event["key"], event["operationType"]) == (1, "delete")


async def test_an_image_from_before_is_given_where_the_server_keeps_one(
    handle: Any, watching: Opening
) -> None:
    kept = {"collMod": "items", "changeStreamPreAndPostImages": {"enabled": True}}
    await handle.create_collection("items")
    await handle.command(kept)
    async with watching({"$match": {"operationType": "delete"}}) as stream:
        for collection in (handle.items, handle.others):
            await collection.insert_one({"_id": 1, "n": 5})
            await collection.delete_one({"_id": 1})
        seen, unseen = await next_events(stream, 2)
    assert seen["fullDocumentBeforeChange"] == {"_id": 1, "n": 5}
    assert unseen["fullDocumentBeforeChange"] is None


async def test_a_stream_outlives_the_drop_of_a_collection(handle: Any, watching: Opening) -> None:
    async with watching({"$match": {"operationType": {"$in": ["insert", "drop"]}}}) as stream:
        await write(handle, 1)
        await handle.items.drop()
        await write(handle, 2)
        assert await next_operations(stream, 3) == ["insert", "drop", "insert"]
        assert stream.alive


async def test_a_stream_tells_of_an_index_that_goes(handle: Any, watching: Opening) -> None:
    await handle.items.create_index([("at", 1)])
    async with watching({"$match": {"operationType": "dropIndexes"}}) as stream:
        await handle.items.drop_index("at_1")
        event = await next_event(stream)
    assert event["ns"]["coll"] == "items"


async def test_a_stream_that_was_invalidated_unseen_is_dead_without_an_error(
    client: Any, handle: Any, watching: Opening
) -> None:
    seen = {"ns.coll": "items", "operationType": {"$in": ["insert", "drop"]}}
    async with watching({"$match": seen}) as stream:
        await write(handle, 1)
        assert await next_keys(stream, 1) == [1]
        await client.drop_database(handle.name)
        assert await next_operations(stream, 1) == ["drop"]
        async with asyncio.timeout(5):
            while stream.alive:
                assert await stream.next_batch() == []
        assert await stream.next_batch() == []


async def test_a_reader_is_stopped_between_two_reads(handle: Any, watching: Opening) -> None:
    stopping, opened = asyncio.Event(), asyncio.Event()
    read: list[int] = []

    async def read_until_stopped() -> None:
        async with watching(INSERTS) as stream:
            opened.set()
            while not stopping.is_set():
                for event in await stream.next_batch():
                    read.append(event["documentKey"]["_id"])
                    stopping.set()

    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        group.create_task(read_until_stopped())
        await opened.wait()
        await write(handle, 1)
    assert read == [1]


async def open_cursors(onlooker: Onlooker, handle: Any) -> int:
    """The streams of a database that are open on the server, idle or being read."""
    every = {"$currentOp": {"idleCursors": True, "allUsers": True}}
    own = {"ns": {"$regex": rf"^{handle.name}\."}, "cursor": {"$exists": True}}
    cursor = await onlooker.admin.aggregate([every, {"$match": own}])
    return len(await cursor.to_list())


async def test_leaving_the_block_closes_the_cursor_on_the_server(
    handle: Any, watching: Opening, onlooker: Onlooker, eventually: Eventually
) -> None:
    async def closed() -> bool:
        return await open_cursors(onlooker, handle) == 0

    async with watching(INSERTS) as stream:
        assert await stream.next_batch() == []
        assert await open_cursors(onlooker, handle) == 1
    await eventually(closed)


async def test_a_reader_that_is_cancelled_leaves_no_cursor_behind(
    handle: Any, watching: Opening, onlooker: Onlooker, eventually: Eventually
) -> None:
    async def reading() -> bool:
        return await open_cursors(onlooker, handle) == 1

    async def closed() -> bool:
        return await open_cursors(onlooker, handle) == 0

    async def read() -> None:
        async with watching() as stream:
            while True:
                await stream.next_batch()

    reader = asyncio.create_task(read())
    await eventually(reading)
    reader.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reader
    await eventually(closed)
