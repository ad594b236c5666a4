"""The doctor on servers that are no replica set, or ask who is there."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from pydantic import SecretStr

from reactor.doctor.check_runner import Examination
from reactor.doctor.checks import (
    change_stream,
    replica_set,
    rights,
    server,
    ttl_monitor,
)
from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Severity
from reactor.embedded_mongod.temporary import TemporaryMongod
from reactor.errors import PassingError
from reactor.mongo import driver
from reactor.mongo.connection import open_database, require_primary
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.setup.bootstrap import bootstrap
from reactor.settings import Settings
from tests.doctor import found_by

FINE, REMARK, WRONG = Severity.FINE, Severity.REMARK, Severity.WRONG
PASSWORD = "s3cret/of:the@app"  # noqa: S105 - of a server of this test's own


@pytest.fixture
def case(settings: Settings, database: ScoutlyDatabase) -> Case:
    return Case(settings, database)


@asynccontextmanager
async def mongod(*options: str, replica_set: bool = True) -> AsyncIterator[TemporaryMongod]:
    server = TemporaryMongod(*options, replica_set=replica_set)
    if replica_set:
        async with server:
            yield server
        return
    server.start_process()
    try:
        yield server
    finally:
        await asyncio.to_thread(server.close)


@asynccontextmanager
async def uninitiated() -> AsyncIterator[TemporaryMongod]:
    """A mongod that is to be of a replica set which nobody has initiated."""
    server = TemporaryMongod("--replSet", "rs0", replica_set=False)
    server.start_process()
    try:
        yield server
    finally:
        await asyncio.to_thread(server.close)


@asynccontextmanager
async def case_of(settings: Settings, uri: str) -> AsyncIterator[Case]:
    there = settings.model_copy(update={"mongodb_uri": SecretStr(uri)})
    database = open_database(there)
    yield Case(there, database)
    await driver.disconnect(database.client)


async def test_a_replica_set_that_was_never_initiated_says_so(settings: Settings) -> None:
    async with uninitiated() as mongod:
        async with case_of(settings, mongod.uri) as case:
            with pytest.raises(PassingError, match=r"rs\.initiate"):
                await require_primary(case.database)
        async with case_of(settings, mongod.uri.replace("directConnection=true", "")) as case:
            found = (await found_by(server.look, case))["server"]
    assert found.outcome is WRONG
    assert "rs.initiate()" in found.said
    assert found.mend.startswith("Do that once")


async def test_a_standalone_is_wrong_and_all_else_is_still_checked(settings: Settings) -> None:
    async with (
        mongod(replica_set=False) as standalone,
        case_of(settings, standalone.uri) as case,
    ):
        found = {finding.check: finding async for _, finding in Examination(case).findings()}
    assert "--replSet rs0" in found["replica set"].mend
    assert found["stream"].outcome is WRONG
    assert found["ranks"].outcome is REMARK
    assert not any("broke" in finding.said for finding in found.values())


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def guarded(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[TemporaryMongod]:
    """A mongod that asks who is there, with a user for each test."""
    key = tmp_path_factory.mktemp("key") / "key"
    key.write_text("anythingsixto1024characterslong")
    key.chmod(0o600)
    async with mongod("--auth", "--keyFile", str(key)) as server:
        client = driver.connect(server.uri)
        await client.admin.command({"createUser": "root", "pwd": PASSWORD, "roles": ["root"]})
        await driver.disconnect(client)
        client = driver.connect(_as(server, "root"))
        await _create_users(client)
        await bootstrap(ScoutlyDatabase(client, "scoutly"), timedelta(days=30))
        await driver.disconnect(client)
        yield server


async def _create_users(client: driver.Client) -> None:
    everything = {"db": "scoutly", "collection": ""}
    privilege = {"resource": everything, "actions": ["find", "insert", "update", "remove"]}
    role: dict[str, Any] = {"createRole": "no_stream", "privileges": [privilege], "roles": []}
    await client.admin.command(role)
    roles: dict[str, list[Any]] = {
        "app": [{"role": "readWrite", "db": "scoutly"}],
        "reader": [{"role": "read", "db": "scoutly"}],
        "deaf": ["no_stream"],
        "stranger": [],
    }
    for name, given in roles.items():
        await client.admin.command({"createUser": name, "pwd": PASSWORD, "roles": given})


def _as(server: TemporaryMongod, user: str, password: str = "s3cret%2Fof%3Athe%40app") -> str:  # noqa: S107 - see above
    uri = server.uri.replace("mongodb://", f"mongodb://{user}:{password}@")
    return f"{uri}&authSource=admin"


Guarded = Callable[[str], AbstractAsyncContextManager[Case]]


@pytest.fixture
def case_as(guarded: TemporaryMongod, settings: Settings) -> Guarded:
    return lambda user: case_of(settings, _as(guarded, user))


async def test_read_write_on_its_database_is_enough_and_what_may_not_be_seen_is_a_remark(
    case_as: Guarded,
) -> None:
    async with case_as("app") as case:
        found = {finding.check: finding async for _, finding in Examination(case).findings()}
    assert [each for each in found.values() if each.outcome is WRONG] == []
    assert "may do all that the reactor does" in found["rights"].said
    assert found["TTL monitor"].outcome is REMARK
    assert found["oplog"].outcome is REMARK
    assert PASSWORD not in repr(found)


async def test_a_missing_right_is_named_with_its_collection_and_the_grant(
    case_as: Guarded,
) -> None:
    async with case_as("reader") as case:
        found = (await found_by(rights.look, case))["rights"]
    assert found.outcome is WRONG
    assert any(
        "insert, remove, update: on " in line and "jobqueues" in line for line in found.details
    )
    grant = 'grantRolesToUser("reader", [{role: "readWrite", db: "scoutly"}])'
    assert grant in found.mend


async def test_without_the_right_to_the_stream_it_is_named_and_cannot_be_opened(
    case_as: Guarded,
) -> None:
    async with case_as("deaf") as case:
        assert "changeStream: on the whole database" in (
            (await found_by(rights.look, case))["rights"].details
        )
        assert (await found_by(change_stream.look, case))["stream"].outcome is WRONG


async def test_one_without_any_right_gets_findings_and_no_traces(case_as: Guarded) -> None:
    async with case_as("stranger") as case:
        found = [finding async for _, finding in Examination(case).findings()]
    assert not any("broke" in finding.said for finding in found)
    assert [each.check for each in found if "not authorized" in each.said]


@pytest.mark.parametrize(
    ("userinfo", "said"),
    [("", "names none"), ("app:wrong@", "refuses the user or the password")],
)
async def test_a_missing_or_wrong_password_is_told_as_such(
    guarded: TemporaryMongod, settings: Settings, userinfo: str, said: str
) -> None:
    uri = guarded.uri.replace("mongodb://", f"mongodb://{userinfo}")
    uri += "&authSource=admin" if userinfo else ""
    async with case_of(settings, uri) as case:
        found = await found_by(server.look, case)
    assert said in found["server"].said
    assert found["server"].outcome is WRONG


async def test_the_checks_of_the_server_ask_what_they_judge(case: Case) -> None:
    assert (await found_by(server.look, case))["version"].outcome is FINE
    assert (await found_by(replica_set.look, case))["replica set"].outcome is FINE
    assert "every 1 s" in (await found_by(ttl_monitor.look, case))["TTL monitor"].said
