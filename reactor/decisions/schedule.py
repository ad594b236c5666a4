"""Scrape times and queue order: intervals by rank, retries and turns."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

# Lowest rank of each band -> time between two scrapes.
_INTERVALS = {
    81: timedelta(days=1),
    61: timedelta(days=2),
    31: timedelta(days=3),
    11: timedelta(days=4),
    1: timedelta(days=5),
}
_MAX_PAUSE = timedelta(days=14)
_MAX_RETRY_AFTER = timedelta(hours=6)
_MAX_PRIORITY = 1000
_JITTER = 0.2


LOWEST_RANKS = tuple(_INTERVALS)
"""The lowest rank of each band, the most frequent band first."""


def interval(rank: int) -> timedelta:
    """Time between two scrapes of a company with this effective rank (1-100)."""
    return next(pause for lowest, pause in _INTERVALS.items() if rank >= lowest)


def slack(rank: int) -> timedelta:
    """How much later than planned a company's timer may fire if many fall together."""
    return interval(rank) / 50


@dataclass(frozen=True, slots=True)
class PastTries:
    """The past tries of a company.

    Attributes:
        last_success: end of the last successful scrape.
        failures: failed jobs in a row since then.
        failed_at: when the last of them failed.
        called_off_at: when a person last deleted or finished its job by hand.
    """

    last_success: datetime | None = None
    failures: int = 0
    failed_at: datetime | None = None
    called_off_at: datetime | None = None

    def succeeded_since(self, moment: datetime) -> bool:
        """Whether a run succeeded after `moment`."""
        return self.last_success is not None and self.last_success > moment

    def tried_since(self, moment: datetime) -> bool:
        """Whether a run ended after `moment`."""
        return any(at > moment for at in (self.last_success, self.failed_at) if at)

    def last_try_between(self, earliest: datetime, latest: datetime) -> datetime | None:
        """The end of the last run that ended in this span, None if none did."""
        tries = (at for at in (self.last_success, self.failed_at) if at)
        return max((at for at in tries if earliest < at <= latest), default=None)


def next_scrape(rank: int, past: PastTries, now: datetime) -> datetime:
    """When the company is due for its next scrape; a time not after `now` means it is due.

    Consecutive failures stretch the pause, a calling off restarts it, and a company that was never
    tried is due at once.
    """
    pause = interval(rank)
    candidates = [past.called_off_at + pause] if past.called_off_at else []
    if past.failures and past.failed_at and not past.succeeded_since(past.failed_at):
        # The exponent is bounded so that a long row of failures cannot overflow.
        stretched = min(pause * 2 ** min(past.failures, 10), _MAX_PAUSE)
        candidates.append(past.failed_at + stretched)
    elif past.last_success:
        candidates.append(past.last_success + pause)
    return max(candidates, default=now)


def priority(rank: int, *, last_success: datetime | None, created_at: datetime) -> float:
    """The urgency of a job at its creation: its rank times how overdue the company was.

    It is fixed at creation, so that a later comparison does not change a pending job.
    """
    if last_success is None:
        return float(rank)
    overdue = (created_at - last_success) / interval(rank)
    return round(rank * max(1.0, overdue), 3)


def turn(created_at: datetime, priority: float) -> datetime:
    """The sort key of the queue; the earliest goes first.

    Each point of priority is a head start of one minute (at most 1000), so that higher ranks go
    first and no job starves.
    """
    return created_at - timedelta(minutes=min(priority, _MAX_PRIORITY))


def turn_behind(created_at: datetime) -> datetime:
    """The turn of a job that yields to visits created within the next 1000 minutes."""
    return created_at + timedelta(minutes=_MAX_PRIORITY)


def retry_delay(
    base: timedelta, *, failed_attempts: int, retry_after: float | None, chance: float | None = None
) -> timedelta:
    """The delay before retrying a job after its `failed_attempts`-th failure (1 or more).

    It is `base`, then four times that, and so on, plus or minus a fifth. A `retry_after` in seconds
    replaces it, up to six hours. `chance` (0-1) replaces the random jitter.
    """
    if retry_after is not None:
        return timedelta(seconds=min(max(0.0, retry_after), _MAX_RETRY_AFTER.total_seconds()))
    spread = 1 + _JITTER * (2 * (random.random() if chance is None else chance) - 1)  # noqa: S311 - jitter, no secret
    # Bounded twice, so that no number of attempts can overflow.
    return min(base * 4.0 ** min(failed_attempts - 1, 8), _MAX_PAUSE) * spread
