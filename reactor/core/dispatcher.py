"""Five slots: claims jobs by turn, starts a run for each, and stops runs that lost their job."""

import asyncio
from collections.abc import Collection
from functools import partial
from typing import Any, Protocol

from loguru import logger

from reactor.core.lease import Lease, Loss
from reactor.documents import Job
from reactor.mongo import driver
from reactor.mongo.outages import is_passing, through_outages
from reactor.mongo.queue import Queue
from reactor.settings import Settings

_log = logger.bind(channel="queue-processor")


class Run(Protocol):
    """Runs one claimed job to its end, whatever that is."""

    async def __call__(self, job: Job, /) -> bool:
        """Whether the job's end was written; if not, or if this is cancelled, it is handed back.

        It must not raise for anything that is wrong with the job.
        """


class Dispatcher:
    """Keeps the slots filled for as long as jobs can be claimed."""

    def __init__(self, queue: Queue, lease: Lease, run: Run, settings: Settings) -> None:
        self._queue = queue
        self._lease = lease
        self._run = run
        self._slots = settings.concurrency
        self._grace = settings.grace.total_seconds()
        self._running: dict[asyncio.Task[None], Job] = {}
        self._forsaken: set[str] = set()
        self._handing_back: set[str] = set()
        self._alone = False
        self._backlog = False
        self._claiming = 0
        self._strays = False
        self._woken = asyncio.Event()
        self._stopping = False

    def wake(self) -> None:
        """Look for claimable jobs: one was inserted, or a slot became free."""
        self._woken.set()

    @property
    def has_backlog(self) -> bool:
        """Whether all slots are taken and jobs may wait for one."""
        return self._backlog

    def stop(self) -> None:
        """Claim nothing more; `run` returns when the running jobs have ended or the grace has."""
        self._stopping = True
        self._woken.set()

    def stop_all(self, loss: Loss) -> None:
        """Cancel every run: this reactor's lease is gone, and with it its jobs.

        What made the process stand still may be one of them: then they are not handed back, but
        released like those of a reactor that died, counted and to be run alone.
        """
        for task, job in self._running.items():
            if loss is Loss.STOPPED:
                self._forsaken.add(job.lease.token if job.lease else "")
            self._cancel(task)
        self._woken.set()

    async def stop_lost(self, job_ids: Collection[Any]) -> None:
        """Cancel those runs whose job was deleted or changed by somebody else."""
        # Compared and not looked up: people make ids of any kind, documents among them.
        touched = list(job_ids)
        mine = {task: job for task, job in self._running.items() if job.id in touched}
        if not mine:
            return
        held = await self._queue.held_tokens([job.id for job in mine.values()])
        for task, job in mine.items():
            lost = job.lease is None or job.lease.token not in held
            if lost and task in self._running and not task.cancelling():
                _log.warning(
                    "run stopped: somebody took its job away", job=job.id, company=job.company_id
                )
                self._cancel(task)

    async def reconcile(self) -> None:
        """Compare the runs with the queue: after a loss nobody tells of either's end."""
        await self.stop_lost([job.id for job in self._running.values()])
        self._strays = True
        self._woken.set()

    async def run(self) -> None:
        """Claim and run jobs until stopped; what still runs after the grace is handed back."""
        async with asyncio.TaskGroup() as group:
            while not self._stopping:
                self._woken.clear()
                await self._fill(group)
                await self._woken.wait()
            await self._drain()
        if self._strays:
            await self._hand_back_strays()

    async def _fill(self, group: asyncio.TaskGroup) -> None:
        """Claim for the free slots."""
        if self._strays and not self._claiming:
            self._strays = False
            await self._hand_back_strays()
        while self._may_claim():
            self._claiming += 1
            group.create_task(self._claim_one(group), name="claim")

    def _may_claim(self) -> bool:
        """Whether to ask for a job now: one at a time, for all slots at once under a backlog."""
        if self._stopping or self._strays or not self._lease.holds:
            return False
        if self._alone:
            return not (self._running or self._claiming)
        free = self._slots - len(self._running) - self._claiming
        return free > 0 and (self._backlog or not self._claiming)

    async def _claim_one(self, group: asyncio.TaskGroup) -> None:
        """Claim a job for a free slot and start its run."""
        try:
            job = await self._claim()
        finally:
            self._claiming -= 1
        if job is None:
            self._backlog = False
        elif self._may_start(job):
            self._start(job, group)
            self._backlog = self._backlog or len(self._running) == self._slots
            self.wake()
        else:
            await self._hand_back(job)
        if self._strays:
            self.wake()

    def _may_start(self, job: Job) -> bool:
        """Whether a job just claimed can start now; if not, the end of another run wakes us."""
        claimed_in_time = job.lease is not None and job.lease.owner == self._lease.owner
        unwinding = job.company_id in [other.company_id for other in self._running.values()]
        # A job that a crash returned may kill this process: it runs with no neighbours.
        crashed, in_company = job.crash_count > 0, bool(self._running)
        disturbs = in_company and (self._alone or crashed)
        self._alone = crashed or (in_company and self._alone)
        return claimed_in_time and not (unwinding or disturbs or self._stopping)

    async def _claim(self) -> Job | None:
        owner = self._lease.owner
        try:
            # What was inserted a moment ago has no turn yet, and would overtake what waits.
            in_turn = await self._queue.claim(owner, in_turn=True) if self._backlog else None
            return in_turn or await self._queue.claim(owner)
        except driver.PyMongoError as error:
            if not is_passing(error):
                raise
            # The answer is lost, perhaps not the claim.
            self._strays = True
            return None

    async def _hand_back_strays(self) -> None:
        """Put back what this reactor owns but does not run; no claim is under way here."""
        ids = [job.id for job in self._running.values()]
        strays = partial(self._queue.hand_back_strays, self._lease.owner, running=ids)
        await through_outages(strays, "claiming a job")

    async def _hand_back(self, job: Job) -> None:
        await through_outages(partial(self._queue.hand_back, job), "handing a job back")

    def _start(self, job: Job, runs: asyncio.TaskGroup) -> None:
        task = runs.create_task(self._run_one(job), name=f"job {job.id}")
        self._running[task] = job
        task.add_done_callback(self._ended)

    async def _run_one(self, job: Job) -> None:
        settled = False
        try:
            settled = await self._run(job)
        finally:
            token = job.lease.token if job.lease else ""
            if token in self._forsaken:
                self._forsaken.discard(token)
            elif not settled:
                self._handing_back.add(token)
                await self._hand_back(job)

    def _ended(self, task: asyncio.Task[None]) -> None:
        job = self._running.pop(task)
        self._handing_back.discard(job.lease.token if job.lease else "")
        self._alone = self._alone and bool(self._running)
        self.wake()

    async def _drain(self) -> None:
        tasks = list(self._running)
        if not tasks:
            return
        _log.info("stopping: running jobs may finish", jobs=len(tasks), grace=f"{self._grace:g}s")
        _, late = await asyncio.wait(tasks, timeout=self._grace)
        for task in late:
            self._cancel(task)

    def _cancel(self, task: asyncio.Task[None]) -> None:
        """Cancel a run, but neither twice nor while it hands its job back: that must not be cut."""
        job = self._running.get(task)
        token = job.lease.token if job and job.lease else ""
        if job and not (task.cancelling() or token in self._handing_back):
            task.cancel()
