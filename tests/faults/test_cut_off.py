"""A reactor that is cut off, or stands still, past its lease saves nothing afterwards."""

import asyncio
import signal
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from bson import ObjectId

from reactor.embedded_mongod.temporary import TemporaryMongod
from tests.conftest import Eventually
from tests.faults.editor import Editor
from tests.faults.proxy import Cable
from tests.faults.reactors import Visits, reacting, reacting_apart, served
from tests.faults.scene import Scene, scene


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server() -> AsyncIterator[TemporaryMongod]:
    async with TemporaryMongod() as mongod:
        yield mongod


def through(cable: Cable, server: TemporaryMongod) -> str:
    return server.uri.replace(str(server.port), str(cable.port))


async def begun(visits: Visits, company: ObjectId, times: int = 1, within: float = 20.0) -> None:
    async with asyncio.timeout(within):
        while visits.begun[company] < times:  # noqa: ASYNC110 - another task counts
            await asyncio.sleep(0.01)


async def saved_by(play: Scene, company: ObjectId) -> Any:
    """Whose runs the finished jobs, the saved match and the company's marks are."""
    jobs = play.database.jobs.find({"companyId": company, "status": "completed"})
    saved = play.database.saved_jobs.find({"companyId": company})
    return (
        [job["result"]["foundBy"][0] async for job in jobs],
        [save["foundBy"][0] async for save in saved],
    )


@pytest.mark.parametrize("how", ["stall", "cut"])
async def test_a_run_that_was_cut_off_saves_nothing_once_another_has_taken_it_over(
    server: TemporaryMongod, how: str, eventually: Eventually
) -> None:
    with Cable(server.port) as cable:
        async with scene(server.uri, through=through(cable, server)) as play:
            people = Editor(play.database, seed=2)
            async with reacting(play.settings, play.visits, "A"):
                play.visits.open.clear()
                company = await play.editor.track()
                await begun(play.visits, company)
                others = Visits()
                async with reacting(play.direct, others, "B"):
                    getattr(cable, how)()
                    play.visits.open.set()  # the run ends, and its result goes into the cable
                    await begun(others, company)
                    query = {"companyId": company, "status": "completed"}
                    await eventually(lambda: play.database.jobs.find_one(query))
                    before = await play.database.companies.find_one({"_id": company})
                    cable.mend()
                    async with people.editing():
                        await people.more(30)
                    await people.settled()
                    assert await saved_by(play, company) == (["B"], ["B"])
                    after = await play.database.companies.find_one({"_id": company})
                    assert before
                    assert after
                    assert before["lastSuccessfulScrape"] == after["lastSuccessfulScrape"]
            assert not play.told.errors


@pytest.mark.parametrize("another", [False, True])
async def test_a_reactor_that_stands_still_past_its_lease_saves_nothing_of_that_run(
    server: TemporaryMongod, another: bool, eventually: Eventually
) -> None:
    async with scene(server.uri) as play, served(play.visits) as site:
        people = Editor(play.database, seed=2)
        play.visits.open.clear()
        company = await play.editor.track()
        async with reacting_apart(play.settings, site, "A") as process:
            await begun(play.visits, company)
            process.send_signal(signal.SIGSTOP)
            play.visits.open.set()
            if another:
                async with reacting_apart(play.settings, site, "B"):
                    await begun(play.visits, company, 2)
                    query = {"companyId": company, "status": "completed"}
                    await eventually(lambda: play.database.jobs.find_one(query))
                    process.send_signal(signal.SIGCONT)
                    async with people.editing():
                        await people.more(30)
                    await people.settled()
                assert await saved_by(play, company) == (["B"], ["B"])
            else:
                lease = {"_id.kind": "lease"}
                await eventually(lambda: _none(play, lease))
                process.send_signal(signal.SIGCONT)
                async with people.editing():
                    await people.more(30)
                await people.settled()
                assert play.visits.begun[company] == 2
                jobs = [job async for job in play.database.jobs.find({"companyId": company})]
                assert [job.get("crashCount") for job in jobs] == [1]
                assert jobs[0]["result"]["foundBy"] != "A-1"


async def _none(play: Scene, lease: dict[str, Any]) -> bool:
    return await play.database.timers.count_documents(lease) == 0


async def test_a_reactor_told_to_stop_while_it_is_cut_off_ends_well(
    server: TemporaryMongod,
) -> None:
    """Soon, and with status 0: `reacting_apart` makes sure."""
    with Cable(server.port) as cable:
        async with (
            scene(server.uri, through=through(cable, server)) as play,
            served(play.visits) as site,
            reacting_apart(play.settings, site, "A"),
        ):
            await play.editor.track()
            await play.editor.settled()
            cable.cut()
