"""The outcomes of runs, as stored in the queue."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

from reactor.core.dispatch.active_run import Run
from reactor.documents import Company, Job
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.outage_retry import through_outages


@dataclass(frozen=True, slots=True)
class EndedRun:
    """One run that ended here.

    Attributes:
        label: name of its company.
        status: status of its job afterwards; `pending` if it waits, `""` if it was handed back.
        message: why it failed or waits, `""` otherwise.
        result: figures of a successful run.
    """

    label: str
    status: str
    message: str
    result: dict[str, Any] = field(default_factory=dict)


class RunObserver(Protocol):
    """An observer of the progress."""

    def started(self, job: Job) -> None:
        """A run has begun."""

    def ended(self, job: Job, ended: EndedRun) -> None:
        """A run has ended, with any outcome."""


class ObservedRun:
    """Runs jobs by `run`, and counts outcomes.

    Attributes:
        tally: number of ended runs by status of their job.
        running: jobs that run now.
        idle: set when the last of them has ended.
    """

    def __init__(self, run: Run, database: ScoutlyDatabase, audience: RunObserver) -> None:
        self._run = run
        self._database = database
        self._audience = audience
        self.tally: Counter[str] = Counter()
        self.running: list[Job] = []
        self.idle = asyncio.Event()

    async def __call__(self, job: Job, /) -> bool:
        """Whether the job's end was stored."""
        self.running.append(job)
        self._audience.started(job)
        ended = EndedRun(str(job.company_id), "", "")
        try:
            if settled := await self._run(job):
                look = partial(self._look_at, job)
                ended = await through_outages(look, "looking at a job that ended")
                self.tally[ended.status] += 1
        finally:
            self.running.remove(job)
            self._audience.ended(job, ended)
            if not self.running:
                self.idle.set()
        return settled

    async def _look_at(self, job: Job) -> EndedRun:
        document = await self._database.jobs.find_one({"_id": job.id}) or {}
        company = await self._database.companies.find_one({"_id": job.company_id})
        result = document.get("result")
        return EndedRun(
            label=Company.read(company).label if company else str(job.company_id),
            status=str(document.get("status", "")),
            message=str(document.get("errorMessage") or ""),
            result=result if isinstance(result, dict) else {},
        )
