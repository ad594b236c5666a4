"""One reactor leads the decisions; whatever becomes of it, another takes over, losing nothing."""

import asyncio
import signal
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import pytest
import pytest_asyncio

from reactor.core.leadership.leader import Leadership
from reactor.core.leadership.lease import Lease
from reactor.embedded_mongod.temporary import TemporaryMongod
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.reactions.checkpoints import Checkpoints
from reactor.settings import Settings
from tests.commands import Commands, listening
from tests.conftest import Eventually
from tests.faults.reactors import reacting, reacting_apart, served
from tests.faults.replica_set import ReplicaSet
from tests.faults.scene import Scene, scene
from tests.scoutly import Running, Scoutly


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server() -> AsyncIterator[TemporaryMongod]:
    async with TemporaryMongod() as mongod:
        yield mongod


async def leader(database: ScoutlyDatabase) -> Any:
    """The lease of who leads, if that reactor is alive."""
    named = (await database.checkpoints.find_one({"_id": "stream"}) or {}).get("leader")
    lease = {"_id": {"kind": "lease", "of": named}}
    return named if named and await database.timers.find_one(lease) else None


async def leases(database: ScoutlyDatabase) -> int:
    return await database.timers.count_documents({"_id.kind": "lease"})


@asynccontextmanager
async def two_reactors(play: Scene, eventually: Eventually) -> AsyncIterator[tuple[Process, Any]]:
    """A leader and a follower, in processes of their own; the leader's process, and its lease.

    The block ends the leader in whatever way it likes.
    """
    async with served(play.visits) as site, AsyncExitStack() as stack:
        first = await stack.enter_async_context(unruly(play.settings, site, "A"))
        led_by = await eventually(lambda: leader(play.database), within=60)
        await stack.enter_async_context(reacting_apart(play.settings, site, "B"))

        async def both() -> bool:
            return await leases(play.database) == 2

        await eventually(both, within=60)
        yield first, led_by


@asynccontextmanager
async def unruly(settings: Settings, site: str, name: str) -> AsyncIterator[Process]:
    """A reactor that need not end well."""
    with_its_end = reacting_apart(settings, site, name)
    process = await with_its_end.__aenter__()
    try:
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGCONT)
            process.kill()
            await process.wait()


async def taken_over(play: Scene, led_by: Any, eventually: Eventually) -> None:
    async def by_another() -> bool:
        return await leader(play.database) not in (None, led_by)

    await eventually(by_another, within=60)


async def test_what_people_do_while_nobody_leads_is_done_by_the_next_leader(
    server: TemporaryMongod, eventually: Eventually
) -> None:
    async with scene(server.uri) as play, two_reactors(play, eventually) as (process, led_by):
        async with play.editor.editing():
            await play.editor.more(20)
            process.kill()
            await play.editor.more(40)
            await taken_over(play, led_by, eventually)
            await play.editor.more(20)
        await play.ends_well()


async def test_a_job_called_off_while_nobody_leads_stays_called_off(
    server: TemporaryMongod, eventually: Eventually
) -> None:
    """No look at everything finds this: only the stream tells it, from the checkpoint on."""
    async with scene(server.uri) as play, two_reactors(play, eventually) as (process, led_by):
        play.visits.open.clear()
        company = await play.editor.track()

        async def begun() -> int:
            return play.visits.begun[company]

        await eventually(begun, within=60)
        process.kill()
        await process.wait()
        await play.database.jobs.delete_many({"companyId": company})
        await taken_over(play, led_by, eventually)
        noted = {"_id": company, "reactor.calledOffAt": {"$type": "date"}}
        await eventually(lambda: play.database.companies.find_one(noted), within=20)


async def test_a_leader_frozen_beyond_its_lease_follows_when_it_wakes(
    server: TemporaryMongod, eventually: Eventually
) -> None:
    async with scene(server.uri) as play, two_reactors(play, eventually) as (process, led_by):
        async with play.editor.editing():
            await play.editor.more(20)
            process.send_signal(signal.SIGSTOP)
            await taken_over(play, led_by, eventually)
            second = await leader(play.database)
            await play.editor.more(20)
            process.send_signal(signal.SIGCONT)
            await play.editor.more(40)
        assert await leader(play.database) == second
        await play.ends_well()


