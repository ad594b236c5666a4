"""A job that kills its reactor is found out, and innocent neighbours go free."""

import asyncio
import os
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from reactor.core.assembly import Core
from reactor.documents import Job
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.jobs.queue import Queue
from reactor.settings import Settings
from tests.conftest import Eventually
from tests.scoutly import Running, Scoutly

_REACTOR = """
import os, sys
from reactor.cli import main
from reactor.mongo.postings.visit_outcome import VisitOutcome, PageUsed
from reactor.pipeline import Pipeline

async def visit(pipeline, company):
    if company.slug == "poison":
        os._exit(9)
    page = PageUsed(company.careers_url, company.selector)
    return VisitOutcome(company.id, page, (), (), {"found": 0})

Pipeline.run = visit
sys.argv = ["reactor", "run"]
main()
"""


async def test_a_job_that_kills_its_reactor_fails_and_takes_nobody_with_it(
    settings: Settings, scoutly: Scoutly, tmp_path: Path, eventually: Eventually
) -> None:
    poison = await scoutly.track(companyID="poison")
    neighbours = [await scoutly.track() for _ in range(8)]
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(sys.path),
        "MONGODB_URI": settings.mongodb_uri.get_secret_value(),
        "REACTOR_LOG_DIR": str(tmp_path),
        "REACTOR_HTTP_PORT": "0",
        "REACTOR_LEASE": "3s",
        "REACTOR_MAX_CRASHES": "2",
    }
    deaths = 0

    async def container() -> None:
        """Starts the reactor again as often as it dies."""
        nonlocal deaths
        while True:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-c", _REACTOR, cwd=tmp_path, env=environment,
                stdout=asyncio.subprocess.DEVNULL,
            )  # fmt: skip
            try:
                assert await process.wait() == 9
            finally:
                if process.returncode is None:
                    process.kill()
                    await process.wait()
            deaths += 1

    jobs = scoutly.database.jobs
    running = asyncio.create_task(container())
    done = {"companyId": {"$in": neighbours}, "status": "completed"}

    async def all_done() -> bool:
        return await jobs.count_documents(done) == len(neighbours)

    failed = {"companyId": poison, "status": "failed"}
    await eventually(lambda: jobs.find_one(failed), within=60)
    await eventually(all_done, within=30)
    running.cancel()
    await asyncio.wait([running])
    job = await jobs.find_one(failed)
    company = await scoutly.database.companies.find_one({"_id": poison})
    assert job
    assert company
    assert job["errorMessage"] == "the reactor died 2 times while it ran this job"
    assert job["errorCode"] == "crashed"
    assert company["isProblematic"] is True
    assert deaths == 2
    assert await jobs.count_documents({"crashCount": {"$gt": 1}, "companyId": {"$ne": poison}}) == 0


async def test_a_job_that_a_crash_returned_runs_with_no_neighbours(
    scoutly: Scoutly, running: Running, database: ScoutlyDatabase
) -> None:
    alive: set[object] = set()
    company_of_the_crashed: list[int] = []

    async def run(job: Job) -> bool:
        alive.add(job.id)
        # Others would be claimed by now, if they were going to be.
        await database.jobs.count_documents({})
        await asyncio.sleep(0)
        if job.crash_count:
            company_of_the_crashed.append(len(alive))
        alive.discard(job.id)
        return await scoutly.complete(job)

    now = await database.now()
    for number in range(12):
        company = await scoutly.track(lastSuccessfulScrape=now)
        crashes = {"crashCount": 1} if number % 4 == 1 else {}
        await database.jobs.insert_one({"companyId": company, "status": "pending", **crashes})
    async with running(run):

        async def all_done() -> bool:
            return await database.jobs.count_documents({"status": "completed"}) == 12

        await scoutly.eventually(all_done, within=30)
    assert company_of_the_crashed == [1, 1, 1]


_ROUNDS = 15
"""So often both reactors act on something, while the crashed job waits."""


async def test_two_reactors_do_not_hand_a_crashed_job_to_and_fro(
    settings: Settings, scoutly: Scoutly, database: ScoutlyDatabase, eventually: Eventually
) -> None:
    """While both run something, it waits; each claim of it is news to the other."""
    busy, may_end = set[str](), asyncio.Event()
    tries: Counter[object] = Counter()
    claim = Queue.claim

    async def one_each(queue: Queue, owner: str, **which: Any) -> Job | None:
        if owner in busy and len(busy) < 2:
            return None
        if job := await claim(queue, owner, **which):
            busy.add(owner)
            tries[job.id] += 1
        return job

    async def run(job: Job) -> bool:
        await may_end.wait()
        return await scoutly.complete(job)

    async def both_are_busy() -> bool:
        return len(busy) == 2

    now = await database.now()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Queue, "claim", one_each)
        async with asyncio.TaskGroup() as group:
            cores = [Core(database, settings, run) for _ in range(2)]
            for core in cores:
                group.create_task(core.run(asyncio.Event()))
                await insert(scoutly, now)
            await eventually(both_are_busy)
            crashed = await insert(scoutly, now, crashCount=1)
            for _ in range(_ROUNDS):  # each is read and acted on by both, and so would a claim be
                await scoutly.timer(await scoutly.track(lastSuccessfulScrape=now))
            before = tries[crashed]
            may_end.set()
            await scoutly.job(_id=crashed, status="completed")
            for core in cores:
                core.stop()
    assert 1 <= before < _ROUNDS


async def insert(scoutly: Scoutly, now: datetime, **fields: object) -> Any:
    company = await scoutly.track(lastSuccessfulScrape=now)
    job = {"companyId": company, "status": "pending", **fields}
    return (await scoutly.database.jobs.insert_one(job)).inserted_id
