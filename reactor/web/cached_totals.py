"""Totals from the database, read at most every few seconds."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from time import monotonic

from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.views.totals import Totals, read_totals

_FRESH_FOR = 5.0
_ANSWER_WITHIN = 2.0


class CachedTotals:
    """Remembers the last totals: however many ask, MongoDB is asked rarely, and only if they do."""

    def __init__(self, database: ScoutlyDatabase, model: str) -> None:
        self._database = database
        self._model = model
        self._asking = asyncio.Lock()
        self._known: Totals | None = None
        self._asked_at = -_FRESH_FOR

    async def now(self) -> Totals | None:
        """How things stand; None if MongoDB does not say so in time. The server's time goes on."""
        async with self._asking:
            if monotonic() - self._asked_at >= _FRESH_FOR:
                self._known = await self._ask()
                self._asked_at = monotonic()
            passed = timedelta(seconds=monotonic() - self._asked_at)
            return self._known and replace(self._known, now=self._known.now + passed)

    async def _ask(self) -> Totals | None:
        try:
            async with asyncio.timeout(_ANSWER_WITHIN):
                return await read_totals(self._database, self._model)
        except (driver.PyMongoError, TimeoutError):
            return None
