"""Contains the unexpected exceptions of a run: each counts like a crash of the reactor.

Such a run may raise again. So its job goes back to the queue with `crashCount + 1`, runs alone
next time, and fails after `REACTOR_MAX_CRASHES`.
"""

import asyncio
from dataclasses import replace
from functools import partial

from loguru import logger

from reactor.company_names import name_of
from reactor.core.dispatch.active_run import Run
from reactor.core.dispatch.fallback_write import write_first_accepted
from reactor.decisions.retry_policy import Fail
from reactor.documents import Job
from reactor.errors import UnwrittenError, describe
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.jobs.crashes import Crashes
from reactor.settings import Settings

_log = logger.bind(channel="queue-processor")


class CrashBarrier:
    """Runs jobs as `run` does, and raises nothing but `UnwrittenError`.

    Args:
        run: runs a job.
        database: where crashes are counted.
        settings: `max_crashes` is used.
    """

    def __init__(self, run: Run, database: ScoutlyDatabase, settings: Settings) -> None:
        self._run = run
        self._crashes = Crashes(database, settings)

    async def __call__(self, job: Job, /) -> bool:
        """Whether the job's end, or its crash, was written.

        Raises:
            UnwrittenError: MongoDB refuses to store either.
            CancelledError: this was cancelled. Exceptions during the unwinding are logged.
        """
        try:
            return await self._run(job)
        except UnwrittenError:
            raise
        except BaseException as error:
            if _is_cancelled():
                if not isinstance(error, asyncio.CancelledError):
                    _tell("run raised while it was stopped", job, error)
                raise asyncio.CancelledError from error
            _tell("run crashed", job, error)
            return await self._count(job, Fail(f"unexpected {describe(error)}", "unexpected"))

    async def _count(self, job: Job, crash: Fail) -> bool:
        told = partial(self._crashes.count, job, crash)
        plainly = partial(self._crashes.count, job, replace(crash, message=""))
        return await write_first_accepted("counting a crash", told, plainly)


def _is_cancelled() -> bool:
    """Whether this task was cancelled.

    A `CancelledError` is no proof: a library's own future may have been cancelled.
    """
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def _tell(event: str, job: Job, error: BaseException) -> None:
    crashes = job.crash_count + 1
    _log.opt(exception=error).error(
        event,
        job=job.id,
        company=name_of(job.company_id),
        crashes=crashes,
        error=describe(error),
    )
