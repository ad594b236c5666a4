"""A line that is cut, for however long, costs no running job a crash.

By default the line is away for longer than a short lease. For every length, 5 to 600 seconds, with
leases of 3 and of 60 seconds, all at the same time: `pytest tests/faults/test_cut_lines.py
--cuts full -s`.
"""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from time import monotonic

import pytest
import pytest_asyncio
from bson import ObjectId
from rich.console import Console

from reactor.embedded_mongod.temporary import TemporaryMongod
from tests.faults.proxy import Cable
from tests.faults.reactors import reacting_apart, served
from tests.faults.scene import Scene, scene

_JOBS = 5
_STARTING = 3
"""So many reactors start at a time."""

_AWAY = (5, 30, 60, 70, 80, 90, 100, 120, 600)
_DONE_WITHIN, _READ_WITHIN = 20.0, 5.0
"""Seconds after the return of the line."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server() -> AsyncIterator[TemporaryMongod]:
    async with TemporaryMongod() as mongod:
        yield mongod


@pytest.mark.timeout(0)  # its length is an option
async def test_a_line_that_was_cut_costs_no_running_job_a_crash(
    server: TemporaryMongod, request: pytest.FixtureRequest
) -> None:
    full = request.config.getoption("--cuts", "") == "full"
    cases = [
        (how, lease, away)
        for how in ("cut", "stall")
        for lease in ((3, 60) if full else (3,))
        for away in (_AWAY if full else _AWAY[:1])
    ]
    starting = asyncio.Semaphore(_STARTING)
    async with asyncio.TaskGroup() as group:
        running = [group.create_task(_cut_off(server, starting, *case)) for case in cases]
    for case, task in zip(cases, running, strict=True):
        crashes, done, read = task.result()
        how, lease, away = case
        Console(width=110).print(
            f"{how} for {away} s, lease {lease} s: crashes {crashes}, "
            f"all done after {done:.1f} s, news read after {read:.1f} s"
        )
        assert crashes == [0] * (_JOBS + 1)
        assert done < _DONE_WITHIN
        assert read < _READ_WITHIN or how == "stall"


async def _cut_off(
    server: TemporaryMongod, starting: asyncio.Semaphore, how: str, lease: int, away: int
) -> tuple[list[int], float, float]:
    """Cut a reactor, a process of its own, off while it runs five jobs.

    Gives their crashes, and how many seconds after the line's return all are done and something
    new is begun.
    """
    with Cable(server.port) as cable:
        through = server.uri.replace(str(server.port), str(cable.port))
        async with scene(server.uri, through=through) as play, served(play.visits) as site:
            settings = play.settings.model_copy(update={"lease": timedelta(seconds=lease)})
            play.visits.open.clear()
            companies = [await play.editor.track() for _ in range(_JOBS)]
            async with reacting_apart(settings, site, "A"):
                async with starting:
                    await _begun(play, companies)
                getattr(cable, how)()
                await asyncio.sleep(away)  # the length of the outage is what is tested
                fresh = await play.editor.track()
                play.visits.open.set()
                cable.mend()
                back = monotonic()
                await _begun(play, [fresh])
                read = monotonic() - back
                await play.editor.settled(within=60)
                done = monotonic() - back
            jobs = await play.database.jobs.find({}).to_list(None)
    return [job.get("crashCount", 0) for job in jobs], done, read


async def _begun(play: Scene, companies: list[ObjectId]) -> None:
    async with asyncio.timeout(60):
        while not all(play.visits.begun[company] for company in companies):  # noqa: ASYNC110 - another task counts
            await asyncio.sleep(0.01)
