"""The lag of the event loop.

Nothing may block the loop for long. A timer that is due ten times a second measures the lag all the
time, so that every longer blockage is noticed.
"""

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil

PERIOD = 0.1
"""Seconds between two samples; more of them would keep a small machine from sleeping."""

REMEMBERED = 60.0
"""Seconds for which a sample counts."""

_P99 = 0.99


class LoopLag:
    """Measures how late timers fire, over the last minute."""

    def __init__(self) -> None:
        self._lags: deque[float] = deque(maxlen=round(REMEMBERED / PERIOD))
        self._timer: asyncio.TimerHandle | None = None

    @contextmanager
    def measured(self) -> Iterator[None]:
        """Measure the running loop while the block runs."""
        self._look_again(asyncio.get_running_loop())
        try:
            yield
        finally:
            if self._timer is not None:
                self._timer.cancel()

    @property
    def p99(self) -> float:
        """The 99th percentile of the lag in seconds; 0 before the first sample."""
        lags = sorted(self._lags)
        return lags[ceil(_P99 * len(lags)) - 1] if lags else 0.0

    @property
    def most(self) -> float:
        """The largest lag in seconds; 0 before the first sample."""
        return max(self._lags, default=0.0)

    def _look_again(self, loop: asyncio.AbstractEventLoop) -> None:
        due = loop.time() + PERIOD
        self._timer = loop.call_at(due, self._look, loop, due)

    def _look(self, loop: asyncio.AbstractEventLoop, due: float) -> None:
        # A timer may fire early, by the resolution of the clock.
        self._lags.append(max(loop.time() - due, 0.0))
        self._look_again(loop)
