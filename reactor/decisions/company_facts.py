"""The facts of one company, on which decisions are based."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bson import ObjectId

from reactor.decisions import schedule
from reactor.decisions.look_causes import Cause
from reactor.documents import Company, Job, Marker

ORPHANED_AFTER = timedelta(minutes=30)
"""Age after which a `processing` job without a lease, made by the older system, is orphaned."""

_CLOCK_TOLERANCE = timedelta(minutes=1)
_MAX_AHEAD = timedelta(days=1)

NEVER = datetime.max.replace(tzinfo=UTC)
"""Time of a timer whose `expireAt` is not a date: the TTL monitor ignores it."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The present facts of one company.

    Attributes:
        company_id: id of the company, which may not exist.
        company: its document, None if there is none.
        rank: highest valid rank among tracking preferences, None if nobody tracks it.
        newcomer: whether a known tracking user has no scrape history here.
        job: its active job, if any.
        owner_alive: whether that job's owner holds a live lease (no lease: not yet orphaned).
        timer: when its scrape timer fires, None if there is none, `NEVER` if it cannot fire.
        cause: what this batch of events says about it.
        outdated_at: latest profile change of a known tracking user who must be re-judged here, None
            if there is none.
    """

    company_id: ObjectId
    company: Company | None = None
    rank: int | None = None
    newcomer: bool = False
    job: Job | None = None
    owner_alive: bool = True
    timer: datetime | None = None
    cause: Cause = field(default_factory=Cause)
    outdated_at: datetime | None = None

    @property
    def marker(self) -> Marker:
        """The marker stored with the company; an empty one if it has none yet."""
        return (self.company and self.company.marker) or Marker()


def past_of(company: Company, marker: Marker, now: datetime) -> schedule.PastTries:
    """The company's past tries, for `schedule`."""
    last_success = company.last_successful_scrape
    if last_success and last_success > now + _MAX_AHEAD:
        # A date written by a clock years ahead would keep the company from ever being due.
        last_success = None
    return schedule.PastTries(
        last_success=last_success,
        failures=marker.failures,
        failed_at=marker.failed_at,
        called_off_at=marker.called_off_at,
    )


def cooling_since(past: schedule.PastTries, now: datetime, cooldown: timedelta) -> datetime | None:
    """When the last try ended, if that is within the cooldown, else None.

    A try in the future was dated before the clock was set back; its age is unknown, so it is
    ignored.
    """
    return past.last_try_between(now - cooldown, now + _CLOCK_TOLERANCE)
