"""Where a change stream goes on, on either driver."""

import asyncio
from typing import Any

from tests.drivers.conftest import Onlooker, Opening
from tests.drivers.events import INSERTS, next_events, next_keys, next_operations, write


async def test_a_token_is_known_before_the_first_event(handle: Any, watching: Opening) -> None:
    async with watching(INSERTS) as stream:
        token = stream.resume_token
    assert token
    await write(handle, 1)
    async with watching(INSERTS, start_after=token) as stream:
        assert await next_keys(stream, 1) == [1]


async def test_what_waits_behind_a_token_is_not_skipped_by_opening_twice(
    handle: Any, watching: Opening
) -> None:
    async with watching(INSERTS) as stream:
        token = stream.resume_token
    await write(handle, 1, 2)
    async with watching(INSERTS, start_after=token) as stream:
        token = stream.resume_token  # nothing has been read yet
    async with watching(INSERTS, start_after=token) as stream:
        assert await next_keys(stream, 2) == [1, 2]


async def test_each_token_resumes_exactly_behind_its_batch(handle: Any, watching: Opening) -> None:
    tokens = []
    async with watching(INSERTS) as stream:
        for batch in ((1, 2), (3,)):
            await write(handle, *batch)
            last = (await next_events(stream, len(batch)))[-1]
            tokens.append(stream.resume_token)
            assert stream.resume_token["_data"] >= last["_id"]["_data"]
    await write(handle, 4)
    for token, unread in zip(tokens, ([3, 4], [4]), strict=True):
        async with watching(INSERTS, start_after=token) as stream:
            assert await next_keys(stream, len(unread)) == unread


async def test_a_flood_comes_in_bounded_batches_with_tokens_of_their_own(
    handle: Any, watching: Opening
) -> None:
    everything = list(range(2_500))
    async with watching(INSERTS) as stream:
        start = stream.resume_token
        await write(handle, *everything)
    read: list[int] = []
    async with asyncio.timeout(10):
        while len(read) < len(everything):
            # Opened anew each time, so that each token has to prove itself.
            async with watching(INSERTS, start_after=start) as stream:
                for _ in range(2):
                    batch = await stream.next_batch()
                    assert len(batch) <= 1_000
                    read += [event["fullDocument"]["_id"] for event in batch]
                    start = stream.resume_token
    assert read == everything


async def test_a_token_moves_on_while_nothing_comes(
    handle: Any, watching: Opening, onlooker: Onlooker
) -> None:
    async with watching(INSERTS) as stream:
        await write(handle, 1)
        assert await next_keys(stream, 1) == [1]
        last = stream.resume_token
        await onlooker[f"{handle.name}_other"].items.insert_one({})
        async with asyncio.timeout(5):
            while stream.resume_token == last:
                assert await stream.next_batch() == []
        moved = stream.resume_token
    await onlooker.drop_database(f"{handle.name}_other")
    await write(handle, 2)
    async with watching(INSERTS, start_after=moved) as stream:
        assert await next_keys(stream, 1) == [2]


async def test_a_token_read_is_nobody_elses_to_change(watching: Opening) -> None:
    async with watching(INSERTS) as stream:
        stream.resume_token.clear()
        assert stream.resume_token


async def test_an_invalidation_can_be_gone_on_from(
    client: Any, handle: Any, watching: Opening
) -> None:
    async with watching({"$match": {"operationType": "invalidate"}}) as stream:
        await write(handle, 1)
        await client.drop_database(handle.name)
        assert await next_operations(stream, 1) == ["invalidate"]
        token = stream.resume_token
        assert not stream.alive
    await write(handle, 2)
    async with watching(INSERTS, start_after=token) as stream:
        assert await next_keys(stream, 1) == [2]
