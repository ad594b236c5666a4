"""A real mongod for every test that touches data, and a fresh database for each."""

import asyncio
import gc
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Generator
from itertools import count
from pathlib import Path

import pytest
import pytest_asyncio
from loguru import logger

from reactor.embedded_mongod.temporary import TemporaryMongod
from reactor.fetch import parser_process
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.databases import Databases, new_name
from tests.loaded_parsers import LoadedContext, start_loading
from tests.longest_first import longest_first
from tests.loop_guard import LoopGuard
from tests.unvalidated import remove_validators

pytest_plugins = ["tests.scoutly", "pytester"]

Eventually = Callable[..., Awaitable[object]]

_SPARED_EVERY = 200
_begun = count(1)
_guard = LoopGuard()
_as_in_life, _loaded = parser_process.ANEW, LoadedContext()


def pytest_configure() -> None:
    """Show errors without the variables of their tracebacks: these hold the loop for too long.

    A worker of pytest will need a parsing process, which loads while the tests are collected.
    Meanwhile nothing is garbage: to look for it would take a fifth of the time.
    """
    gc.disable()
    logger.remove()
    logger.add(sys.stderr, backtrace=False, diagnose=False)
    parser_process.ANEW = _loaded
    if "PYTEST_XDIST_WORKER" in os.environ:
        start_loading()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Have the processes that share the tests begin with what takes long."""
    if processes := getattr(config, "workerinput", {}).get("workercount", 0):
        items[:] = longest_first(items, processes)


def pytest_collection_finish() -> None:
    """Spare the tests what pytest holds of all of them.

    To look through that, the garbage collector would stop a loop for a quarter of a second.
    """
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Generator[None, object, object]:
    """Have each step of the loop timed while a test is set up, runs and is taken down.

    What the tests before have loaded is spared them now and then, as what pytest holds is.
    """
    if next(_begun) % _SPARED_EVERY == 0:
        gc.collect()
        gc.freeze()
    with _guard.watching():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """Fail a test that held the loop, itself or while it was set up."""
    yield
    if complaint := _guard.complaint(item):
        pytest.fail(complaint)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, None, None]:
    """The same for its end."""
    yield
    if complaint := _guard.complaint(item):
        pytest.fail(complaint)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--month", default="8x6", help="simulated: companies x days; 40x30 is long")
    parser.addoption("--seed-of-month", default="1", help="what happens in it")
    parser.addoption("--cuts", default="", help="full: cut lines for every length, 11 minutes")
    parser.addoption(
        "--refusals",
        default="4",
        help="how many of MongoDB's refusals their campaign tries: a number, or full",
    )


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def mongod() -> AsyncIterator[TemporaryMongod]:
    async with TemporaryMongod() as server:
        yield server


@pytest.fixture(autouse=True)
def no_log_stays_open() -> Generator[None]:
    """A log that a test opens ends with it: its sinks would change later tests' records."""
    before = set(logger._core.handlers)  # type: ignore[attr-defined]  # noqa: SLF001 - loguru lists them nowhere else
    yield
    for sink in set(logger._core.handlers) - before:  # type: ignore[attr-defined]  # noqa: SLF001 - the same
        logger.remove(sink)


@pytest.fixture(scope="session")
def databases() -> Databases:
    """The databases of `mongod`."""
    return Databases()


@pytest.fixture
def parsing_as_in_life(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests of the parsing process itself: it starts as it does for people."""
    monkeypatch.setattr(parser_process, "ANEW", _as_in_life)


@pytest.fixture
def settings(
    request: pytest.FixtureRequest,
    mongod: TemporaryMongod,
    databases: Databases,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Settings:
    """Settings as a test wants them: nothing from this machine, quick retries, no manners.

    Without the fixture `database` there is no database of their name.
    """
    monkeypatch.chdir(tmp_path)  # no .env of the checkout
    name = databases.take() if "database" in request.fixturenames else new_name()
    return Settings.from_environment(
        mongodb_uri=mongod.uri.replace("/scoutly", f"/{name}"),
        allow_hosts=("127.0.0.1",),
        host_interval="0s",
        backoff="1s",
        cooldown="0s",
        grace="1s",
        http_port=0,
        log_dir=tmp_path / "logs",
    )


@pytest_asyncio.fixture
async def database(settings: Settings, databases: Databases) -> AsyncIterator[ScoutlyDatabase]:
    """A database of this test's own for as long as it runs: bootstrapped, and empty."""
    uri = settings.mongodb_uri.get_secret_value()
    client = driver.connect(uri)
    name = driver.database_name(uri)
    assert name
    scoutly = ScoutlyDatabase(client, name)
    await databases.make_ready(scoutly, settings.keep_finished)
    yield scoutly
    await databases.give_back(scoutly, settings.keep_finished)
    await driver.disconnect(client)


@pytest_asyncio.fixture
async def without_validators(database: ScoutlyDatabase) -> None:
    """For tests of documents that MongoDB would refuse: as in a database older than validators."""
    await remove_validators(database)


@pytest.fixture
def eventually() -> Eventually:
    """Await a condition: `await eventually(lambda: find(...))` gives the first true answer."""

    async def wait(condition: Callable[[], Awaitable[object]], within: float = 10.0) -> object:
        answer: object = None
        try:
            async with asyncio.timeout(within):
                while not (answer := await condition()):  # noqa: ASYNC110 - the condition is MongoDB's
                    await asyncio.sleep(0.02)
        except TimeoutError:
            pytest.fail(f"not true within {within} s; the last answer was {answer!r}")
        return answer

    return wait
