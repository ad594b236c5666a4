"""How often what is visited: companies and preferences counted by their interval."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from reactor.decisions.schedule import interval
from reactor.lenient_fields import valid_rank

_LATE_BY_A_WHOLE_INTERVAL = 2
"""Priority is rank times the intervals since the last success: this many of them."""


@dataclass(slots=True)
class Tier:
    """The ranks that share an interval.

    Attributes:
        lowest: rank.
        highest: rank.
        every: time between two visits.
        preferences: tracking preferences with such a rank.
        companies: those whose effective rank is such.
        due: companies whose next visit is not in the future.
        overdue: of these, those late by a whole interval or more.
        never: companies that have never been visited with success.
    """

    lowest: int
    highest: int
    every: timedelta
    preferences: int = 0
    companies: int = 0
    due: int = 0
    overdue: int = 0
    never: int = 0


class Tiers:
    """All tiers, from the most frequent to the least."""

    def __init__(self) -> None:
        self._tiers: dict[timedelta, Tier] = {}
        for rank in filter(valid_rank, range(100, 0, -1)):
            every = interval(rank)
            tier = self._tiers.setdefault(every, Tier(rank, rank, every))
            tier.lowest = rank

    def all(self) -> tuple[Tier, ...]:
        """The tiers as counted so far."""
        return tuple(self._tiers.values())

    def add_preferences(self, rank: int, count: int) -> None:
        """Count preferences that track with this rank."""
        self._tiers[interval(rank)].preferences += count

    def add_company(self, rank: int, last_success: datetime | None) -> Tier:
        """Count a company with this effective rank; gives its tier."""
        tier = self._tiers[interval(rank)]
        tier.companies += 1
        tier.never += last_success is None
        return tier

    def add_due_company(self, rank: int, last_success: datetime | None, priority: float) -> None:
        """Count a company that is due, with the priority that a job of now would have."""
        tier = self.add_company(rank, last_success)
        tier.due += 1
        tier.overdue += last_success is not None and priority >= _LATE_BY_A_WHOLE_INTERVAL * rank
