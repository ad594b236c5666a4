"""MongoDB has faults while people edit: every edit is acted on, and no run is lost or doubled."""

import asyncio
import signal
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from reactor.embedded_mongod.temporary import TemporaryMongod
from tests.faults.reactors import reacting
from tests.faults.replica_set import ReplicaSet
from tests.faults.scene import scene


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server() -> AsyncIterator[TemporaryMongod]:
    """A mongod that these tests may stop and kill."""
    async with TemporaryMongod() as mongod:
        yield mongod


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
async def test_a_restart_while_people_edit_loses_nothing(
    server: TemporaryMongod, how: signal.Signals
) -> None:
    async with scene(server.uri) as play, reacting(play.settings, play.visits):
        async with play.editor.editing():
            await play.editor.more(30)
            server.process.send_signal(how)
            await asyncio.to_thread(server.process.wait)
            server.start_process()
            await play.editor.more(30)
        await play.ends_well()


async def test_a_mongod_that_hangs_past_the_lease_loses_nothing(server: TemporaryMongod) -> None:
    async with scene(server.uri) as play, reacting(play.settings, play.visits):
        async with play.editor.editing():
            await play.editor.more(30)
            server.process.send_signal(signal.SIGSTOP)
            await asyncio.sleep(4)
            server.process.send_signal(signal.SIGCONT)
            await play.editor.more(30)
        await play.ends_well()


async def test_a_step_down_and_a_killed_primary_lose_nothing() -> None:
    async with (
        ReplicaSet() as nodes,
        scene(nodes.uri) as play,
        reacting(play.settings, play.visits),
    ):
        async with play.editor.editing():
            await play.editor.more(30)
            await nodes.step_down()
            await play.editor.more(60)
            dead = await nodes.primary()
            dead.process.kill()
            await asyncio.to_thread(dead.process.wait)
            await nodes.primary()
            await play.editor.more(60)
            dead.start_process()
            await play.editor.more(30)
        await play.ends_well()
