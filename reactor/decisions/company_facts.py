"""What is true of one company at a moment: what decisions are made of."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bson import ObjectId

from reactor.decisions import schedule
from reactor.decisions.look_causes import Cause
from reactor.documents import Company, Job, Marker

ORPHANED_AFTER = timedelta(minutes=30)
"""A `processing` job without a lease is the older system's; after this long nobody runs it."""

_CLOCK_TOLERANCE = timedelta(minutes=1)
_LONGEST_AHEAD = timedelta(days=1)

NEVER = datetime.max.replace(tzinfo=UTC)
"""When a timer fires whose `expireAt` is no date: the TTL monitor passes it over."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is true of one company now.

    Attributes:
        company_id: the company, which may not exist.
        company: its document, None if there is none.
        rank: highest valid rank among tracking preferences, None if nobody tracks it.
        newcomer: whether a known tracking user has no scrape history here.
        job: its active job, if any.
        owner_alive: whether that job's owner holds a live lease (no lease: not yet orphaned).
        timer: when its scrape timer fires, None if there is none, `NEVER` if it cannot fire.
        cause: what was seen of it in this batch.
        outdated_at: when the last profile changed by which a known tracking user is yet to be
            judged here, None if nobody is.
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
        """The marker kept with the company; an empty one if it has none yet."""
        return (self.company and self.company.marker) or Marker()


def past_of(company: Company, marker: Marker, now: datetime) -> schedule.Past:
    """What the schedule has to know of a company's tries so far."""
    last_success = company.last_successful_scrape
    if last_success and last_success > now + _LONGEST_AHEAD:
        # Dated by a clock that was years ahead, it would keep the company from ever being due.
        last_success = None
    return schedule.Past(
        last_success=last_success,
        failures=marker.failures,
        failed_at=marker.failed_at,
        called_off_at=marker.called_off_at,
    )


def cooling_since(past: schedule.Past, now: datetime, cooldown: timedelta) -> datetime | None:
    """When the last try ended, if that is within the cooldown.

    A try that lies ahead was dated by a clock that has been set back: nobody knows its age.
    """
    return past.last_try_between(now - cooldown, now + _CLOCK_TOLERANCE)
