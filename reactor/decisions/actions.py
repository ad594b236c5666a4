"""What can be done about a company: the answers of `reactions.plan`, as values."""

from dataclasses import dataclass, field
from datetime import datetime

from reactor.documents import Company, Job, Marker

PROFILE = "profile"
"""Reason of a job that judges again what is known, and visits nobody: a person has changed."""

MADE_BY_US = ["tracked", "rank-change", "edited", "due", "enqueue", PROFILE]
"""Reasons of the jobs that the reactor makes; whatever else stands there, a person made it."""

WITHDRAWN = "withdrawn"
"""Reason of a job in the moment in which the reactor deletes it, unlike a person."""


@dataclass(frozen=True, slots=True)
class Enqueue:
    """Insert a pending job."""

    reason: str
    priority: float
    turn: datetime


@dataclass(frozen=True, slots=True)
class Stamp:
    """Give a waiting job its priority, turn and reason."""

    job: Job
    priority: float
    turn: datetime
    reason: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Promote:
    """Make a waiting job that was to judge again a visit, as if it had been made now.

    The visit judges again as well.
    """

    job: Job
    reason: str
    priority: float
    turn: datetime


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Delete a job that the reactor made and nobody needs any more; its run, if any, is stopped.

    Attributes:
        job: the job.
        called_off: a person called its company off; else nobody tracks that any more.
    """

    job: Job
    called_off: bool


@dataclass(frozen=True, slots=True)
class Release:
    """Take a job from an owner that is gone; the crash counts.

    Attributes:
        job: the job.
        company: its company as it is now, None if there is none.
    """

    job: Job
    company: Company | None


@dataclass(frozen=True, slots=True)
class SetTimer:
    """Let the company's scrape timer fire at `at`.

    Attributes:
        at: when.
        latest: it may as well fire then, where many timers fall together.
        cooling: a changed rank does not enqueue the company now, but only moves its timer.
    """

    at: datetime
    latest: datetime
    cooling: bool


@dataclass(frozen=True, slots=True)
class DropTimer:
    """Delete the company's scrape timer."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Remember what was acted on, unless it was changed meanwhile.

    Attributes:
        marker: as it is to be.
        before: as it was read, None if there was none.
    """

    marker: Marker
    before: Marker | None = field(default=None, compare=False)


Action = Enqueue | Stamp | Promote | Withdraw | Release | SetTimer | DropTimer | Mark
