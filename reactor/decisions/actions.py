"""The actions on a company that `reactions.plan` returns, as values."""

from dataclasses import dataclass, field
from datetime import datetime

from reactor.documents import Company, Job, Marker

PROFILE = "profile"
"""Reason of a job that re-judges known postings after a profile change, without a visit."""

MADE_BY_US = ["tracked", "rank-change", "edited", "due", "enqueue", PROFILE]
"""Reasons of the reactor's own jobs; a job with another reason was made by a person."""

WITHDRAWN = "withdrawn"
"""Reason set on a job just before the reactor deletes it, unlike a person's deletion."""


@dataclass(frozen=True, slots=True)
class Enqueue:
    """Insert a pending job."""

    reason: str
    priority: float
    turn: datetime


@dataclass(frozen=True, slots=True)
class Stamp:
    """Set priority, turn and reason of a pending job."""

    job: Job
    priority: float
    turn: datetime
    reason: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Promote:
    """Turn a pending re-judging job into a visit, as if it were created now.

    The visit re-judges too.
    """

    job: Job
    reason: str
    priority: float
    turn: datetime


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Delete a reactor-made job that is no longer needed, and stop its run, if any.

    Attributes:
        job: the job.
        called_off: whether a person called the company off; if not, nobody tracks it.
    """

    job: Job
    called_off: bool


@dataclass(frozen=True, slots=True)
class Release:
    """Take a job from an owner that died, and count the crash.

    Attributes:
        job: the job.
        company: the present company document, None if it does not exist.
    """

    job: Job
    company: Company | None


@dataclass(frozen=True, slots=True)
class SetTimer:
    """Set the company's scrape timer to fire at `at`.

    Attributes:
        at: the time.
        latest: latest acceptable time, for spreading timers that fall together.
        cooling: the rank changed within the cooldown, so only the timer moves.
    """

    at: datetime
    latest: datetime
    cooling: bool


@dataclass(frozen=True, slots=True)
class DropTimer:
    """Delete the company's scrape timer."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Store what was acted on, by compare-and-set.

    Attributes:
        marker: the new marker.
        before: the marker as it was read, None if there was none.
    """

    marker: Marker
    before: Marker | None = field(default=None, compare=False)


Action = Enqueue | Stamp | Promote | Withdraw | Release | SetTimer | DropTimer | Mark
