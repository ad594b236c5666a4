"""What breaks a change stream and what it gets over, on either driver."""

from types import ModuleType
from typing import Any

import pytest

from tests.drivers.conftest import Opening
from tests.drivers.events import INSERTS, next_event, next_keys

RESUMABLE: list[dict[str, Any]] = [{"closeConnection": True}, {"errorCode": 43}, {"errorCode": 91}]
BROKEN = [1, 13, 136, 237, 280, 286, 10334, 11601]


def told(failure: dict[str, Any]) -> str:
    return "-".join(f"{name}-{value}" for name, value in failure.items())


@pytest.mark.parametrize("failure", RESUMABLE, ids=told)
async def test_errors_with_no_event_between_lose_nothing(
    handle: Any, watching: Opening, failing: Opening, failure: dict[str, Any]
) -> None:
    async with watching(INSERTS) as stream:
        await handle.items.insert_many([{"_id": 1}, {"_id": 2}])
        async with failing("getMore", times=3, **failure):
            assert await next_keys(stream, 2) == [1, 2]
        assert stream.alive


@pytest.mark.parametrize("failure", RESUMABLE, ids=told)
async def test_an_error_between_two_events_repeats_and_loses_nothing(
    handle: Any, watching: Opening, failing: Opening, failure: dict[str, Any]
) -> None:
    async with watching(INSERTS) as stream:
        await handle.items.insert_one({"_id": 1})
        assert await next_keys(stream, 1) == [1]
        async with failing("getMore", times=1, **failure):
            await handle.items.insert_many([{"_id": 2}, {"_id": 3}])
            assert await next_keys(stream, 2) == [2, 3]


async def test_a_resumed_stream_keeps_its_pipeline_and_images(
    handle: Any, watching: Opening, failing: Opening
) -> None:
    await handle.create_collection("items", changeStreamPreAndPostImages={"enabled": True})
    await handle.items.insert_one({"_id": 1})
    async with watching({"$match": {"operationType": "delete"}}) as stream:
        async with failing("getMore", times=1, closeConnection=True):
            assert await stream.next_batch() == []
        await handle.items.update_one({"_id": 1}, {"$set": {"n": 1}})
        await handle.items.delete_one({"_id": 1})
        event = await next_event(stream)
    assert event["operationType"] == "delete"
    assert event["fullDocumentBeforeChange"] == {"_id": 1, "n": 1}


async def test_a_stream_that_cannot_be_resumed_now_is_alive_and_goes_on_later(
    driver: ModuleType, handle: Any, watching: Opening, failing: Opening
) -> None:
    async with watching(INSERTS) as stream:
        await handle.items.insert_one({"_id": 1})
        async with failing("getMore", "aggregate", closeConnection=True):
            for _ in range(2):
                with pytest.raises(driver.AutoReconnect):
                    await stream.next_batch()
                assert stream.alive
        assert await next_keys(stream, 1) == [1]


async def test_a_stream_that_timed_out_is_alive_and_goes_on(
    driver: ModuleType, handle: Any, watching: Opening, failing: Opening
) -> None:
    async with watching(INSERTS) as stream:
        await handle.items.insert_one({"_id": 1})
        async with failing("getMore", times=1, errorCode=50):
            with pytest.raises(driver.OperationFailure) as error:
                await stream.next_batch()
        assert error.value.code == 50
        assert stream.alive
        assert await next_keys(stream, 1) == [1]


@pytest.mark.parametrize("code", BROKEN)
async def test_an_error_that_is_not_passing_closes_the_stream_but_not_its_token(
    driver: ModuleType, handle: Any, watching: Opening, failing: Opening, code: int
) -> None:
    async with watching(INSERTS) as stream:
        await handle.items.insert_one({"_id": 1})
        assert await next_keys(stream, 1) == [1]
        token = stream.resume_token
        await handle.items.insert_one({"_id": 2})
        assert await next_keys(stream, 1) == [2]
        async with failing("getMore", times=1, errorCode=code):
            with pytest.raises(driver.OperationFailure) as error:
                await stream.next_batch()
        assert error.value.code == code
        assert not stream.alive
    async with watching(INSERTS, start_after=token) as stream:
        assert await next_keys(stream, 1) == [2]


@pytest.mark.parametrize("code", [13, 280, 286])
async def test_a_stream_that_cannot_be_opened_says_why(
    driver: ModuleType, watching: Opening, failing: Opening, code: int
) -> None:
    async with failing("aggregate", errorCode=code):
        with pytest.raises(driver.OperationFailure) as error:
            async with watching(INSERTS):
                pytest.fail("it opened")
    assert error.value.code == code


async def test_opening_gets_over_a_connection_that_breaks_once(
    handle: Any, watching: Opening, failing: Opening
) -> None:
    async with failing("aggregate", times=1, closeConnection=True), watching(INSERTS) as stream:
        await handle.items.insert_one({"_id": 1})
        assert await next_keys(stream, 1) == [1]


@pytest.mark.parametrize(
    ("token", "code"), [({"_data": "00"}, 50811), ({"_data": "no hex"}, 9), ({"_data": 1}, 40647)]
)
async def test_a_corrupt_token_is_told_on_entering(
    driver: ModuleType, watching: Opening, token: dict[str, Any], code: int
) -> None:
    with pytest.raises(driver.OperationFailure) as error:
        async with watching(start_after=token):
            pytest.fail("it opened")
    assert error.value.code == code


async def test_a_stream_whose_server_hangs_says_so_and_goes_on_later(
    driver: ModuleType, handle: Any, connecting: Opening, failing: Opening
) -> None:
    waits = {"start_after": None, "max_await_time_ms": 50}
    async with (
        connecting(socketTimeoutMS=300) as impatient,
        driver.watch(impatient[handle.name], [INSERTS], **waits) as stream,
    ):
        await handle.items.insert_one({"_id": 1})
        async with failing("getMore", "aggregate", blockConnection=True, blockTimeMS=400):
            with pytest.raises(driver.AutoReconnect):
                await stream.next_batch()
        assert stream.alive
        assert await next_keys(stream, 1) == [1]
