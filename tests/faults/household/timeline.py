"""A clock that jumps from one thing to the next: thirty days pass in seconds."""

import heapq
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count

Step = Callable[[], None]


class Timeline:
    """What is going to happen, in order.

    Attributes:
        now: the server's time.
    """

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 12, tzinfo=UTC)
        self._steps: list[tuple[datetime, int, Step]] = []
        self._numbers = count()

    def at(self, moment: datetime, step: Step) -> None:
        """Have something happen at a moment, or now if that is over."""
        heapq.heappush(self._steps, (max(moment, self.now), next(self._numbers), step))

    def after(self, seconds: float, step: Step) -> None:
        """Have something happen so many seconds from now."""
        self.at(self.now + timedelta(seconds=seconds), step)

    def run(self, until: datetime) -> None:
        """Let everything happen up to a moment."""
        while self._steps and self._steps[0][0] <= until:
            self.now, _, step = heapq.heappop(self._steps)
            step()
        self.now = until
