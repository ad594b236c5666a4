"""Whatever becomes of the stream's history: nothing is lost, and the log says it in one line."""

import os
import time
from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest_asyncio

from reactor.embedded_mongod.temporary import TemporaryMongod
from reactor.mongo.database import ScoutlyDatabase
from tests.faults.editor import Editor
from tests.faults.proxy import Cable
from tests.faults.reactors import reacting
from tests.faults.scene import HISTORY_LOST, LOOKED, STREAM_BROKE, STREAM_OPENED, scene
from tests.faults.tokens import at, token_of


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server() -> AsyncIterator[TemporaryMongod]:
    """A mongod with little memory for history, which can be told to fail."""
    options = ("--syncdelay", "1", "--setParameter", "enableTestCommands=1")
    async with TemporaryMongod(*options, oplog=1) as mongod:
        yield mongod


async def test_a_checkpoint_from_the_future_does_not_make_the_reactor_deaf(
    server: TemporaryMongod,
) -> None:
    """As after a restore into a set whose clock lies behind: MongoDB waits for that time."""
    async with scene(server.uri) as play:
        ahead = at(await token_of(play.database), time.time() + 10**6)
        await save(play.database, ahead)
        async with play.editor.editing():
            await play.editor.more(10)
        async with reacting(play.settings, play.visits):
            async with play.editor.editing():
                await play.editor.more(20)
            await play.ends_well()
        assert play.told.messages[HISTORY_LOST] == 1


async def test_a_useless_checkpoint_costs_no_edit(server: TemporaryMongod) -> None:
    async with scene(server.uri) as play:
        await save(play.database, {"_data": "82deadbeef"})
        async with play.editor.editing():
            await play.editor.more(10)
        async with reacting(play.settings, play.visits):
            async with play.editor.editing():
                await play.editor.more(20)
            await play.ends_well()
        assert play.told.messages[HISTORY_LOST] == 1
        assert play.told.messages[STREAM_OPENED] == 1


async def save(database: ScoutlyDatabase, token: Mapping[str, Any]) -> None:
    """Let the reactors' checkpoint be there."""
    which = {"_id": "stream"}
    await database.checkpoints.update_one(which, {"$set": {"token": token}}, upsert=True)


async def fail_once(database: ScoutlyDatabase, how: dict[str, Any], times: int = 1) -> None:
    """Let the next reads of the stream fail, and return when they have."""
    fail: dict[str, Any] = {"configureFailPoint": "failCommand"}
    admin, commands = database.client.admin, ["getMore"] if times == 1 else ["getMore", "aggregate"]
    data = {"failCommands": commands, **how}
    before = await admin.command(fail | {"mode": {"times": times}, "data": data})
    entered = before["count"] + times
    wait = {"waitForFailPoint": "failCommand", "timesEntered": entered, "maxTimeMS": 10_000}
    await admin.command(wait)
    await admin.command(fail | {"mode": "off"})


async def test_errors_that_cost_the_history_end_in_one_look_at_everything_each(
    server: TemporaryMongod,
) -> None:
    codes = (136, 280, 286, 10334)
    async with scene(server.uri) as play, reacting(play.settings, play.visits):
        async with play.editor.editing():
            for number, code in enumerate(codes, 1):
                await play.told.until(LOOKED, number)
                await fail_once(play.database, {"errorCode": code})
                await play.editor.more(10)
                await play.told.until(HISTORY_LOST, number)
        await play.ends_well()
        assert play.told.messages[HISTORY_LOST] == len(codes)
        assert play.told.messages[LOOKED] == play.told.messages[STREAM_OPENED] == 1 + len(codes)
        assert play.told.messages[STREAM_BROKE] == 0


async def test_errors_that_keep_the_history_lose_nothing_and_look_at_nothing_else(
    server: TemporaryMongod,
) -> None:
    async with scene(server.uri) as play, reacting(play.settings, play.visits):
        async with play.editor.editing():
            for code in (43, 11602, 237, 11601, 13):
                await fail_once(play.database, {"errorCode": code})
                await play.editor.more(10)
            for times in (1, 4):
                await fail_once(play.database, {"closeConnection": True}, times)
                await play.editor.more(10)
        await play.ends_well()
        assert play.told.messages[HISTORY_LOST] == 0
        assert play.told.messages[LOOKED] == 1


async def test_a_database_dropped_while_people_edit_it_is_begun_anew(
    server: TemporaryMongod,
) -> None:
    async with scene(server.uri) as play, reacting(play.settings, play.visits):
        async with play.editor.editing():
            await play.editor.more(30)
        await play.database.client.drop_database(play.database.name)
        await play.told.until(HISTORY_LOST)
        play.editor = Editor(play.database, seed=2)
        await play.told.until(LOOKED, 2)
        async with play.editor.editing():
            await play.editor.more(30)
        await play.ends_well()
        assert play.told.messages[HISTORY_LOST] == 1


async def test_a_preference_of_nine_megabytes_can_be_edited(server: TemporaryMongod) -> None:
    """With the image before, its event is too large to be read but for the parts that matter."""
    async with scene(server.uri) as play, reacting(play.settings, play.visits):
        company = await play.editor.track()
        preferences, mine = play.database.preferences, {"_id": company}
        await preferences.update_one(mine, {"$set": {"notes": "x" * 9_000_000}})
        async with play.editor.editing():
            await play.editor.more(10)
            await preferences.update_one(mine, {"$set": {"notes": "y" * 9_000_000}})
            await play.editor.more(10)
        await play.ends_well()
        assert play.told.messages[HISTORY_LOST] <= 1


async def roll(database: ScoutlyDatabase) -> None:
    """Write until the oplog's beginning is later than now."""
    oplog = database.client["local"]["oplog.rs"]
    newest = await oplog.find_one(sort=[("$natural", -1)])
    oldest = await oplog.find_one(sort=[("$natural", 1)])
    while oldest and newest and oldest["ts"] <= newest["ts"]:
        noise = [{"noise": os.urandom(20_000)} for _ in range(50)]
        await database.client["noise"]["noise"].insert_many(noise)
        oldest = await oplog.find_one(sort=[("$natural", 1)])


async def test_edits_made_while_the_reactor_was_down_survive_the_loss_of_the_oplog(
    server: TemporaryMongod,
) -> None:
    async with scene(server.uri) as play:
        async with play.editor.editing():
            async with reacting(play.settings, play.visits):
                await play.editor.more(20)
            await play.editor.more(20)
            await roll(play.database)
        play.told.clear()
        async with reacting(play.settings, play.visits, "B"):
            async with play.editor.editing():
                await play.editor.more(20)
            await play.ends_well()
        assert play.told.messages[HISTORY_LOST] == 1
        assert play.told.messages[STREAM_BROKE] == 0


async def test_edits_made_while_the_stream_was_blocked_survive_the_loss_of_the_oplog(
    server: TemporaryMongod,
) -> None:
    with Cable(server.port) as cable:
        through = server.uri.replace(str(server.port), str(cable.port))
        async with (
            scene(server.uri, through=through) as play,
            reacting(play.settings, play.visits),
        ):
            async with play.editor.editing():
                await play.editor.more(20)
                cable.stall()
                await play.editor.more(20)
                await roll(play.database)
                cable.mend()
                await play.editor.more(20)
            await play.ends_well()
            assert play.told.messages[HISTORY_LOST] == 1
