"""The seam's names, its connections and its errors, on either driver."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from types import ModuleType
from typing import Any

import pytest

import reactor.mongo.driver as motor
from reactor.embedded_mongod.temporary import TemporaryMongod, free_port
from tests.conftest import Eventually
from tests.drivers import pymongo_async
from tests.drivers.conftest import Onlooker, Opening


def shape(module: ModuleType, name: str) -> object:
    """How something of the seam is called, without what only one driver's types say."""
    value = getattr(module, name)
    if inspect.isfunction(value):
        parameters = inspect.signature(value).parameters.values()
        return [(each.name, each.kind, each.default) for each in parameters]
    if inspect.isclass(value) and value.__module__ == module.__name__:
        return sorted(each for each in vars(value) if not each.startswith("_"))
    return value if isinstance(value, str) else name


def test_both_drivers_offer_the_same_names() -> None:
    assert pymongo_async.__all__ == motor.__all__
    for name in motor.__all__:
        assert shape(pymongo_async, name) == shape(motor, name), name


def test_both_drivers_raise_the_same_errors() -> None:
    errors = [name for name in motor.__all__ if name.endswith(("Error", "Failure", "Reconnect"))]
    assert len(errors) == 9
    for name in errors:
        assert getattr(pymongo_async, name) is getattr(motor, name)


async def test_the_server_knows_who_is_connected(
    driver: ModuleType, mongod: TemporaryMongod
) -> None:
    client = driver.connect(mongod.uri)
    own = {"$match": {"appName": driver.APP_NAME, "command.aggregate": 1}}
    found = await driver.aggregate(client.admin, [{"$currentOp": {}}, own])
    await driver.disconnect(client)
    assert found


async def test_disconnecting_closes_every_connection(
    driver: ModuleType,
    client: Any,
    onlooker: Onlooker,
    appname: str,
    eventually: Eventually,
) -> None:
    async def connections() -> int:
        every = {"$currentOp": {"idleConnections": True, "allUsers": True}}
        cursor = await onlooker.admin.aggregate([every, {"$match": {"appName": appname}}])
        return len(await cursor.to_list())

    async def none_left() -> bool:
        return await connections() == 0

    await client.admin.command("ping")
    assert await connections() > 0
    await driver.disconnect(client)
    await eventually(none_left)


async def test_connecting_sends_nothing_yet(connecting: Opening) -> None:
    async with connecting(f"mongodb://127.0.0.1:{free_port()}/scoutly"):
        pass


@pytest.mark.parametrize(
    "uri",
    [
        "localhost:27017/scoutly",
        "mongodb://ada:p@ss@localhost/scoutly",
        "mongodb://localhost:99999/scoutly",
        "mongodb://one,two/scoutly?directConnection=true",
    ],
)
def test_an_address_that_cannot_be_understood_is_refused_at_once(
    driver: ModuleType, uri: str
) -> None:
    with pytest.raises((driver.InvalidURI, driver.ConfigurationError, ValueError)):
        driver.connect(uri)


@pytest.mark.parametrize(
    ("uri", "name"),
    [
        ("mongodb://127.0.0.1:27017/scoutly?replicaSet=rs0", "scoutly"),
        ("mongodb://ada:s%40crt@one:1,two:2/jobs", "jobs"),
        ("mongodb://127.0.0.1:27017", None),
        ("mongodb://127.0.0.1:27017/", None),
    ],
)
def test_an_address_names_its_database(driver: ModuleType, uri: str, name: str | None) -> None:
    assert driver.database_name(uri) == name


async def test_a_server_that_is_not_there_is_told_within_the_selection_time(
    driver: ModuleType, connecting: Opening
) -> None:
    nowhere = f"mongodb://127.0.0.1:{free_port()}/scoutly"
    async with connecting(nowhere, serverSelectionTimeoutMS=100) as client, asyncio.timeout(2):
        with pytest.raises(driver.AutoReconnect) as refusal:
            await client.admin.command("hello")
    said = driver.brief(refusal.value)
    assert said.startswith("127.0.0.1:")
    assert "[Errno 111]" in said
    assert "Topology" not in said
    assert "timeout" not in said.lower()


async def test_a_server_that_hangs_is_told_within_the_socket_time(
    driver: ModuleType, connecting: Opening, failing: Opening
) -> None:
    async with (
        connecting(socketTimeoutMS=300) as client,
        failing("find", blockConnection=True, blockTimeMS=400),
    ):
        with pytest.raises(driver.AutoReconnect):
            await client.test.items.find_one()


async def test_what_the_server_refuses_carries_its_code(driver: ModuleType, client: Any) -> None:
    with pytest.raises(driver.OperationFailure) as refusal:
        await client.admin.command("nonsense")
    assert refusal.value.code == 59
    assert refusal.value.details["codeName"] == "CommandNotFound"
    assert driver.brief(refusal.value) == "no such command: 'nonsense'"


def test_an_error_without_words_is_told_by_its_name(driver: ModuleType) -> None:
    assert driver.brief(driver.PyMongoError()) == "PyMongoError"


Reading = Callable[[Any], Awaitable[object]]


@pytest.mark.parametrize(
    "read",
    [
        lambda items: items.find_one({"_id": 1}),
        lambda items: items.find().to_list(None),
        lambda items: items.update_one({"_id": 1}, {"$set": {"n": 1}}),
        lambda items: items.find_one_and_update({"_id": 1}, {"$set": {"n": 1}}),
    ],
    ids=["find_one", "find", "update_one", "find_one_and_update"],
)
async def test_a_connection_that_breaks_once_is_not_noticed(
    handle: Any, failing: Opening, read: Reading
) -> None:
    async with failing("find", "update", "findAndModify", times=1, closeConnection=True):
        await read(handle.items)


async def test_a_connection_that_keeps_breaking_is_an_outage(
    driver: ModuleType, handle: Any, failing: Opening
) -> None:
    async with failing("find", "update", closeConnection=True):
        with pytest.raises(driver.AutoReconnect):
            await handle.items.find_one({})
        with pytest.raises(driver.AutoReconnect):
            await handle.items.update_one({"_id": 1}, {"$set": {"n": 1}})
    assert await handle.items.find_one({}) is None


async def test_a_server_that_steps_down_is_an_outage(
    driver: ModuleType, handle: Any, failing: Opening
) -> None:
    async with failing("update", errorCode=10107):
        with pytest.raises(driver.AutoReconnect):
            await handle.items.update_one({"_id": 1}, {"$set": {"n": 1}})


async def test_a_call_that_is_cancelled_ends_its_task(client: Any) -> None:
    """At whatever step of the event loop the cancellation comes."""

    async def ping() -> None:
        await client.admin.command("ping")

    for step in [*range(15)] * 8:
        calling = asyncio.create_task(ping())
        for _ in range(step):
            await asyncio.sleep(0)
        under_way = calling.cancel()
        await asyncio.wait([calling])
        assert calling.cancelled() is under_way
    assert (await client.admin.command("ping"))["ok"] == 1
