"""Companies whose look failed: each is looked at again after a growing pause."""

import asyncio
from time import monotonic

from bson import ObjectId
from loguru import logger

from reactor.company_names import name_of
from reactor.core.backoff import Backoff
from reactor.core.stream.inbox import Inbox
from reactor.decisions.look_causes import Cause
from reactor.errors import describe

_log = logger.bind(channel="queue-processor")
_PAUSES = (1.0, 300.0)
"""Seconds: the first and the longest pause."""

_CONFLICT_PAUSES = (0.05, 60.0)
"""Seconds, if another writer keeps changing a company's marker."""

_AT_ONCE = 0.1
"""Seconds: a pause as short as this is no pause."""

_TICK = 0.2


class SkippedCompanies:
    """Remembers the causes of each look until it succeeds.

    Args:
        inbox: where looks are requested.
    """

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox
        self._backoff = Backoff(*_PAUSES)
        self._conflicts = Backoff(*_CONFLICT_PAUSES)
        self._skipped: dict[ObjectId, tuple[float, Cause]] = {}
        self._some = asyncio.Event()

    def add(self, company_id: ObjectId, cause: Cause, error: Exception) -> None:
        """Skip a company for now."""
        pause = self._backoff.next(company_id)
        _log.opt(exception=error).error(
            "company skipped",
            company=name_of(company_id),
            look_in=f"{pause:g}s",
            error=describe(error),
        )
        self._add(company_id, cause, pause)

    def _add(self, company_id: ObjectId, cause: Cause, pause: float) -> None:
        _, earlier = self._skipped.get(company_id, (0.0, Cause()))
        self._skipped[company_id] = monotonic() + pause, earlier.also(cause)
        self._some.set()

    def add_marked(self, company_id: ObjectId, cause: Cause) -> bool:
        """Skip a company whose marker keeps changing; False, without skipping, at first."""
        if (pause := self._conflicts.next(company_id)) <= _AT_ONCE:
            return False
        self._add(company_id, cause, pause)
        return True

    def forget(self, company_id: ObjectId) -> None:
        """Forget a company after a look that succeeded."""
        self._backoff.reset(company_id)
        self._conflicts.reset(company_id)

    async def run(self) -> None:
        """Request looks as pauses end, until cancelled."""
        while True:
            await self._some.wait()
            await asyncio.sleep(_TICK)
            now = monotonic()
            due = {each: cause for each, (at, cause) in self._skipped.items() if at <= now}
            for company_id in due:
                del self._skipped[company_id]
            if not self._skipped:
                self._some.clear()
            if due:
                await self._inbox.put_back(due)
