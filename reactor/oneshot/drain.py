"""Drains the queue once: the parts of a reactor without its reactions.

Lease, dispatcher and runs are the reactor's own. So the work is shared with any other process on
the queue, and a killed drain leaves only a lease that expires. There is no change stream: edits are
left to a reactor, which finds them when it starts, and the queue is polled every second. Nothing is
enqueued here, so `reactor process` after one inserted job runs that job.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Protocol

from loguru import logger

from reactor.core.dispatch.active_run import Run
from reactor.core.dispatch.crash_barrier import CrashBarrier
from reactor.core.dispatch.dispatcher import Dispatcher
from reactor.core.leadership.lease import Lease
from reactor.errors import PassingError
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.jobs.queue import Queue
from reactor.mongo.orphaned_transactions import past_orphaned_transactions
from reactor.mongo.outage_retry import through_outages
from reactor.mongo.views.totals import QueueTotals, count_remaining
from reactor.oneshot.finished_runs import ObservedRun, RunObserver
from reactor.oneshot.housekeeping import Housekeeping
from reactor.oneshot.other_reactors import OtherReactors
from reactor.settings import Settings
from reactor.signals import ended_before

_log = logger.bind(channel="queue-processor")
_PAUSE = 1.0
_FAREWELL = 5.0
"""Seconds beyond the grace for handing jobs back."""

_ANSWER_WITHIN = 1.5
_SILENT = "MongoDB does not answer; what was running goes back to the queue within REACTOR_LEASE"


@dataclass(frozen=True, slots=True)
class DrainResult:
    """The result of a drain.

    Attributes:
        completed: runs that succeeded here.
        failed: jobs that failed here for good.
        remaining: the queue at the end.
        stopped: whether it was stopped before the queue was empty.
        late: whether its time was up before the queue was empty.
        now: the server's time.
    """

    completed: int
    failed: int
    remaining: QueueTotals
    stopped: bool
    late: bool
    now: datetime


class DrainObserver(RunObserver, Protocol):
    """An observer that also receives the size of the queue."""

    def counted(self, remaining: QueueTotals) -> None:
        """The queue was counted."""


Tell = Callable[[str], Awaitable[None]]
"""Sends pending notifications for the owner of a lease."""


async def _tell_nobody(owner: str) -> None:
    """Leave notifications to the next reactor."""


class Drain:
    """Runs jobs until nothing is claimable and nothing runs."""

    def __init__(
        self,
        database: ScoutlyDatabase,
        settings: Settings,
        run: Run,
        onlooker: DrainObserver,
        tell: Tell = _tell_nobody,
    ) -> None:
        self._database = database
        self._run = ObservedRun(CrashBarrier(run, database, settings), database, onlooker)
        self._onlooker = onlooker
        self._tell = tell
        self._lease = Lease(database, settings)
        queue = Queue(database)
        self._dispatcher = Dispatcher(queue, self._lease, self._run, settings)
        disown = partial(self._lease.disown_former, queue)
        self._upkeep = Housekeeping(database, settings, disown)
        self._neighbours = OtherReactors(database)
        self._grace = settings.grace.total_seconds()
        self._stopped = asyncio.Event()

    def stop(self) -> None:
        """Claim no more; running jobs may finish within the grace, then they are handed back."""
        self._stopped.set()

    async def run(self, time_limit: float | None = None) -> DrainResult:
        """Drain the queue.

        Args:
            time_limit: seconds after which it stops; None for no limit.

        Raises:
            PassingError: it was stopped, or its time was up, while MongoDB did not answer.
        """
        taking = through_outages(self._lease.take, "taking a lease", patience=None)
        await self._unless_stopped(taking)
        try:
            async with asyncio.TaskGroup() as group:
                keeping = group.create_task(self._keep_lease(), name="lease")
                dispatching = group.create_task(self._dispatcher.run(), name="dispatcher")
                drained = await self._drained_within(time_limit)
                self._dispatcher.stop()
                await self._end(dispatching)
                if answers := await self._answers():
                    await self._tell(self._lease.owner)
                keeping.cancel()
        finally:
            with suppress(TimeoutError):
                async with asyncio.timeout(_ANSWER_WITHIN):
                    await self._lease.give_up()
        if not answers:
            raise PassingError(_SILENT)
        return DrainResult(
            completed=self._run.tally["completed"],
            failed=self._run.tally["failed"],
            remaining=await count_remaining(self._database),
            stopped=self._stopped.is_set() and not drained,
            late=not (drained or self._stopped.is_set()),
            now=await self._database.now(),
        )

    async def _unless_stopped(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        if not await ended_before(self._stopped, task, farewell=_ANSWER_WITHIN):
            raise PassingError(_SILENT)
        task.result()

    async def _answers(self) -> bool:
        """Whether MongoDB answers soon, so that a silent one does not delay the exit."""
        try:
            async with asyncio.timeout(_ANSWER_WITHIN):
                await self._database.now()
        except (driver.PyMongoError, TimeoutError):
            return False
        return True

    async def _keep_lease(self) -> None:
        await self._lease.keep(on_lost=self._dispatcher.stop_all, on_taken=self._dispatcher.wake)

    async def _drained_within(self, time_limit: float | None) -> bool:
        """Whether the queue was drained before the time limit and before a stop."""
        working = asyncio.create_task(self._work(), name="rounds")
        stopped = asyncio.create_task(self._stopped.wait())
        try:
            ended, _ = await asyncio.wait(
                {working, stopped}, timeout=time_limit, return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            stopped.cancel()
            working.cancel()
        if working not in ended:
            with suppress(asyncio.CancelledError):
                await working
            return False
        working.result()
        return True

    async def _work(self) -> None:
        """Poll the queue until it is empty."""
        await through_outages(self._begin, "looking at the queue")
        while not await through_outages(self._look, "looking at the queue"):
            self._run.idle.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(_PAUSE):
                    await self._run.idle.wait()

    async def _begin(self) -> None:
        await past_orphaned_transactions(self._database, self._upkeep.begin())

    async def _look(self) -> bool:
        """Check the queue once; returns whether there is nothing left to do or to wait for."""
        return await past_orphaned_transactions(self._database, self._look_once())

    async def _look_once(self) -> bool:
        await self._dispatcher.stop_lost([job.id for job in self._run.running])
        await self._upkeep.go_on(self._lease.owner)
        self._dispatcher.wake()
        remaining = await count_remaining(self._database)
        self._onlooker.counted(remaining)
        # Jobs claimed under a lost lease are handed back and claimed again.
        owners = {self._lease.owner, *self._lease.former}
        mine = bool(self._run.running) or not owners.isdisjoint(remaining.running)
        others = set(remaining.running) - owners - {""}
        doubtful = await self._neighbours.doubtful(others)
        return not (mine or remaining.claimable or doubtful)

    async def _end(self, dispatching: asyncio.Task[None]) -> None:
        """Wait for the last runs; without MongoDB, the lease expires instead."""
        try:
            async with asyncio.timeout(self._grace + _FAREWELL):
                await asyncio.wait([dispatching])
        except TimeoutError:
            _log.warning("stopped without MongoDB; what still ran is taken over by its lease")
            dispatching.cancel()
