"""Claims jobs from the queue, and passes over those whose claims MongoDB refuses."""

import asyncio
from collections.abc import Callable, Collection, Hashable
from typing import Any

from loguru import logger

from reactor.core.backoff import Backoff
from reactor.core.leadership.lease import Lease
from reactor.documents import Job
from reactor.errors import describe
from reactor.mongo import driver
from reactor.mongo.jobs.queue import Queue

_log = logger.bind(channel="queue-processor")
_PAUSES = (1.0, 300.0)
_JOB_PAUSES = (5.0, 3_600.0)
"""Seconds: the first and the longest pause before a refused claim is repeated."""

_MAX_PASSED_OVER = 100
"""If the claims of more jobs are refused, the jobs are not the cause."""


class Claimer:
    """Claims for one reactor.

    Args:
        queue: the jobs.
        lease: the lease under which they are claimed.
        on_retry: called when a skipped job may be claimed again.
    """

    def __init__(self, queue: Queue, lease: Lease, on_retry: Callable[[], None]) -> None:
        self._queue = queue
        self._lease = lease
        self._on_retry = on_retry
        self._backoff = Backoff(*_PAUSES)
        self._job_backoff = Backoff(*_JOB_PAUSES)
        self._passed_over: dict[Hashable, asyncio.TimerHandle] = {}

    async def claim(self, *, in_turn: bool, not_of: Collection[Any]) -> Job | None:
        """The job whose turn is earliest, now this reactor's; None if none waits.

        Args:
            in_turn: whether jobs without a turn come last: they were just inserted, and would
                overtake waiting jobs.
            not_of: companies whose jobs cannot run now.
        """
        owner = self._lease.owner
        others: dict[str, Any] = {"but": list(self._passed_over), "not_of": not_of}
        without = {name: these for name, these in others.items() if these}
        job = await self._queue.claim(owner, in_turn=True, **without) if in_turn else None
        job = job or await self._queue.claim(owner, **without)
        self._backoff.reset()
        return job

    async def pass_over(self, error: Exception) -> float:
        """Seconds to wait before the next claim: MongoDB refused one.

        Another program's validator may refuse one document. Only that job pauses, and the next
        claim need not wait. If no single job is the cause, all claims pause.
        """
        job_id = await self._first_claimable()
        said = describe(error)
        if job_id is None:
            pause = self._backoff.next()
            _log.error("claims refused", retry_in=f"{pause:g}s", error=said)
            return pause
        rest = self._job_backoff.next(job_id)
        retry = asyncio.get_running_loop().call_later(rest, self._try_again, job_id)
        self._passed_over[job_id] = retry
        _log.error("claim refused", job=job_id, retry_in=f"{rest:g}s", error=said)
        return 0.0

    def close(self) -> None:
        """Stop claiming."""
        for retry in self._passed_over.values():
            retry.cancel()

    async def _first_claimable(self) -> Hashable:
        """The id of the job that the next claim would take, None if it cannot be found out."""
        if len(self._passed_over) >= _MAX_PASSED_OVER:
            return None
        try:
            job_id = await self._queue.first_claimable(but=list(self._passed_over))
        except driver.PyMongoError:
            return None
        return job_id if isinstance(job_id, Hashable) else None

    def _try_again(self, job_id: Hashable) -> None:
        del self._passed_over[job_id]
        self._on_retry()
