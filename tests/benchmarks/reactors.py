"""The reactive core as a contender, with runs that do what a benchmark needs."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

from reactor.app import Reactor
from reactor.core.assembly import Core
from reactor.core.dispatch.active_run import Run
from reactor.core.dispatch.runner import Runner
from reactor.core.reactions import decider
from reactor.decisions.actions import Action
from reactor.decisions.company_facts import Facts
from reactor.decisions.reactions import plan
from reactor.documents import Company, Job
from reactor.mongo.postings.visit_outcome import PageUsed, VisitOutcome
from reactor.pipeline import Pipeline
from tests.benchmarks.stage import Stage, finish, say_claimed

_BRIEF_RUN = 0.05


class Noting:
    """Runs that end at once, by one write."""

    def __init__(self, stage: Stage) -> None:
        self._database = stage.database

    async def __call__(self, job: Job) -> bool:
        await finish(self._database, job.id)
        return True


class Brief(Noting):
    """Runs of a twentieth of a second."""

    async def __call__(self, job: Job) -> bool:
        await asyncio.sleep(_BRIEF_RUN)
        return await super().__call__(job)


class Stuck:
    """Runs that never end."""

    def __init__(self, _: Stage) -> None:
        self._never = asyncio.Event()

    async def __call__(self, _: Job) -> bool:
        return await self._never.wait()


class NothingThere(Pipeline):
    """A pipeline that visits nobody and finds nothing."""

    def __init__(self) -> None:
        """Need nothing."""

    async def run(self, company: Company) -> VisitOutcome:
        page = PageUsed(company.careers_url, company.selector)
        return VisitOutcome(company.id, page, (), (), {"found": 0})


def finding_nothing(stage: Stage) -> Run:
    """The real runs, of a pipeline that finds nothing."""
    return Runner(stage.database, NothingThere(), stage.settings)


class _Told:
    """Tells of each run when it starts."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._running = 0

    async def __call__(self, job: Job) -> bool:
        self._running += 1
        say_claimed(job.company_id, self._running)
        try:
            return await self._run(job)
        finally:
            self._running -= 1


class _Counted:
    """Counts decisions; what `plan` decides is left as it is."""

    def __init__(self) -> None:
        self._total = self._acting = 0

    def __call__(self, facts: Facts, now: datetime, cooldown: timedelta) -> list[Action]:
        actions = plan(facts, now, cooldown)
        self._total += 1
        self._acting += bool(actions)
        return actions

    def tell(self) -> dict[str, Any]:
        return {"looks": {"total": self._total, "acting": self._acting}}


async def react(make_run: Callable[[Stage], Run], stage: Stage) -> None:
    """The reactive core, until it is stopped."""
    counted = _Counted()
    stage.answers["looks"] = counted.tell
    core = Core(stage.database, stage.settings, _Told(make_run(stage)))
    with patch.object(decider, "plan", counted):
        async with asyncio.TaskGroup() as group:
            group.create_task(core.run(stage.started))
            await stage.stopped.wait()
            core.stop()


async def visit(stage: Stage) -> None:
    """The whole reactor, which visits what is there, until it is stopped."""
    reactor = Reactor(stage.settings, stand_ins=stage.stand_ins)
    async with asyncio.TaskGroup() as group:
        group.create_task(reactor.run())
        await reactor.started.wait()
        stage.started.set()
        await stage.stopped.wait()
        reactor.stop()