async def test_a_step_down_while_the_lead_passes_on_loses_nothing(eventually: Eventually) -> None:
    async with (
        ReplicaSet() as nodes,
        scene(nodes.uri) as play,
        two_reactors(play, eventually) as (process, led_by),
    ):
        async with play.editor.editing():
            await play.editor.more(20)
            process.kill()
            await process.wait()
            await nodes.step_down()
            await taken_over(play, led_by, eventually)
            await play.editor.more(40)
        await play.ends_well(within=40)


async def test_two_that_believe_they_lead_harm_nothing_and_one_gives_in(
    server: TemporaryMongod, eventually: Eventually, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Checkpoints, "lead", _anybody)
    async with scene(server.uri) as play:
        async with (
            reacting(play.settings, play.visits, "A"),
            reacting(play.settings, play.visits, "B"),
            play.editor.editing(),
        ):
            await play.editor.more(30)
            monkeypatch.undo()
            await play.editor.more(30)

            async def one() -> bool:
                return play.told.messages[FOLLOWS] > 0

            await eventually(one, within=20)
            await play.editor.more(20)
            named = await leader(play.database)
            assert named
        assert not play.told.errors
        assert play.visits.most == 1


FOLLOWS = "another reactor leads the decisions: this one claims and runs jobs"


async def _anybody(self: Checkpoints, owner: str, **_: Any) -> bool:
    """Whoever asks is told that they lead, and is named last."""
    which, named = {"_id": "stream"}, {"$set": {"leader": owner}}
    await self._checkpoints.update_one(which, named, upsert=True)
    return True


async def test_only_the_one_whom_the_checkpoint_names_moves_it(
    database: ScoutlyDatabase, settings: Settings
) -> None:
    mine, others = Lease(database, settings), Lease(database, settings)
    taken: list[Any] = []
    first, second = (Leadership(database, each, taken.append) for each in (mine, others))
    await mine.take()
    await others.take()
    assert await first.contend()
    assert not await second.contend()
    assert await first.save({"_data": "1"})
    # Its lease goes while it stands still, and another takes over.
    await mine.give_up()
    assert await second.contend()
    assert taken == [None, {"_data": "1"}]
    assert await second.save({"_data": "3"})
    await mine.take()
    believed = first.leads
    assert not await first.save({"_data": "2"})
    assert (believed, first.leads) == (True, False)
    kept = await database.checkpoints.find_one({"_id": "stream"})
    assert kept
    assert kept["token"] == {"_data": "3"}


async def test_who_lost_its_lease_leads_no_more_until_it_has_asked(
    database: ScoutlyDatabase, settings: Settings
) -> None:
    lease, taken = Lease(database, settings), list[Any]()
    leadership = Leadership(database, lease, taken.append)
    await lease.take()
    await leadership.contend()
    lease.owner = "another"
    assert not leadership.leads
    await lease.take()
    # Its former lease is there still, and is its own.
    assert await leadership.contend()
    assert len(taken) == 2


@pytest.mark.parametrize("named", [None, 7, "gone", {"a": 1}])
async def test_a_lead_that_means_nobody_is_taken(
    database: ScoutlyDatabase, settings: Settings, named: Any
) -> None:
    await database.checkpoints.insert_one({"_id": "stream", "leader": named})
    lease = Lease(database, settings)
    await lease.take()
    assert await Leadership(database, lease, lambda _: None).contend()


async def test_followers_ask_nothing_about_companies(
    database: ScoutlyDatabase, settings: Settings, scoutly: Scoutly, running: Running
) -> None:
    commands = Commands()
    async with running(scoutly.complete) as core, listening(settings, database, commands) as other:
        await scoutly.job(companyId=await scoutly.track(), status="completed")
        follower, started = type(core)(other, settings, scoutly.complete), asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(follower.run(started))
            await started.wait()
            assert core.leads
            assert not follower.leads
            commands.on = True
            for _ in range(20):
                company = await scoutly.track()
                await scoutly.job(companyId=company, status="completed")
            commands.on = False
            follower.stop()
    assert not commands.of("aggregate")
    assert set(commands.of("find")) <= {"checkpoints", "jobqueues", "timers"}
