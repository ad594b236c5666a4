"""A computer on which a reactor runs: it sleeps, is cut off from MongoDB, and loses its power."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from tests.faults.household.queue import Queue
from tests.faults.household.server import LEASE, Server

Step = Callable[[], None]
_SAFE = 0.8
_MAX_BACKOFF = 30.0


class Machine:
    """Takes steps in time: none while it sleeps, and those for MongoDB once it can be reached.

    Attributes:
        runs: whether its process is there.
        asleep: whether its lid is closed.
        line: whether there is a way to MongoDB.
        connected: whether its process has found that way again.
        connected_at: since when, if so.
        connection: counts the ways that were lost.
        lease_check_within: seconds in which it asks for its lease once there is a way again.
    """

    def __init__(self, name: str, queue: Queue, chance: random.Random) -> None:
        self.name = name
        self.queue = queue
        self.server: Server = queue.server
        self.timeline = self.server.timeline
        self.chance = chance
        self.runs = self.asleep = self.connected = False
        self.line = True
        self.connection = 0
        self.connected_at = self.server.now
        self.lease_check_within = 1.0
        self._life = 0
        self._slept_at = self.server.now
        self._frozen: list[tuple[datetime, Step]] = []
        self._waiting: list[Step] = []
        self._cut_at = self.server.now

    def later(self, seconds: float, step: Step) -> None:
        """Take a step after so many seconds in which it is awake."""
        life = self._life

        def take() -> None:
            if life != self._life:
                return
            if self.asleep:
                self._frozen.append((self.server.now, step))
            else:
                step()

        self.timeline.after(seconds, take)

    def soon(self, step: Step, within: float = 0.05) -> None:
        """Take a step after what a round trip takes."""
        self.later(self.chance.uniform(0.002, within), step)

    def when_connected(self, step: Step) -> None:
        """Take a step now, or as soon as MongoDB can be reached."""
        if self.connected:
            step()
        else:
            self._waiting.append(step)

    # What happens to it

    def boot(self) -> None:
        """Its process begins."""
        self._life += 1
        self.runs, self._waiting, self._frozen = True, [], []
        self.connected = False
        self.begin()
        self.find_way()

    def kill(self) -> None:
        """Its process is gone, in the midst of whatever it did."""
        self.lose_way()
        self._life += 1
        self.runs = False
        self.died()

    def sleep(self) -> None:
        """Its lid is closed."""
        self.lose_way()
        self.asleep, self._slept_at = True, self.server.now

    def wake(self, *, clock_went_on: bool) -> None:
        """Its lid is opened; its monotonic clock may have stood still, or not."""
        self.asleep = False
        frozen, self._frozen = self._frozen, []
        for due, step in frozen:
            rest = 0.0 if clock_went_on else (due - self._slept_at).total_seconds()
            self.later(rest, step)
        if self.runs:
            self.lease_check_within = 1.0 if clock_went_on else 30.0
            self.woke(self.server.now - self._slept_at if clock_went_on else timedelta())
            # The network comes up, and its drivers notice.
            self.later(self.chance.uniform(0.5, 20), self.find_way)

    def cut(self) -> None:
        """The way to MongoDB is gone."""
        self.line = False
        self.lose_way()

    def mend(self) -> None:
        """The way to MongoDB is there again."""
        self.line = True
        if self.runs and not self.asleep:
            outage = (self.server.now - self._cut_at).total_seconds()
            pause = self.chance.uniform(0, min(outage, _MAX_BACKOFF))
            self.lease_check_within = 1.0
            self.later(pause, self.find_way)

    def lose_way(self) -> None:
        """What is under way to MongoDB is lost."""
        if not self.connected:
            return
        self.connected, self._cut_at = False, self.server.now
        self.connection += 1
        prolonged = self.server.now - LEASE / 2 * self.chance.random()
        self.lease_left(prolonged)
        connection = self.connection
        safe = (prolonged + _SAFE * LEASE - self.server.now).total_seconds()
        self.later(max(safe, 0.0), lambda: self._cut_off(connection))

    def _cut_off(self, connection: int) -> None:
        if not self.connected and connection == self.connection:
            self.cut_off()

    def find_way(self) -> None:
        """Its process reaches MongoDB again, if there is a way."""
        if self.connected or not (self.runs and self.line and self.server.up) or self.asleep:
            return
        self.connected, self.connected_at = True, self.server.now
        self.found_way()
        waiting, self._waiting = self._waiting, []
        for step in waiting:
            step()

    # What the process does about it

    def begin(self) -> None:
        """It begins from nothing."""

    def died(self) -> None:
        """Whatever was in its memory is gone."""

    def woke(self, slept: timedelta) -> None:
        """It may notice that it slept."""

    def lease_left(self, prolonged_at: datetime) -> None:
        """It cannot prolong its lease any more."""

    def cut_off(self) -> None:
        """MongoDB could not be reached for too long."""

    def found_way(self) -> None:
        """MongoDB can be reached again."""
