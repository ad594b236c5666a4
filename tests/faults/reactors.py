"""Reactors whose runs need no internet, in this process or in one of their own.

Everything is the real one but the pipeline: a run visits its company, finds the same posting every
time, and says whose run it was; so what was saved tells who saved it, and a visit can be held up
for as long as a test likes.
"""

import asyncio
import itertools
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, Process
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

import aiohttp
from aiohttp import web
from bson import ObjectId

from reactor.app import Reactor
from reactor.documents import Company
from reactor.embedded_mongod.temporary import free_port
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.postings.visit_outcome import PageUsed, Save, VisitOutcome
from reactor.pipeline import Pipeline
from reactor.pipeline.toolset import Toolset
from reactor.settings import Settings

Visit = Callable[[Company], Awaitable[None]]
ADA = ObjectId("65f0000000000000000000ad")
_ROOT = Path(__file__).parents[2]


class OneMatch:
    """A pipeline whose every run finds the same posting.

    Args:
        name: whose runs these are; it is saved with the posting and with the job's result.
        visit: what a run does meanwhile.
    """

    def __init__(self, name: str, visit: Visit) -> None:
        self._name = name
        self._visit = visit
        self._numbers = itertools.count(1)

    async def run(self, company: Company) -> VisitOutcome:
        """Visit the company, and find its posting."""
        run = f"{self._name}-{next(self._numbers)}"
        await self._visit(company)
        found = {"title": "Engineer", "suitabilityScore": 90, "foundBy": run}
        save = Save(ADA, "ada@example.org", ("ada@example.org",), f"posting of {company.id}", found)
        page = PageUsed(company.careers_url, company.selector)
        return VisitOutcome(company.id, page, (save,), (), {"foundBy": run})


class Visits:
    """Counts the visits of all reactors, and holds them up while `open` is not set.

    Attributes:
        open: visits end only while this is set.
        begun: how often each company was visited.
        most: the most visits of one company at the same time.
    """

    def __init__(self) -> None:
        self.open = asyncio.Event()
        self.open.set()
        self.begun: Counter[ObjectId] = Counter()
        self.most = 0
        self._now: Counter[ObjectId] = Counter()

    async def __call__(self, company: Company) -> None:
        """A visit of a run in this process."""
        await self._visit(company.id)

    async def answer(self, request: web.Request) -> web.Response:
        """A visit over HTTP, by a reactor that is a process of its own."""
        await self._visit(ObjectId(request.match_info["company"]))
        return web.Response(text="no openings")

    async def _visit(self, company_id: ObjectId) -> None:
        self.begun[company_id] += 1
        self._now[company_id] += 1
        self.most = max(self.most, self._now[company_id])
        try:
            await self.open.wait()
        finally:
            self._now[company_id] -= 1


@asynccontextmanager
async def served(visits: Visits) -> AsyncIterator[str]:
    """The visits as a web site; gives its address, to which a company's id is added."""
    app = web.Application()
    app.add_routes([web.get("/{company}", visits.answer)])
    # A run that is cancelled ends its visit.
    runner = web.AppRunner(app, handler_cancellation=True, access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", port := free_port())
        await site.start()
        yield f"http://127.0.0.1:{port}/"
    finally:
        visits.open.set()
        await runner.cleanup()


class OfflineReactor(Reactor):
    """The reactor with another pipeline."""

    def __init__(self, settings: Settings, pipeline: OneMatch) -> None:
        super().__init__(settings)
        self._one_match = pipeline

    def _pipeline(self, instruments: Toolset, database: ScoutlyDatabase) -> Pipeline:
        del instruments, database
        return cast(Pipeline, self._one_match)


@asynccontextmanager
async def reacting(settings: Settings, visit: Visit, name: str = "A") -> AsyncIterator[None]:
    """A reactor in this process while the block runs; should it break, so does the block."""
    reactor = OfflineReactor(settings, OneMatch(name, visit))
    async with asyncio.TaskGroup() as group:
        group.create_task(reactor.run())
        await reactor.started.wait()
        yield
        reactor.stop()


@asynccontextmanager
async def reacting_apart(
    settings: Settings, site: str, name: str, **environment: str
) -> AsyncIterator[Process]:
    """A reactor in a process of its own while the block runs; ended with SIGTERM, and well."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.faults.reactors", site, name,
        cwd=_ROOT, stdout=DEVNULL,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(_ROOT),
            "MONGODB_URI": settings.mongodb_uri.get_secret_value(),
            "REACTOR_LEASE": f"{settings.lease.total_seconds()}s",
            "REACTOR_COOLDOWN": "0s",
            "REACTOR_GRACE": "1s",
            "REACTOR_HTTP_PORT": "0",
            **environment,
        },
    )  # fmt: skip
    try:
        yield process
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(20):
            assert await process.wait() == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def _main(site: str, name: str) -> None:
    async with aiohttp.ClientSession() as session:

        async def visit(company: Company) -> None:
            async with session.get(f"{site}{company.id}") as answer:
                await answer.read()

        reactor = OfflineReactor(Settings.from_environment(), OneMatch(name, visit))
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, reactor.stop)
        await reactor.run()


if __name__ == "__main__":
    asyncio.run(_main(*sys.argv[1:]))
