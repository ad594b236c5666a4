"""The daily report: scheduled by a timer, sent once by one of the reactors."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from loguru import logger

from reactor.decisions.daily import next_report
from reactor.model_choice import model_of
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.notifications.daily import DailyNews
from reactor.mongo.notifications.daily_report import Reports
from reactor.mongo.timers import Timers
from reactor.settings import Settings

_log = logger.bind(channel="queue-processor")


class DailyReport:
    """Sends the report once a day. Deleting its timer sends it now."""

    def __init__(self, database: ScoutlyDatabase, settings: Settings) -> None:
        self._reports = Reports(database)
        self._timers = Timers(database)
        self._news = DailyNews(database, settings)
        chosen = model_of(settings)
        self._requests_a_day = chosen.requests_a_day if chosen else None
        self._at = settings.report_at
        self._zone = settings.zone

    async def keep_timer(self) -> None:
        """Insert or correct the timer of the next report."""
        if self._at is not None:
            day, moment = next_report(await self._reports.told_at(), self._at, self._zone)
            await self._timers.set_at("report", day.isoformat(), moment)

    async def answer(self, timers: Mapping[str, datetime | None]) -> None:
        """Act on report timers: each fired at the given moment, or was only edited (None)."""
        if self._at is None:
            return
        last = await self._reports.told_at()
        day, _ = next_report(last, self._at, self._zone)
        if fired_at := timers.get(day.isoformat()):
            await self._tell(last, fired_at)
        await self.keep_timer()

    async def _tell(self, last: datetime, at: datetime) -> None:
        """Send the report of the moment `at`, unless another reactor does."""
        figures = await self._reports.figures(last)
        details = await self._reports.details(last, self._requests_a_day)
        facts = {**asdict(figures), **asdict(details)}
        if await self._reports.claim(at, await self._news.of_day(at, facts)):
            _log.info("daily report", since=f"{last:%Y-%m-%dT%H:%MZ}", **asdict(figures))
            for person in details.people:
                _log.info("daily report: matches", **person)
            for failure in details.failures:
                _log.info("daily report: job failed", **failure)
            for budget in details.spent:
                _log.info("daily report: budget", **budget)
