"""What one visit to a company takes of the parsing process.

The visit is known by context, so that whatever is parsed in its course counts, wherever that is
asked for.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from reactor.errors import ParsingBudgetError

PARSING_BUDGET = 60.0
"""Seconds of parsing that a visit may take: that of some thousand ordinary pages."""

MOST_TIME_OUTS = 3
"""Pages of a visit that may run into the time limit of one page."""


@dataclass
class ParsingBudget:
    """The parsing of one visit.

    Attributes:
        budget: seconds that it may take.
        patience: how many of its pages may run into the time limit; the last of them ends it.
        spent: seconds that it has taken so far.
        time_outs: how many of its pages ran into the time limit.
        overtime: seconds that its pages have taken beyond what ordinary ones do.
        slow: whether others cannot wait for its pages.
        turn: held while one of its pages is parsed or waits to be: one at a time.
    """

    budget: float = PARSING_BUDGET
    patience: int = MOST_TIME_OUTS
    spent: float = 0.0
    time_outs: int = 0
    overtime: float = 0.0
    slow: bool = False
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def left(self) -> float:
        """Seconds that it may still take."""
        return self.budget - self.spent

    def require_budget(self) -> None:
        """Go on only if there is something left.

        Raises:
            ParsingBudgetError: its time is used up, or too many of its pages ran out of theirs.
        """
        if self.time_outs >= self.patience:
            raise ParsingBudgetError(f"{self.time_outs} of its pages took too long to parse")
        if self.left <= 0:
            raise ParsingBudgetError(f"its pages took more than {self.budget:g} s to parse")


_current: ContextVar[ParsingBudget | None] = ContextVar("visit", default=None)


@contextmanager
def parsing_visit(visit: ParsingBudget | None = None) -> Iterator[ParsingBudget]:
    """What is parsed inside, also by tasks begun there, is one visit's; one within is its own.

    Args:
        visit: one that was begun before and goes on; None for a new one.
    """
    visit = visit or ParsingBudget()
    token = _current.set(visit)
    try:
        yield visit
    finally:
        _current.reset(token)


def current_visit() -> ParsingBudget:
    """The visit that this is part of; by itself, a page is its own."""
    return _current.get() or ParsingBudget()
