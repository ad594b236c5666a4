"""A reactor whose rights in MongoDB are small, or are taken away while people edit."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio

from reactor.mongo import driver
from reactor.mongo.embedded import EmbeddedMongod
from tests.faults.reactors import reacting
from tests.faults.scene import HISTORY_LOST, LOOKED, Scene, scene

USER, PASSWORD = "reactor", "secret"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[EmbeddedMongod]:
    """A mongod that asks who is there."""
    key: Path = tmp_path_factory.mktemp("key") / "key"
    key.write_text("anything six to 1024 characters long".replace(" ", ""))
    key.chmod(0o600)
    async with EmbeddedMongod("--auth", "--keyFile", str(key)) as mongod:
        client = driver.connect(mongod.uri)
        root = {"createUser": "root", "pwd": PASSWORD, "roles": ["root"]}
        await client.admin.command(root)
        await driver.disconnect(client)
        yield mongod


def as_user(server: EmbeddedMongod, user: str) -> str:
    who = server.uri.replace("mongodb://", f"mongodb://{user}:{PASSWORD}@")
    return f"{who}&authSource=admin"


@asynccontextmanager
async def least_role(server: EmbeddedMongod) -> AsyncIterator[Scene]:
    """A scene whose reactors may read and write their database, and nothing else."""
    async with scene(as_user(server, "root"), through=as_user(server, USER)) as play:
        role = {"role": "readWrite", "db": play.database.name}
        user = {"createUser": USER, "pwd": PASSWORD, "roles": [role]}
        await play.database.client.admin.command(user)
        try:
            yield play
        finally:
            await play.database.client.admin.command("dropUser", USER)


async def test_the_role_read_write_is_all_a_reactor_needs(server: EmbeddedMongod) -> None:
    async with least_role(server) as play:
        await play.database.client.drop_database(play.database.name)
        async with reacting(play.settings, play.visits):
            async with play.editor.editing():
                await play.editor.more(40)
            await play.ends_well()
        assert "expireAt_1" in await play.database.timers.index_information()


async def test_a_role_that_is_revoked_and_granted_again_loses_nothing(
    server: EmbeddedMongod,
) -> None:
    async with least_role(server) as play, reacting(play.settings, play.visits):
        admin = play.database.client.admin
        roles = {"roles": [{"role": "readWrite", "db": play.database.name}]}
        async with play.editor.editing():
            await play.editor.more(20)
            await admin.command({"revokeRolesFromUser": USER} | roles)
            await play.told.until("stream broke")
            await play.editor.more(40)
            await admin.command({"grantRolesToUser": USER} | roles)
            await play.editor.more(20)
        await play.ends_well()
        assert play.told.messages[HISTORY_LOST] == 0
        assert play.told.messages[LOOKED] == 1
