"""The daily report: set as a timer, told once by one of the reactors."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from loguru import logger

from reactor.decisions.daily import next_report
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.reports import Reports
from reactor.mongo.timers import Timers
from reactor.settings import Settings

_log = logger.bind(channel="queue-processor")


class DailyReport:
    """Tells once a day how things stand. A person who deletes its timer hears it now."""

    def __init__(self, database: ScoutlyDatabase, settings: Settings) -> None:
        self._reports = Reports(database)
        self._timers = Timers(database)
        self._at = settings.report_at
        self._zone = settings.zone

    async def keep_timer(self) -> None:
        """Let the timer of the next report be there, and right."""
        if self._at is not None:
            day, moment = next_report(await self._reports.told_at(), self._at, self._zone)
            await self._timers.set_at("report", day.isoformat(), moment)

    async def answer(self, timers: Mapping[str, datetime | None]) -> None:
        """Act on report timers that fired, at the moment given, or were only edited (None)."""
        if self._at is None:
            return
        last = await self._reports.told_at()
        day, _ = next_report(last, self._at, self._zone)
        fired_at = timers.get(day.isoformat())
        if fired_at and await self._reports.claim(fired_at):
            figures = await self._reports.figures(last)
            _log.info("daily report", since=f"{last:%Y-%m-%dT%H:%MZ}", **asdict(figures))
        await self.keep_timer()
