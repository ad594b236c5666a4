"""Signs of life: written by the stream's reader and the consumer, read by probes and watchdog."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic

from reactor.core.liveness.loop_lag import LoopLag


@dataclass
class Heartbeat:
    """What is known of the core's health.

    Attributes:
        opened: set while a stream is open.
        last_read: monotonic time of the stream's last successful reply, in seconds; before the
            first one, of the start.
        answered: whether there was such a reply.
        turns: grows with every reply and every error; if it stops growing, the reader is stuck.
        lag: from the oldest change of the last batch to the decision, by the server's clock.
        acting_since: monotonic time at which the present batch was taken.
        oldest: the time of the earliest change in it, by the server's clock.
        loop_lag: the lag of the event loop.
    """

    opened: asyncio.Event = field(default_factory=asyncio.Event)
    last_read: float = field(default_factory=monotonic)
    answered: bool = False
    turns: int = 0
    lag: timedelta | None = None
    acting_since: float | None = None
    oldest: datetime | None = None
    loop_lag: LoopLag = field(default_factory=LoopLag)

    def note_answer(self) -> None:
        """The stream was read."""
        self.last_read = monotonic()
        self.answered = True
        self.turns += 1

    def note_error(self) -> None:
        """Reading the stream failed with an error."""
        self.turns += 1

    def begin(self, oldest: datetime | None) -> None:
        """A batch was taken to be acted on."""
        self.acting_since, self.oldest = monotonic(), oldest

    def note_decision(self, now: datetime) -> None:
        """A decision on the batch was made at the server's time `now`."""
        if self.oldest:
            self.lag = now - self.oldest

    def end(self) -> None:
        """The batch has been acted on."""
        self.acting_since = None

    @property
    def silent_seconds(self) -> float:
        """Seconds since the stream was last read."""
        return monotonic() - self.last_read

    @property
    def acting_seconds(self) -> float:
        """Seconds since the present batch was taken, 0 between batches."""
        return monotonic() - self.acting_since if self.acting_since is not None else 0.0
