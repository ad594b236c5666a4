"""A database whose clock shows another day, for those who ask it for the time."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from reactor.decisions.quota_day import PACIFIC
from reactor.mongo.database import ScoutlyDatabase

_TEN_IN_THE_MORNING = 10


@dataclass
class Calendar:
    """How far ahead of the server's clock it is."""

    ahead: timedelta = timedelta()

    def turn_to(self, day: int, now: datetime) -> None:
        """Let it be ten in the morning, in California, so many days after today."""
        there = now.astimezone(PACIFIC)
        morning = there.replace(hour=_TEN_IN_THE_MORNING, minute=0, second=0)
        self.ahead = morning + timedelta(days=day) - there


@dataclass(frozen=True)
class DatedDatabase(ScoutlyDatabase):
    """The shared database under a calendar."""

    calendar: Calendar = field(default_factory=Calendar)

    async def now(self) -> datetime:
        return await super().now() + self.calendar.ahead
