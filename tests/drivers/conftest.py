"""Both drivers on a mongod that can be told to fail."""

import gc
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from types import ModuleType
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio
from pymongo import AsyncMongoClient, common

import reactor.mongo.driver as motor
from reactor.embedded_mongod.temporary import TemporaryMongod
from tests.drivers import pymongo_async
from tests.drivers.upstream import CANCELLED_CONNECT, mend_wait_for

Onlooker = AsyncMongoClient[dict[str, Any]]
Opening = Callable[..., AbstractAsyncContextManager[Any]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def mongod() -> AsyncIterator[TemporaryMongod]:
    """A mongod that knows the fail points."""
    async with TemporaryMongod("--setParameter", "enableTestCommands=1") as server:
        yield server


@pytest.fixture(
    params=[
        pytest.param(module, marks=pytest.mark.filterwarnings(CANCELLED_CONNECT), id=name)
        for module, name in ((motor, "motor"), (pymongo_async, "pymongo-async"))
    ]
)
def driver(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The seam, on either driver."""
    module: ModuleType = request.param
    if module is pymongo_async:
        mend_wait_for(monkeypatch)
    return module


@pytest.fixture(autouse=True, scope="module")
def _no_warning_is_left_to_others() -> Iterator[None]:
    yield
    gc.collect()


@pytest.fixture
def appname() -> str:
    """What the tested client calls itself, so that the server can be told to fail it alone."""
    return f"tested-{uuid4().hex[:8]}"


@pytest.fixture
def connecting(
    driver: ModuleType, mongod: TemporaryMongod, appname: str, monkeypatch: pytest.MonkeyPatch
) -> Opening:
    """A client connected as the reactor connects, but quick to look again after an error."""
    monkeypatch.setattr(common, "MIN_HEARTBEAT_INTERVAL", 0.01)
    usual = {
        "appname": appname,
        "serverSelectionTimeoutMS": 3_000,
        # A fail point changes no state, so the server would push none.
        "serverMonitoringMode": "poll",
    }

    @asynccontextmanager
    async def connect(uri: str = mongod.uri, **options: Any) -> AsyncIterator[Any]:
        connected = driver.connect(uri, **usual | options)
        try:
            yield connected
        finally:
            await driver.disconnect(connected)

    return connect


@pytest_asyncio.fixture
async def client(connecting: Opening) -> AsyncIterator[Any]:
    """The tested client."""
    async with connecting() as connected:
        yield connected


@pytest_asyncio.fixture
async def onlooker(mongod: TemporaryMongod) -> AsyncIterator[Onlooker]:
    """Another program on the same server, which no fail point meets."""
    async with AsyncMongoClient[dict[str, Any]](mongod.uri) as connected:
        yield connected


@pytest.fixture
def handle(client: Any) -> Any:
    """The driver's database of this test's own; it goes with its mongod."""
    return client[f"test_{uuid4().hex[:12]}"]


@pytest.fixture
def failing(onlooker: Onlooker, appname: str) -> Opening:
    """Commands of the tested client fail while the block runs.

    `failing("getMore", times=2, errorCode=43)`; without `times`, always; `skip` lets some pass.
    """

    @asynccontextmanager
    async def fail(
        *commands: str, times: int | None = None, skip: int | None = None, **how: Any
    ) -> AsyncIterator[None]:
        modes = {"times": times, "skip": skip}
        mode: Any = {name: number for name, number in modes.items() if number} or "alwaysOn"
        data = {"failCommands": commands, "appName": appname, **how}
        point = {"configureFailPoint": "failCommand"}
        await onlooker.admin.command(point | {"mode": mode, "data": data})
        try:
            yield
        finally:
            await onlooker.admin.command(point | {"mode": "off"})

    return fail


@pytest.fixture
def watching(driver: ModuleType, handle: Any) -> Opening:
    """A change stream of the test's database, quick to say that nothing came."""

    def watch(*pipeline: dict[str, Any], start_after: Any = None) -> Any:
        waits = {"start_after": start_after, "max_await_time_ms": 100}
        return driver.watch(handle, list(pipeline), **waits)

    return watch
