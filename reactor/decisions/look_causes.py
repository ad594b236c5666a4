"""The causes for which a company's facts are compared, each with the time of its event.

A reactor may read an event hours later, after another reactor has handled it. Decisions therefore
ask what has happened since the event.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Cause:
    """What a batch of events says about a company, in the server's time.

    Attributes:
        timer_deleted_at: when a person last deleted its scrape timer. Deletions by the TTL monitor
            are not counted: the company's schedule covers them.
        called_off_at: when a person last deleted or finished its job.
        called_off: the `_id` of that job.
        edited_at: when its page or one of its preferences was last edited.
        told_by: what the earliest of the events was about; `""` without an event.
        told_at: time of that event.
        judging_off_at: when a person last deleted or finished its re-judging job.
    """

    timer_deleted_at: datetime | None = None
    called_off_at: datetime | None = None
    called_off: Any = None
    edited_at: datetime | None = None
    told_by: str = ""
    told_at: datetime | None = None
    judging_off_at: datetime | None = None

    @property
    def off_at(self) -> datetime | None:
        """When a person last deleted or finished a job of either kind."""
        return _later(self.called_off_at, self.judging_off_at)

    def also(self, other: "Cause") -> "Cause":
        """Both causes merged."""
        calling_off = max(self, other, key=lambda cause: _moment(cause.off_at))
        events = [cause for cause in (self, other) if cause.told_at]
        first = min(events, key=lambda cause: _moment(cause.told_at), default=self)
        return Cause(
            _later(self.timer_deleted_at, other.timer_deleted_at),
            _later(self.called_off_at, other.called_off_at),
            calling_off.called_off,
            _later(self.edited_at, other.edited_at),
            first.told_by,
            first.told_at,
            _later(self.judging_off_at, other.judging_off_at),
        )

    def without_calling_off(self) -> "Cause":
        """This cause without the calling off, after a person took it back."""
        return Cause(
            self.timer_deleted_at,
            edited_at=self.edited_at,
            told_by=self.told_by,
            told_at=self.told_at,
        )


def called_off(job_id: Any, at: datetime | None) -> Cause:
    """The cause of a job that a person deleted or finished."""
    return Cause(called_off_at=at, called_off=job_id, told_by="job", told_at=at)


def judging_off(job_id: Any, at: datetime | None) -> Cause:
    """The cause of a re-judging job that a person deleted or finished."""
    return Cause(called_off=job_id, told_by="job", told_at=at, judging_off_at=at)


def _moment(at: datetime | None) -> float:
    return at.timestamp() if at else float("-inf")


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max((at for at in (one, other) if at), default=None)
