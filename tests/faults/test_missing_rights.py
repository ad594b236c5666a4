"""A right that is missing from the start is named, waited for, and told once."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer

from reactor.app import Reactor
from reactor.embedded_mongod.temporary import TemporaryMongod
from reactor.errors import SettingsError
from reactor.mongo import driver
from reactor.notify import alarm
from reactor.status.local_state import read_health
from tests.conftest import Eventually
from tests.faults.scene import listening, settings_for

USER, PASSWORD = "app", "s3cret"
READ_ONLY = [{"role": "read", "db": "scoutly"}]
READ_WRITE = [{"role": "readWrite", "db": "scoutly"}]
NO_STREAM = [{"role": "withoutStream", "db": "scoutly"}]
_ACTIONS = [
    *("find", "insert", "update", "remove"),
    *("createIndex", "createCollection", "listCollections", "listIndexes"),
]


@pytest_asyncio.fixture
async def server(tmp_path: Path) -> AsyncIterator[TemporaryMongod]:
    """A mongod that asks who is there, and a user without any role."""
    key = tmp_path / "key"
    key.write_text("a1B2c3D4" * 4)
    key.chmod(0o600)
    async with TemporaryMongod("--auth", "--keyFile", str(key)) as mongod:
        client = driver.connect(mongod.uri)
        await client.admin.command({"createUser": "root", "pwd": PASSWORD, "roles": ["root"]})
        await driver.disconnect(client)
        yield mongod


@pytest_asyncio.fixture
async def admin(server: TemporaryMongod) -> AsyncIterator[driver.Client]:
    client = driver.connect(as_user(server, "root"))
    everywhere = {"resource": {"db": "scoutly", "collection": ""}, "actions": _ACTIONS}
    role = {"createRole": "withoutStream", "privileges": [everywhere], "roles": []}
    await client["scoutly"].command(role)
    await client.admin.command({"createUser": USER, "pwd": PASSWORD, "roles": []})
    yield client
    await driver.disconnect(client)


def as_user(server: TemporaryMongod, user: str, password: str = PASSWORD) -> str:
    who = server.uri.replace("mongodb://", f"mongodb://{user}:{password}@")
    return f"{who}&authSource=admin"


async def health(reactor: Reactor) -> tuple[int, dict[str, Any]]:
    async with (
        aiohttp.ClientSession(reactor.address) as session,
        session.get("/healthz") as answer,
    ):
        return answer.status, await answer.json()


@pytest.mark.parametrize(
    ("roles", "doing"),
    [
        ([], "preparing the database"),
        (READ_ONLY, "preparing the database"),
        (NO_STREAM, "reading changes"),
    ],
)
async def test_a_right_that_is_missing_is_named_with_its_mend_until_it_is_granted(
    server: TemporaryMongod,
    admin: driver.Client,
    eventually: Eventually,
    roles: Sequence[Any],
    doing: str,
) -> None:
    await admin.admin.command({"updateUser": USER, "roles": roles})
    reactor = Reactor(settings_for(as_user(server, USER)))
    with listening() as told:
        async with asyncio.TaskGroup() as group:
            group.create_task(reactor.run())

            async def named() -> bool:
                if not reactor.address:
                    return False
                status, details = await health(reactor)
                return status == 503 and details["mongodb"] == "right missing"

            await eventually(named)
            _, details = await health(reactor)
            assert details["doing"] == doing
            assert "grant readWrite on scoutly to the user app" in details["mend"]
            assert "$clusterTime" not in details["error"]
            seen = read_health(json.dumps(details).encode())
            assert seen
            assert (seen.well, seen.mend) == (False, details["mend"])
            await admin.admin.command({"updateUser": USER, "roles": READ_WRITE})

            async def well() -> bool:
                return (await health(reactor))[0] == 200

            await eventually(well, within=30)
            reactor.stop()
    assert told.messages["MongoDB denies a right, which is waited for"] == 1
    assert told.messages["MongoDB is itself again"] == 1


async def test_it_is_told_once(
    server: TemporaryMongod,
    admin: driver.Client,
    eventually: Eventually,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await admin.admin.command({"updateUser": USER, "roles": READ_ONLY})
    monkeypatch.setattr(alarm, "_LASTING", 0.1)
    arrived: list[dict[str, Any]] = []

    async def told(request: web.Request) -> web.Response:
        arrived.append(await request.json())
        return web.Response(text="thanks")

    app = web.Application()
    app.add_routes([web.post("/told", told)])
    async with TestServer(app) as listener:
        urls = f"json://127.0.0.1:{listener.port}/told"
        settings = settings_for(as_user(server, USER), notify_urls=urls)
        for _ in range(2):
            reactor = Reactor(settings)
            async with asyncio.TaskGroup() as group:
                group.create_task(reactor.run())

                async def one() -> bool:
                    return bool(arrived)

                await eventually(one, within=30)
                await admin.admin.command({"updateUser": USER, "roles": READ_WRITE})
                await reactor.started.wait()
                await admin.admin.command({"updateUser": USER, "roles": []})
                await admin.admin.command({"updateUser": USER, "roles": READ_WRITE})
                reactor.stop()
    assert len(arrived) == 1
    assert "right missing" in arrived[0]["title"]
    assert "grant readWrite" in arrived[0]["message"]


@pytest.mark.parametrize(
    ("user", "said"),
    [(f"{USER}:wrong@", "refuses the credentials"), ("", "asks for a user")],
)
async def test_a_user_who_is_wrong_or_missing_is_a_wrong_setting(
    server: TemporaryMongod, admin: driver.Client, user: str, said: str
) -> None:
    del admin
    uri = server.uri.replace("mongodb://", f"mongodb://{user}")
    with pytest.raises(SettingsError, match=said):
        await Reactor(settings_for(f"{uri}&authSource=admin")).run()
