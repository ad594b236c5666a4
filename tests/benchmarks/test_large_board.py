"""A board of ten thousand postings: what the process holds, and how far each visit comes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic
from typing import Any

import psutil
import pytest
from bson import ObjectId

from reactor.mongo.database import ScoutlyDatabase
from tests.benchmarks import workload
from tests.benchmarks.conftest import Contend
from tests.benchmarks.report import Report, at_most, exactly, stated
from tests.benchmarks.sizes import Sizes
from tests.boards.playing import Stage, stage_server
from tests.boards.specimen import Job, Specimen
from tests.boards.specimens import SPECIMENS

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(3600)]

MEGABYTE = 1_000_000
MAX_MEMORY = 150.0
MAX_VISITS = 6
CV = "Welder. Eight years of welding ships by hand, at two yards in Lyon. French, English."


class LongJob(Job):
    """A posting of two and a half thousand characters: a visit may hold all their texts."""

    @property
    def text(self) -> str:
        return f"{super().text} " * 5


@dataclass
class Held:
    """The resident memory of the main process, in bytes."""

    process: psutil.Process
    most: int = 0
    stopped: asyncio.Event = field(default_factory=asyncio.Event)

    async def watch(self) -> None:
        while not self.stopped.is_set():
            self.most = max(self.most, self.process.memory_info().rss)
            await asyncio.sleep(0.05)


@pytest.mark.parametrize(
    ("board", "limit"),
    [("lever", timedelta(minutes=10)), ("smartrecruiters", timedelta(minutes=1))],
    ids=["texts-listed", "texts-apart-and-little-time"],
)
async def test_large_board(  # noqa: PLR0913, PLR0917 - fixtures
    database: ScoutlyDatabase,
    contend: Contend,
    sizes: Sizes,
    report: Report,
    board: str,
    limit: timedelta,
) -> None:
    specimen = SPECIMENS[board]
    jobs = [LongJob(n, f"Welder {n}") for n in range(1, sizes.postings + 1)]
    stage, company = Stage(), await _tracked(database, specimen)
    stage.play(specimen, jobs)
    visits = list[dict[str, Any]]()
    began = monotonic()
    async with (
        stage_server(stage) as server,
        _reactor(contend, specimen, server.port, limit) as held,
    ):
        for _ in range(MAX_VISITS):
            visits.append(await _visited(database, company, len(visits)))
            known = await database.postings.count_documents({"companyId": company})
            if known >= sizes.postings:
                break
    took = monotonic() - began
    texts = [each.path for each in stage.asked if each.path.rpartition("/")[2].isdigit()]
    report.show(
        f"Large board ({board})",
        f"{sizes.postings:,} postings of 2,500 characters, one person with a CV, no interval, "
        f"{limit.seconds} s for a visit",
        at_most("memory of the main process", held.most / MEGABYTE, MAX_MEMORY, "MB"),
        exactly("postings known in the end", known, sizes.postings),
        # The text that is under way when a visit is cut is asked for again.
        at_most("texts asked for twice", len(texts) - len(set(texts)), took // limit.seconds, ""),
        stated("visits", ", ".join(each["status"] for each in visits)),
        stated("seconds", took, "s"),
    )
    assert known == sizes.postings
    assert held.most <= MAX_MEMORY * MEGABYTE


async def _tracked(database: ScoutlyDatabase, specimen: Specimen) -> ObjectId:
    company = ObjectId()
    page = workload.company(company, await database.now()) | {"careers_url": specimen.careers_url}
    await database.companies.insert_one({**page, "lastSuccessfulScrape": None})
    await database.users.insert_one({"email": "ada@example.org", "cvText": CV})
    wish = {"userId": "ada@example.org", "companyId": company, "rank": 100, "isTracking": True}
    await database.preferences.insert_one(wish)
    return company


@asynccontextmanager
async def _reactor(
    contend: Contend, specimen: Specimen, port: int | None, limit: timedelta
) -> AsyncIterator[Held]:
    stand_ins = dict.fromkeys(specimen.hosts, f"http://127.0.0.1:{port}")
    usual = {"host_interval": "0s", "robots": "off", "job_timeout": f"{limit.seconds}s"}
    async with contend("reactor-whole", stand_ins=stand_ins, **usual) as process:
        held = Held(process.usage)
        async with asyncio.TaskGroup() as group:
            group.create_task(held.watch())
            await process.start()
            yield held
            held.stopped.set()


async def _visited(database: ScoutlyDatabase, company: ObjectId, before: int) -> dict[str, Any]:
    """The next job of the company once it has ended, asked for if the reactor does not."""
    ended = {"companyId": company, "status": {"$in": ["completed", "failed"]}}
    if before:
        await database.jobs.insert_one(
            {"companyId": company, "status": "pending", "reason": "manual"}
        )

    async def another() -> bool:
        return await database.jobs.count_documents(ended) > before

    await workload.until(another, every=0.2, within=1_800)
    newest: list[dict[str, Any]] = await database.jobs.find(ended).sort("_id", -1).to_list(1)
    return newest[0]
