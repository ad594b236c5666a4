"""How everything stands, for people who ask: reads only, and with few questions.

The time is read first, and all the rest at once. Only the census looks at every company.
"""

from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic

from reactor.decisions.model_trouble import ModelTrouble
from reactor.model_choice import model_of
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.model_usage.troubles import ModelTroubles
from reactor.mongo.views.at_once import at_once
from reactor.mongo.views.census import Census, read_census
from reactor.mongo.views.growth import Growing, read_growth
from reactor.mongo.views.matches import Matches, read_matches
from reactor.mongo.views.queue import QueueView, read_queue
from reactor.mongo.views.server import Server, read_server
from reactor.mongo.views.spending import Spending, read_spending
from reactor.mongo.views.troubles import Trouble, read_troubles
from reactor.mongo.views.unmatched import Unmatched, read_unmatched
from reactor.settings import Settings

WATCHED = (
    *("companies", "usercompanypreferences", "jobqueues", "timers", "checkpoints"),
    *("savedjobs", "budgets", "tokenusages", "users", "cvs", "profiles"),
)
"""The collections that an overview is made of."""


@dataclass(frozen=True, slots=True)
class Overview:
    """The database at one moment.

    Attributes:
        now: that moment, by the server's clock.
        name: the database's name.
        server: reactors, stream and timers.
        queue: the jobs.
        census: companies and preferences.
        troubles: problematic companies, the highest ranks first.
        matches: of the last days, by person.
        spending: the model's budget.
        growth: how large the collections are that grow.
        unmatched: people for whom nothing can be matched.
        model: the trouble in which the model is; None if it is in none.
    """

    now: datetime
    name: str
    server: Server
    queue: QueueView
    census: Census
    troubles: tuple[Trouble, ...]
    matches: tuple[Matches, ...]
    spending: Spending
    growth: tuple[Growing, ...] = ()
    unmatched: Unmatched = field(default_factory=Unmatched)
    model: ModelTrouble | None = None


@dataclass(frozen=True, slots=True)
class CountedAt:
    """A census, when it was taken (monotonic) and how many seconds that took."""

    census: Census
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
        self._last: CountedAt | None = None
        self.is_behind = False

    async def read(self) -> Overview:
        """An overview of now.

        Raises:
            PyMongoError: MongoDB cannot be read.
        """
        database, now = self._database, await self._database.now()
        model = model_of(self._settings)
        name = model.name if model else self._settings.gemini_model
        most = model.requests_a_day if model else None
        async with at_once() as group:
            server = group.create_task(read_server(database))
            queue = group.create_task(read_queue(database, now))
            matches = group.create_task(read_matches(database, now))
            spending = group.create_task(read_spending(database, name, most, now))
            growth = group.create_task(read_growth(database, now))
            unmatched = group.create_task(read_unmatched(database))
            in_trouble = group.create_task(ModelTroubles(database).of(name))
            census = await self._census(now)
            troubles = await read_troubles(database, census.worst)
        return Overview(
            now=now,
            name=database.name,
            server=server.result(),
            queue=queue.result(),
            census=census,
            troubles=troubles,
            matches=matches.result(),
            spending=spending.result(),
            growth=growth.result(),
            unmatched=unmatched.result(),
            model=in_trouble.result(),
        )

    @property
    def rest(self) -> float:
        """Seconds until another census may be taken; 0 if that is now."""
        if self._last is None:
            return 0.0
        pause = self._last.took * (1 / self._share - 1)
        return max(self._last.at + pause - monotonic(), 0.0)

    async def _census(self, now: datetime) -> Census:
        self.is_behind = self._last is not None and self.rest > 0
        if self._last and self.is_behind:
            return self._last.census
        started = monotonic()
        census = await read_census(self._database, now, self._settings.cooldown)
        self._last = CountedAt(census, monotonic(), monotonic() - started)
        return census
