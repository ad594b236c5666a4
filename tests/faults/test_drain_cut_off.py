"""A line that is cut under `reactor process`, however long, costs no running job a crash."""

import asyncio
from contextlib import AsyncExitStack

import pytest

from reactor.documents import Job
from reactor.embedded_mongod.temporary import TemporaryMongod
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.views.totals import QueueTotals
from reactor.oneshot.drain import Drain
from reactor.oneshot.finished_runs import EndedRun
from tests.conftest import Eventually
from tests.faults.proxy import Cable
from tests.faults.scene import scene
from tests.scoutly import Scoutly

_JOBS = 5


class Lookout:
    """Notes when the queue is looked at after the line's return.

    Attributes:
        back: whether the line is back.
        looked: set once the queue was looked at since.
    """

    def __init__(self) -> None:
        self.back = False
        self.looked = asyncio.Event()

    def started(self, job: Job) -> None:
        """A run has begun."""

    def ended(self, job: Job, ended: EndedRun) -> None:
        """A run is over."""

    def counted(self, remaining: QueueTotals) -> None:  # noqa: ARG002 - how much is left is no matter
        """The queue was looked at, and then counted."""
        if self.back:
            self.looked.set()


@pytest.mark.parametrize("how", ["cut", "stall"])
async def test_a_line_that_was_cut_costs_the_jobs_of_reactor_process_no_crash(
    mongod: TemporaryMongod, eventually: Eventually, how: str
) -> None:
    """Even if its runs take longer to unwind than it takes to look at the queue again."""
    with Cable(mongod.port) as cable:
        through = mongod.uri.replace(str(mongod.port), str(cable.port))
        async with AsyncExitStack() as ways, scene(mongod.uri, through=through) as play:
            client = driver.connect(play.settings.mongodb_uri.get_secret_value())
            ways.push_async_callback(driver.disconnect, client)
            database = ScoutlyDatabase(client, play.database.name)
            people, drained = Scoutly(play.database, eventually), Scoutly(database, eventually)
            lookout = Lookout()

            async def run(job: Job, /) -> bool:
                if lookout.back:
                    return await drained.complete(job)
                try:
                    await asyncio.Event().wait()
                finally:
                    await lookout.looked.wait()
                raise AssertionError

            for _ in range(_JOBS):
                company = await people.track()
                await play.database.jobs.insert_one({"companyId": company, "status": "pending"})
            settings = play.settings.model_copy(update={"concurrency": _JOBS})
            jobs, timers = play.database.jobs, play.database.timers

            async def all_run() -> bool:
                return await jobs.count_documents({"status": "processing"}) == _JOBS

            async def lease_is_gone() -> bool:
                return not await timers.count_documents({"_id.kind": "lease"})

            async with asyncio.TaskGroup() as group:
                drain = Drain(database, settings, run, lookout)
                draining = group.create_task(drain.run())
                await eventually(all_run)
                getattr(cable, how)()
                await eventually(lease_is_gone, within=20)
                lookout.back = True
                cable.mend()
            assert draining.result().completed == _JOBS
            crashes = [job.get("crashCount", 0) async for job in jobs.find({})]
            assert crashes == [0] * _JOBS
