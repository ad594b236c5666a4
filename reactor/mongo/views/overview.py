"""The overview of everything, for people: reads only, in few questions.

The time is read first, and all the rest at once. Only the census looks at every company.
"""

from dataclasses import dataclass, fields
from datetime import datetime
from time import monotonic
from typing import Any

from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.views.concurrent_reads import at_once
from reactor.mongo.views.operations import Operations, read_operations
from reactor.mongo.views.queue import QueueView, read_queue
from reactor.mongo.views.saved_jobs import Matches, read_matches
from reactor.mongo.views.tracking_counts import TrackingCounts, read_tracking_counts
from reactor.mongo.views.troubles import Trouble, read_troubles
from reactor.settings import Settings

WATCHED = (
    *("companies", "usercompanypreferences", "jobqueues", "timers", "checkpoints"),
    *("savedjobs", "budgets", "tokenusages", "users", "cvs", "profiles"),
)
"""The collections that an overview is made of."""

_MAX_TROUBLES = 100
"""Companies in trouble that are told one by one, so that each cause is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview(Operations):
    """The database at one moment.

    Attributes:
        queue: the jobs.
        census: companies and preferences.
        troubles: problematic companies, the highest ranks first.
        matches: of the last days, by person.
    """

    queue: QueueView
    census: TrackingCounts
    troubles: tuple[Trouble, ...]
    matches: tuple[Matches, ...]


@dataclass(frozen=True, slots=True)
class CachedCounts:
    """A census, when it was taken (monotonic) and how many seconds that took."""

    census: TrackingCounts
    at: float
    took: float


class OverviewReader:
    """Reads overviews.

    Args:
        database: of what.
        settings: the model, and how long a company rests after a try.
        share: the most of its time that may be spent on taking the census anew; in between, the
            last one is shown again.

    Attributes:
        is_behind: whether the last overview showed an earlier census again.
    """

    def __init__(
        self, database: ScoutlyDatabase, settings: Settings, *, share: float = 1.0
    ) -> None:
        self._database = database
        self._settings = settings
        self._share = share
        self._last: CachedCounts | None = None
        self.is_behind = False

    async def read(self) -> Overview:
        """An overview of now.

        Raises:
            PyMongoError: MongoDB cannot be read.
        """
        database, now = self._database, await self._database.now()
        async with at_once() as group:
            upkeep = group.create_task(read_operations(database, self._settings, now))
            queue = group.create_task(read_queue(database, now))
            matches = group.create_task(read_matches(database, now))
            troubles = group.create_task(read_troubles(database, _MAX_TROUBLES))
            census = await self._census(now)
        return Overview(
            **_fields(upkeep.result()),
            queue=queue.result(),
            census=census,
            troubles=troubles.result().first,
            matches=matches.result(),
        )

    @property
    def rest(self) -> float:
        """Seconds until another census may be taken; 0 if that is now."""
        if self._last is None:
            return 0.0
        pause = self._last.took * (1 / self._share - 1)
        return max(self._last.at + pause - monotonic(), 0.0)

    async def _census(self, now: datetime) -> TrackingCounts:
        self.is_behind = self._last is not None and self.rest > 0
        if self._last and self.is_behind:
            return self._last.census
        started = monotonic()
        census = await read_tracking_counts(self._database, now, self._settings.cooldown)
        self._last = CachedCounts(census, monotonic(), monotonic() - started)
        return census


def _fields(upkeep: Operations) -> dict[str, Any]:
    """What an upkeep is made of, as it is."""
    return {each.name: getattr(upkeep, each.name) for each in fields(upkeep)}
