"""Edits of several jobs, of which one may be locked.

Another program may hold a job in an open transaction. That must not delay the other jobs.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Any

from loguru import logger

from reactor.errors import describe
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.outage_retry import through_outages
from reactor.mongo.time_limits import TimeUpError, in_time

_log = logger.bind(channel="queue-processor")

Jobs = Mapping[Any, datetime | None]
Edit = Callable[[Jobs], Awaitable[None]]


class JobEdits:
    """Carries out edits of jobs; edits of locked jobs continue in the background.

    Args:
        database: where.
        on_done: called when a locked job has been edited after all.
    """

    def __init__(self, database: ScoutlyDatabase, on_done: Callable[[], None]) -> None:
        self._database = database
        self._on_done = on_done
        self._group: asyncio.TaskGroup | None = None
        self._held: set[asyncio.Task[None]] = set()

    @contextmanager
    def finishing_in(self, group: asyncio.TaskGroup) -> Iterator[None]:
        """Edits of locked jobs continue in this group until the block ends."""
        self._group = group
        try:
            yield
        finally:
            for task in self._held:
                task.cancel()

    async def apply(self, edit: Edit, jobs: Jobs) -> None:
        """Edit some jobs: together, or each alone if that takes too long.

        Args:
            edit: can be repeated harmlessly, and at any later time.
            jobs: their ids, and the time of the event that requires the edit.

        Raises:
            TimeUpError: a job is locked, and no background group is open.
        """
        if not jobs:
            return
        try:
            await in_time(self._database, partial(edit, jobs))
        except TimeUpError as error:
            if self._group is None:
                raise
            if len(jobs) > 1:
                for job_id, at in jobs.items():
                    await self.apply(edit, {job_id: at})
            else:
                _log.warning("job edit waits", job=next(iter(jobs)), error=describe(error))
                self._held.add(task := self._group.create_task(self._finish(edit, jobs)))
                task.add_done_callback(self._held.discard)

    async def _finish(self, edit: Edit, jobs: Jobs) -> None:
        await through_outages(partial(edit, jobs), "editing a job", patience=None)
        self._on_done()
