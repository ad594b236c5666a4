"""What the steps stand on: one loop and one database for each sequence of steps."""

import asyncio
from collections.abc import Awaitable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from bson import ObjectId
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant

from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.faults.model.runs import ENDINGS, error_of
from tests.faults.model.world import COMPANIES, World

T = TypeVar("T")

companies = st.sampled_from(COMPANIES)
endings = st.sampled_from(ENDINGS)
indexes = st.integers(0, 5)
"""Which of several things whose number hypothesis must not know: it differs from run to run."""


def ago(span: timedelta) -> datetime:
    """That long before now."""
    return datetime.now(UTC) - span


class Machine(RuleBasedStateMachine):
    """Takes steps; after every few of them, all must be as it should be.

    Between two steps the reactors get no time but what the steps themselves take, so the next one
    finds them in the midst of something.

    Attributes:
        uri: where MongoDB listens.
        reactor_settings: those of the reactors.
    """

    uri: str
    reactor_settings: Settings

    def __init__(self) -> None:
        super().__init__()
        self._loop = asyncio.Runner(loop_factory=asyncio.new_event_loop)
        self._world: World | None = None
        self._steps = self._every = 0
        self._broken = False

    @property
    def world(self) -> World:
        """What the steps happen to."""
        assert self._world
        return self._world

    @property
    def database(self) -> ScoutlyDatabase:
        """The people's way to the database."""
        return self.world.database

    def do(self, step: Awaitable[T]) -> T:
        """Take a step; meanwhile the reactors work."""

        async def take() -> T:
            return await step

        try:
            return self._loop.run(take())
        except driver.DuplicateKeyError:
            raise
        except BaseException:
            self._broken = True
            raise

    def edit(self, kind: str, step: Awaitable[T]) -> T:
        """Take a step that people take."""
        self.world.edits.append(kind)
        return self.do(step)

    @initialize(
        every=st.integers(1, 3),
        cooldown=st.sampled_from([timedelta(), timedelta(minutes=5)]),
        due=st.sets(companies, min_size=1),
        fresh=st.sets(companies),
        ended=st.sampled_from([None, "success", "passing", "waiting", "lasting"]),
    )
    def a_database(
        self,
        every: int,
        cooldown: timedelta,
        due: set[ObjectId],
        fresh: set[ObjectId],
        ended: str | None,
    ) -> None:
        """Companies that somebody tracks, some of them scraped just now, and one reactor.

        Those that were not have a job, and the first run of each may have ended.
        """
        self._every = every
        settings = self.reactor_settings.model_copy(update={"cooldown": cooldown})
        self._world = self.do(World.create(self.uri, settings))
        for company in sorted(due | fresh):
            scraped = ago(timedelta(hours=1)) if company in fresh else None
            self.do(self.world.add_company(company, scraped))
        self.do(self.world.settle())
        for run in self.world.running if ended else ():
            run.end(error_of(ended or ""))

    @invariant()
    def all_is_as_it_should_be(self) -> None:
        """Looked at only now and then, so that things pile up in between."""
        self._steps += 1
        if self._steps % self._every == 0:
            self.do(self.world.settle())

    def teardown(self) -> None:
        """In the end nothing may be left to do."""
        try:
            if self._world and not self._broken:
                self.do(self._world.settle())
                self.do(self._world.come_to_rest())
        finally:
            if self._world:
                self._loop.run(self._world.close())
            self._loop.close()


def pick(things: Sequence[T], index: int) -> T | None:
    """One of them, if there is any."""
    return things[index % len(things)] if things else None
