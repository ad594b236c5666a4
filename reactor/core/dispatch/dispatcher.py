"""Claims jobs for the free slots, starts a run for each, and stops runs that lost their job.

`slots` decides, and the dispatcher carries out. No exception of a claim or a run leaves this file:
a fault of one job harms no other job, and never the process.
"""

import asyncio
from collections.abc import Collection, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

from loguru import logger

from reactor.company_names import name_of
from reactor.core.backoff import Backoff
from reactor.core.dispatch.active_run import CANCELLABLE, ActiveRun, Run, RunState
from reactor.core.dispatch.claimer import Claimer
from reactor.core.dispatch.slots import Claim, Outlook, Placement, Slots
from reactor.core.leadership.lease import Lease, Loss
from reactor.documents import Job
from reactor.errors import describe
from reactor.mongo import driver
from reactor.mongo.jobs.queue import CLAIMED_WITHIN_MS, Queue
from reactor.mongo.outage_retry import is_unfit, through_outages
from reactor.mongo.time_limits import is_time_up
from reactor.settings import Settings

_log = logger.bind(channel="queue-processor")
_RECOVERY_PAUSES = (0.05, 5.0)
_JOB_PAUSES = (5.0, 3_600.0)
"""Seconds: the first and the longest pause before the next try."""
_HASTE = 2.0
"""Seconds."""

_LATE_CLAIM = 2 * CLAIMED_WITHIN_MS / 1000
"""Seconds: the driver may send a claim twice, and each has MongoDB's time limit."""


