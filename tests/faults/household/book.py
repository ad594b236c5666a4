"""When a company's next visit is due, as the contract says.

Nothing here is taken from the reactor: the schedule is written down a second time.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

_BANDS = ((80, 1), (60, 2), (30, 3), (10, 4), (0, 5))
"""Ranks above the first number are scraped every so many days."""


_NOT_YET = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Pace:
    """How fast time passes in a household.

    Attributes:
        day: how long a day is.
        cooldown: how long a change of rank has to wait after a try.
        patience: for what nobody sees from outside: two rounds of the TTL monitor, a look.
    """

    day: timedelta = timedelta(days=1)
    cooldown: timedelta = timedelta(minutes=5)
    patience: timedelta = timedelta(minutes=3)

    def interval(self, rank: int) -> timedelta:
        """Time between two visits."""
        return next(days * self.day for above, days in _BANDS if rank > above)


@dataclass
class Visit:
    """A visit that has begun.

    Attributes:
        due: when it became due, None if nobody asked for it.
        begun: when it was begun for the first time.
        running_since: when its present run began, None while it waits for another.
        waits_until: when that may begin.
        waited: the pauses that it had to make.
        followers: whom its run serves.
        edited: the page was edited since that run read it.
    """

    due: datetime | None
    begun: datetime
    running_since: datetime | None = None
    waits_until: datetime | None = None
    waited: timedelta = timedelta()
    followers: set[str] = field(default_factory=set)
    edited: bool = False


@dataclass
class Book:
    """One company.

    Attributes:
        pace: how fast time passes.
        ranks: of the people who track it.
        tracked_at: when each began to.
        planned_since: since when the schedule says what it says; before, nobody could know.
        served: who has a history.
        asked_at: when somebody first asked for a visit that was not begun since.
        by_hand: they typed a job, so that it is asked for even if nobody tracks the company.
        perhaps_until: until then a visit is as right as none.
        edited_unseen: the page was edited while nobody tracked it.
    """

    pace: Pace = field(default_factory=Pace)
    ranks: dict[str, int] = field(default_factory=dict)
    tracked_at: dict[str, datetime] = field(default_factory=dict)
    planned_since: datetime = _NOT_YET
    served: set[str] = field(default_factory=set)
    last_success: datetime | None = None
    failures: int = 0
    failed_at: datetime | None = None
    called_off_at: datetime | None = None
    asked_at: datetime | None = None
    by_hand: bool = False
    perhaps_until: datetime | None = None
    edited_unseen: bool = False
    visit: Visit | None = None

    @property
    def rank(self) -> int | None:
        """The effective rank."""
        return max(self.ranks.values(), default=None)

    @property
    def last_try(self) -> datetime | None:
        """When the last run ended."""
        return max((at for at in (self.last_success, self.failed_at) if at), default=None)

    def is_cooling(self, now: datetime) -> bool:
        """Whether the last try is younger than the cooldown."""
        return self.last_try is not None and self.last_try > now - self.pace.cooldown

    @property
    def scheduled(self) -> datetime | None:
        """When the schedule asks for the next visit; None for at once."""
        if self.rank is None:
            return None
        pause = self.pace.interval(self.rank)
        times = [self.called_off_at + pause] if self.called_off_at else []
        if self.failures and self.failed_at:
            times.append(self.failed_at + min(pause * 2**self.failures, 14 * self.pace.day))
        elif self.last_success:
            times.append(self.last_success + pause)
        return max(times, default=None)

    @property
    def newcomer_at(self) -> datetime | None:
        """When somebody new is to be served, if anybody is."""
        new = [at for person, at in self.tracked_at.items() if person not in self.served]
        if not new or self.failures:
            return None
        last = self.last_try
        if self.called_off_at and not (last and last > self.called_off_at):
            return None
        since = max(min(new), self.planned_since)
        return max(since, last + self.pace.cooldown) if last else since

    def due(self) -> tuple[datetime | None, timedelta]:
        """When the next visit is or was due, and by how much its timer may be spread."""
        if self.rank is None:
            return self.asked_at if self.by_hand else None, timedelta()
        reasons = [(at, timedelta()) for at in (self.asked_at, self.newcomer_at) if at]
        scheduled = max(self.scheduled or self.planned_since, self.planned_since)
        reasons.append((scheduled, self.pace.interval(self.rank) / 50))
        return min(reasons)
