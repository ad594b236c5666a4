"""The parsing time of one visit to a company.

The visit is a context variable, so that all parsing in its course is charged to it, wherever that
is called.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from reactor.errors import ParsingBudgetError

PARSING_BUDGET = 60.0
"""Seconds of parsing for a visit: the time of about a thousand ordinary pages."""

MAX_TIME_OUTS = 3
"""Pages of a visit that may reach the time limit of one page."""


@dataclass
class ParsingBudget:
    """The parsing budget of one visit.

    Attributes:
        budget: seconds in all.
        patience: pages that may reach the time limit; the last of them ends the budget.
        spent: seconds used so far.
        time_outs: pages that reached the time limit.
        overtime: seconds used beyond those of ordinary pages.
        slow: whether the visit's pages hold up others.
        turn: lock held while one of its pages is parsed or waits to be.
    """

    budget: float = PARSING_BUDGET
    patience: int = MAX_TIME_OUTS
    spent: float = 0.0
    time_outs: int = 0
    overtime: float = 0.0
    slow: bool = False
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def left(self) -> float:
        """Seconds left."""
        return self.budget - self.spent

    def require_budget(self) -> None:
        """Check that some budget is left.

        Raises:
            ParsingBudgetError: the time is used up, or too many pages reached their limit.
        """
        if self.time_outs >= self.patience:
            raise ParsingBudgetError(f"{self.time_outs} of its pages took too long to parse")
        if self.left <= 0:
            raise ParsingBudgetError(f"its pages took more than {self.budget:g} s to parse")


_current: ContextVar[ParsingBudget | None] = ContextVar("visit", default=None)


@contextmanager
def parsing_visit(visit: ParsingBudget | None = None) -> Iterator[ParsingBudget]:
    """Charge parsing in the block, including tasks started in it, to one visit.

    An inner block has its own visit.

    Args:
        visit: a visit to continue; None for a new one.
    """
    visit = visit or ParsingBudget()
    token = _current.set(visit)
    try:
        yield visit
    finally:
        _current.reset(token)


def current_visit() -> ParsingBudget:
    """The current visit; outside a visit, each page gets a budget of its own."""
    return _current.get() or ParsingBudget()