class Dispatcher:
    """Keeps the slots filled for as long as jobs can be claimed."""

    def __init__(self, queue: Queue, lease: Lease, run: Run, settings: Settings) -> None:
        self._queue = queue
        self._lease = lease
        self._claimer = Claimer(queue, lease, self.wake)
        self._run = run
        self._grace = settings.grace.total_seconds()
        self._slots = Slots(settings.concurrency)
        self._running: dict[asyncio.Task[None], ActiveRun] = {}
        self._recovering: asyncio.Task[None] | None = None
        self._recovery_backoff = Backoff(*_RECOVERY_PAUSES)
        self._job_backoff = Backoff(*_JOB_PAUSES)
        self._claim_pause: asyncio.TimerHandle | None = None
        self._late_doubt: asyncio.TimerHandle | None = None
        self._woken = asyncio.Event()
        self._stopping = False

    def wake(self) -> None:
        """Look for claimable jobs: a job was inserted, released or handed back."""
        self._slots.hear()
        self._woken.set()

    @property
    def has_backlog(self) -> bool:
        """Whether all slots are taken and jobs may be waiting."""
        return self._slots.outlook is Outlook.BACKLOG

    def stop(self) -> None:
        """Claim nothing more; `run` returns when the running jobs have ended or the grace has."""
        self._stopping = True
        self._slots.stop()
        self._woken.set()

    def stop_all(self, loss: Loss) -> None:
        """Cancel every run: the lost lease was the right to their jobs.

        One of these jobs may have stalled the process. After a stall, they are released as
        crashed, counted and each retried alone, like those of a reactor that died.
        """
        for task, run in self._running.items():
            self._cancel(task, run)
            if loss is Loss.STOPPED and run.state is RunState.CANCELLED:
                run.state = RunState.ABANDONED

    async def stop_lost(self, job_ids: Collection[Any]) -> None:
        """Cancel the runs of these jobs if they were deleted or changed by others."""
        # Compared, not looked up: ids made by people may be of any type, documents included.
        touched = list(job_ids)
        await self._stop_lost({t: r for t, r in self._running.items() if r.job.id in touched})

    def note_left(self, job_ids: Collection[Any]) -> None:
        """Note that other reactors claimed these jobs, or that they ended: slots need not wait."""
        self._slots.elsewhere(job_ids)
        self._woken.set()

    async def reconcile(self) -> None:
        """Compare the runs with the queue: events about their ends may have been lost."""
        await self._stop_lost(dict(self._running))
        self._doubt()

    async def _stop_lost(self, runs: Mapping[asyncio.Task[None], ActiveRun]) -> None:
        """Cancel the runs that no longer hold their job."""
        held = await self._queue.held_tokens([r.job.id for r in runs.values()]) if runs else set()
        lost = {task: run for task, run in runs.items() if run.job.token not in held}
        ended = await self._queue.ended([run.job.id for run in lost.values()]) if lost else []
        for task, run in lost.items():
            # A run whose result was just committed has ended normally.
            if run.job.id not in ended and self._cancel(task, run):
                job = run.job
                _log.warning(
                    "run stopped: somebody took its job away",
                    job=job.id,
                    company=name_of(job.company_id),
                )

    def _cancel(self, task: asyncio.Task[None], run: ActiveRun) -> bool:
        """Cancel a run, but neither twice nor while it hands its job back.

        Returns whether this call ended the run.
        """
        cancels = run.state in CANCELLABLE and task in self._running
        if cancels:
            # A task that is cancelled before it first runs would never hand its job back.
            if run.state is not RunState.STARTING:
                task.cancel()
            run.state = RunState.CANCELLED
        return cancels

    async def run(self) -> None:
        """Claim and run jobs until stopped; jobs that still run after the grace are handed back."""
        async with asyncio.TaskGroup() as group:
            while not self._stopping:
                self._woken.clear()
                self._fill(group)
                await self._woken.wait()
            await self._drain()
        if self._slots.wants_recovery:
            await self._recover()

    def _fill(self, group: asyncio.TaskGroup) -> None:
        """Send claims for the free slots; before that, hand back jobs whose claim got no reply."""
        if self._slots.wants_recovery and self._recovering is None:
            self._recovering = group.create_task(self._recover(), name="recovery")
        while self._lease.holds and self._slots.wants_claim:
            group.create_task(self._claim(self._slots.claim(), group), name="claim")

    async def _claim(self, claim: Claim, group: asyncio.TaskGroup) -> None:
        """Claim a job for a free slot, and start its run."""
        # A person may delete a company's running job and insert another. That one would be
        # handed back and claimed again at once.
        runs = self._running.values()
        busy = [run.job.company_id for run in runs if run.state is not RunState.RESTING]
        try:
            job = await self._claimer.claim(in_turn=claim.in_turn, not_of=busy)
        except Exception as error:  # noqa: BLE001 - whatever a claim raises must end no run
            if _may_be_carried_out(error):
                self._slots.lost(claim)
                self._doubt_later()
            else:
                self._slots.refused(claim)
                pause = await self._claimer.pass_over(error)
                self._claim_pause = asyncio.get_running_loop().call_later(pause, self._resume)
        else:
            self._recovery_backoff.reset()
            self._place(claim, job, group)
        finally:
            self._woken.set()

    def _place(self, claim: Claim, job: Job | None, group: asyncio.TaskGroup) -> None:
        """Start the claimed job, or hand it back."""
        in_time = job is not None and job.lease is not None and job.lease.owner == self._lease.owner
        placement = self._slots.answered(claim, job, in_time=in_time)
        if job is None:
            return
        run = ActiveRun(job)
        work = self._run_one(run) if placement is Placement.START else self._release(run)
        task = group.create_task(work, name=f"job {job.id}")
        self._running[task] = run
        task.add_done_callback(self._ended)

    def _doubt_later(self) -> None:
        """Look again for jobs whose claim got no reply, once no such claim can still take effect.

        A slow server may execute a claim after the first look.
        """
        if self._late_doubt:
            self._late_doubt.cancel()
        self._late_doubt = asyncio.get_running_loop().call_later(_LATE_CLAIM, self._doubt)

    def _doubt(self) -> None:
        self._slots.doubt()
        self._woken.set()

    def _resume(self) -> None:
        self._slots.resume()
        self._woken.set()

    async def _recover(self) -> None:
        """Hand back the jobs that this reactor owns but does not run, then claim again.

        No claim is under way now, so each of them was claimed by a claim without a reply.
        """
        try:
            while True:
                await asyncio.sleep(self._recovery_backoff.next())
                ids = [run.job.id for run in self._running.values()]
                strays = partial(self._queue.hand_back_strays, self._lease.owner, running=ids)
                try:
                    await through_outages(strays, "claiming a job")
                    break
                except driver.PyMongoError as error:
                    _log.error("claimed jobs not handed back", error=describe(error))
        finally:
            self._recovering = None
        self._resume()

    async def _run_one(self, run: ActiveRun) -> None:
        settled = False
        try:
            if run.state is RunState.STARTING:
                run.state = RunState.RUNNING
                settled = await self._run(run.job)
        except asyncio.CancelledError:
            if run.state is RunState.RUNNING:
                # The whole reactor is ending, perhaps without MongoDB.
                await self._release_in_haste(run)
                raise
        except BaseException as error:  # noqa: BLE001 - the last barrier: nothing passes it
            said = "run raised while it was stopped"
            if run.state is RunState.RUNNING:
                run.state, said = RunState.RESTING, "job rests: no end was written"
            _log.error(said, job=run.job.id, error=describe(error))
        if not settled and run.state is not RunState.ABANDONED:
            await self._release(run)

    async def _rest(self, run: ActiveRun) -> None:
        """Pause until the job is changed or the dispatcher stops, but no longer than a limit."""
        try:
            await asyncio.sleep(self._job_backoff.next(run.job.token))
        except asyncio.CancelledError:
            if run.state is RunState.RESTING:
                raise

    async def _release_in_haste(self, run: ActiveRun) -> None:
        """Hand a job back if MongoDB accepts that now; else it is released with the lease."""
        with suppress(TimeoutError, driver.PyMongoError):
            async with asyncio.timeout(_HASTE):
                await self._queue.hand_back(run.job)

    async def _release(self, run: ActiveRun) -> None:
        """Hand a job back; repeat that while MongoDB refuses it, without occupying a slot."""
        hand_back = partial(self._queue.hand_back, run.job)
        while True:
            if run.state is RunState.RESTING:
                self._slots.ended(run.job.token)
                self._woken.set()
                await self._rest(run)
            run.state = RunState.HANDING_BACK
            try:
                return await through_outages(hand_back, "handing a job back")
            except Exception as error:  # noqa: BLE001 - whatever it is, the job must not be lost
                _log.error("job not handed back", job=run.job.id, error=describe(error))
                run.state = RunState.RESTING
                if self._stopping:
                    # The job is released with the lease.
                    return None

    def _ended(self, task: asyncio.Task[None]) -> None:
        run = self._running.pop(task)
        self._slots.ended(run.job.token)
        self._woken.set()

    async def _drain(self) -> None:
        """Let runs end; those that only wait out a pause end now."""
        if self._recovering:
            self._recovering.cancel()
        for timer in (self._claim_pause, self._late_doubt):
            if timer:
                timer.cancel()
        self._claimer.close()
        for task, run in self._running.items():
            if run.state is RunState.RESTING:
                self._cancel(task, run)
        tasks = list(self._running)
        if not tasks:
            return
        _log.info("stopping: running jobs may finish", jobs=len(tasks), grace=f"{self._grace:g}s")
        _, late = await asyncio.wait(tasks, timeout=self._grace)
        for task in late:
            self._cancel(task, self._running[task])


def _may_be_carried_out(error: Exception) -> bool:
    """Whether a claim that failed with this error may take effect nevertheless."""
    return not (is_unfit(error) or is_time_up(error))
