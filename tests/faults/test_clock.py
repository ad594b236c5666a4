"""Clocks jump by hours, the reactor's own and MongoDB's: nothing is lost or doubled."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from bson import ObjectId

from reactor.embedded_mongod.temporary import TemporaryMongod
from reactor.mongo.timers import Timers
from tests.faults.clock import MovableClock
from tests.faults.reactors import Visits, reacting, reacting_apart, served
from tests.faults.scene import LEASE_LOST, scene


@pytest.fixture
def clock(tmp_path: Path) -> MovableClock:
    """The clock of `server`."""
    return MovableClock(tmp_path)


@pytest_asyncio.fixture
async def server(clock: MovableClock) -> AsyncIterator[TemporaryMongod]:
    """A mongod with a clock of its own: to ask for its time takes it ten times as long.

    It ends with its test: even with nothing to do it keeps a tenth of a processor busy.
    """
    async with TemporaryMongod(environment=clock.environment) as mongod:
        yield mongod


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def refusing() -> AsyncIterator[TemporaryMongod]:
    """A mongod with the usual clock that can be told to fail."""
    async with TemporaryMongod("--setParameter", "enableTestCommands=1") as mongod:
        yield mongod


async def begun(visits: Visits, company: ObjectId, times: int = 1) -> None:
    async with asyncio.timeout(20):
        while visits.begun[company] < times:  # noqa: ASYNC110 - another task counts
            await asyncio.sleep(0.01)


async def test_a_lease_far_ahead_after_the_clock_was_set_back_is_cut_at_the_next_start(
    mongod: TemporaryMongod,
) -> None:
    """Else the jobs of a reactor that died under the old time would wait for that time."""
    async with scene(mongod.uri) as play:
        timers = Timers(play.database)
        await timers.take_lease("dead", timedelta(seconds=3))
        await timers.set_in("lease", "dead", timedelta(hours=6))
        company = await play.editor.track()
        lease = {"owner": "dead", "token": "t"}
        job = {"companyId": company, "status": "processing", "lease": lease}
        await play.database.jobs.insert_one(job)
        async with reacting(play.settings, play.visits):
            await play.ends_well()
        done = await play.database.jobs.find_one({"companyId": company})
        assert done
        assert done["crashCount"] == 1


async def test_the_reactor_s_own_clock_decides_nothing(
    mongod: TemporaryMongod, tmp_path: Path
) -> None:
    own = MovableClock(tmp_path)
    async with (
        scene(mongod.uri) as play,
        served(play.visits) as site,
        reacting_apart(play.settings, site, "A", **own.environment),
    ):
        async with play.editor.editing():
            for hours in (6, -6, 0):
                await play.editor.more(8)
                own.move(hours)
            await play.editor.more(8)
        await play.ends_well()
        assert await play.database.jobs.count_documents({"crashCount": {"$gt": 0}}) == 0


async def test_a_mongodb_whose_clock_jumps_ahead_lets_each_run_be_counted_and_run_again_once(
    server: TemporaryMongod, clock: MovableClock
) -> None:
    """All timers expire at once, and the lease too unless it was refreshed just then."""
    async with scene(server.uri) as play, reacting(play.settings, play.visits):
        async with play.editor.editing():
            await play.editor.more(10)
        await play.ends_well()
        play.visits.open.clear()
        company = await play.editor.track()
        await begun(play.visits, company)
        for jump in range(1, 9):
            with suppress(TimeoutError):
                clock.move(jump)
                # No multiple of the time between two refreshes: else each try fails like the first.
                await play.told.until(LEASE_LOST, within=2.3)
                break
        await begun(play.visits, company, 2)
        play.visits.open.set()
        async with play.editor.editing():
            await play.editor.more(10)
        await play.ends_well()
        job = await play.database.jobs.find_one({"companyId": company})
        assert job
        assert job.get("crashCount", 0) <= 1
        assert play.visits.begun[company] == 2
        assert play.told.messages[LEASE_LOST] == 1


_TIME_UP = {"code": 50, "codeName": "MaxTimeMSExpired", "errmsg": "operation exceeded time limit"}


@pytest.mark.parametrize("command", ["findAndModify", "update", "insert"])
@pytest.mark.parametrize("how", [{"errorCode": 50}, {"writeConcernError": _TIME_UP}])
async def test_a_write_that_a_jump_of_the_clock_cuts_short_is_done_again_at_once(
    refusing: TemporaryMongod, command: str, how: dict[str, Any]
) -> None:
    """MongoDB ends whatever has a time limit: claims, and what the reactions write."""
    fail: dict[str, Any] = {"configureFailPoint": "failCommand"}
    data = {"failCommands": [command], "appName": "scoutly-reactor", **how}
    async with scene(refusing.uri) as play, reacting(play.settings, play.visits):
        admin = play.database.client.admin
        await admin.command(fail | {"mode": {"times": 1}, "data": data})
        await play.ends_well()
        assert (await admin.command(fail | {"mode": "off"}))["count"]
        assert not play.told.messages["claim refused"]


@pytest.fixture
def _asked_for(request: pytest.FixtureRequest) -> None:
    """While its clock is behind what it waits for, a mongod waits by turning round."""
    if not request.config.getoption("--clocks", default=False):
        pytest.skip("it keeps a processor busy for a minute: run it with --clocks")


@pytest.mark.usefixtures("_asked_for")
async def test_a_mongodb_whose_clock_is_set_back_loses_and_doubles_nothing(
    server: TemporaryMongod, clock: MovableClock
) -> None:
    clock.move(12)
    async with scene(server.uri) as play, reacting(play.settings, play.visits):
        async with play.editor.editing():
            await play.editor.more(10)
        await play.ends_well()
        play.visits.open.clear()
        company = await play.editor.track()
        await begun(play.visits, company)
        clock.move(0)
        play.visits.open.set()
        async with play.editor.editing():
            await play.editor.more(10)
        await play.ends_well()
        assert play.visits.begun[company] == 1
        assert await play.database.jobs.count_documents({"crashCount": {"$gt": 0}}) == 0
