"""A reactor whose rights in MongoDB are small, or are taken away while people edit."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from bson import ObjectId

from reactor.embedded_mongod.temporary import TemporaryMongod
from reactor.mongo import driver
from tests.conftest import Eventually
from tests.faults.reactors import reacting
from tests.faults.scene import HISTORY_LOST, LOOKED, Scene, scene

USER, PASSWORD = "reactor", "secret"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[TemporaryMongod]:
    """A mongod that asks who is there."""
    key: Path = tmp_path_factory.mktemp("key") / "key"
    key.write_text("anything six to 1024 characters long".replace(" ", ""))
    key.chmod(0o600)
    async with TemporaryMongod("--auth", "--keyFile", str(key)) as mongod:
        client = driver.connect(mongod.uri)
        root = {"createUser": "root", "pwd": PASSWORD, "roles": ["root"]}
        await client.admin.command(root)
        await driver.disconnect(client)
        yield mongod


def as_user(server: TemporaryMongod, user: str) -> str:
    who = server.uri.replace("mongodb://", f"mongodb://{user}:{PASSWORD}@")
    return f"{who}&authSource=admin"


@asynccontextmanager
async def least_role(server: TemporaryMongod) -> AsyncIterator[Scene]:
    """A scene whose reactors may read and write their database, and nothing else."""
    async with scene(as_user(server, "root"), through=as_user(server, USER)) as play:
        role = {"role": "readWrite", "db": play.database.name}
        user = {"createUser": USER, "pwd": PASSWORD, "roles": [role]}
        await play.database.client.admin.command(user)
        try:
            yield play
        finally:
            await play.database.client.admin.command("dropUser", USER)


async def test_the_role_read_write_is_all_a_reactor_needs(server: TemporaryMongod) -> None:
    async with least_role(server) as play:
        await play.database.client.drop_database(play.database.name)
        async with reacting(play.settings, play.visits):
            async with play.editor.editing():
                await play.editor.more(40)
            await play.ends_well()
        assert "expireAt_1" in await play.database.timers.index_information()


async def test_a_role_that_is_revoked_and_granted_again_loses_nothing(
    server: TemporaryMongod,
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


@asynccontextmanager
async def without_images(server: TemporaryMongod) -> AsyncIterator[Scene]:
    """A scene whose reactors may not have MongoDB keep images of what is deleted."""
    async with least_role(server) as play:
        for name in ("jobqueues", "usercompanypreferences"):
            images = {"changeStreamPreAndPostImages": {"enabled": False}}
            await play.database.handle.command({"collMod": name, **images})
        yield play


async def test_without_images_a_running_job_that_is_deleted_stays_called_off(
    server: TemporaryMongod, eventually: Eventually
) -> None:
    async with without_images(server) as play, reacting(play.settings, play.visits):
        play.visits.open.clear()
        company = await play.editor.track()
        running = {"companyId": company, "status": "processing"}
        await eventually(lambda: play.database.jobs.find_one(running))
        await play.database.jobs.delete_many({"companyId": company})
        await eventually(lambda: called_off(play, company))
        play.visits.open.set()
        assert await play.database.jobs.count_documents({"companyId": company}) == 0
        assert play.visits.begun[company] == 1


async def test_without_images_a_waiting_job_that_is_finished_by_hand_stays_called_off(
    server: TemporaryMongod, eventually: Eventually
) -> None:
    async with without_images(server) as play, reacting(play.settings, play.visits):
        play.visits.open.clear()
        busy = [await play.editor.track() for _ in range(play.settings.concurrency)]
        running = {"companyId": {"$in": busy}, "status": "processing"}

        async def all_busy() -> bool:
            return await play.database.jobs.count_documents(running) == len(busy)

        await eventually(all_busy)
        company = await play.editor.track()
        waiting = {"companyId": company, "status": "pending"}
        await eventually(lambda: play.database.jobs.find_one(waiting))
        await play.database.jobs.update_one(waiting, {"$set": {"status": "completed"}})
        await eventually(lambda: called_off(play, company))
        play.visits.open.set()
        assert await play.database.jobs.count_documents(waiting) == 0
        assert play.visits.begun[company] == 0


async def test_without_images_finished_jobs_that_expire_cost_no_look(
    server: TemporaryMongod, eventually: Eventually
) -> None:
    async with without_images(server) as play, reacting(play.settings, play.visits):
        await play.told.until(LOOKED)
        companies = [await play.editor.track() for _ in range(3)]
        done = {"companyId": {"$in": companies}, "status": "completed"}

        async def all_done() -> bool:
            return await play.database.jobs.count_documents(done) == len(companies)

        await eventually(all_done)
        await play.database.jobs.delete_many(done)
        # What is edited after that is acted on after that.
        later = await play.editor.track()
        finished = {"companyId": later, "status": "completed"}
        await eventually(lambda: play.database.jobs.find_one(finished))
        assert play.told.messages[LOOKED] == 1


async def called_off(play: Scene, company: ObjectId) -> object:
    """When somebody called the company off, as its marker has it."""
    document = await play.database.companies.find_one({"_id": company})
    return document and document.get("reactor", {}).get("calledOffAt")
