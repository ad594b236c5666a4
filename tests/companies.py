"""Companies, jobs and facts for tests of the decision table, and what is decided about them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bson import ObjectId

from reactor.decisions.actions import Action, Enqueue, Mark, SetTimer
from reactor.decisions.company_facts import Facts
from reactor.decisions.look_causes import Cause
from reactor.decisions.reactions import plan
from reactor.decisions.schedule import interval
from reactor.documents import Company, Job, JobLease, Marker

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
COOLDOWN = 5 * MINUTE
ID = ObjectId("65f000000000000000000001")
URL = "https://acme.example/careers"
TIMER_DELETED, CALLED_OFF = Cause(timer_deleted_at=NOW), Cause(called_off_at=NOW)
LEASE = JobLease(owner="reactor-1", token="t1")  # noqa: S106 - a claim's token, no secret
OURS = ("tracked", "rank-change", "edited", "due", "enqueue", "profile")


def marked(**fields: Any) -> Marker:
    """The marker of a company that was run with today's page at rank 90."""
    usual = {"rank": 90, "url": URL, "selector": "", "revision": 3}
    return Marker.model_validate(usual | fields)


def company(**fields: Any) -> Company:
    """A company scraped six hours ago."""
    usual = {"careers_url": URL, "last_successful_scrape": NOW - 6 * HOUR, "marker": marked()}
    return Company.model_validate({"id": ID} | usual | fields)


def failed(at: datetime, times: int = 1) -> Company:
    """A company whose last job failed."""
    return company(is_problematic=True, marker=marked(failures=times, failed_at=at))


def facts(about: Company | None = None, **fields: Any) -> Facts:
    """A company at rank 90 with which all is as it should be: its timer is set, no job."""
    usual: dict[str, Any] = {"rank": 90, "timer": NOW + 18 * HOUR}
    return Facts(company_id=ID, company=about or company(), **usual | fields)


def job(**fields: Any) -> Job:
    """A job that the reactor made now, stamped as it should be at rank 90."""
    usual = {"status": "pending", "reason": "due", "created_at": NOW}
    stamp = {"priority": 90.0, "turn": NOW - 90 * MINUTE}
    return Job.model_validate({"id": ObjectId(), "company_id": ID} | usual | stamp | fields)


def judging(**fields: Any) -> Job:
    """A job that is only to judge again, made now and stamped as it should be."""
    usual = {"reason": "profile", "priority": 0.0, "turn": NOW + 1000 * MINUTE}
    return job(**usual | fields)


def running() -> Job:
    return job(status="processing", lease=LEASE)


def typed(**fields: Any) -> Job:
    """A job as a person types it into mongosh."""
    return Job.model_validate({"id": 1, "company_id": ID, "status": "pending"} | fields)


def decide(seen: Facts, now: datetime = NOW) -> list[Action]:
    return plan(seen, now, COOLDOWN)


def reasons(seen: Facts, now: datetime = NOW) -> list[str]:
    return [action.reason for action in decide(seen, now) if isinstance(action, Enqueue)]


def timer_at(at: datetime, rank: int = 90, *, cooling: bool = False) -> SetTimer:
    """The timer of a company with this rank, planned for `at`."""
    return SetTimer(at, at + interval(rank) / 50, cooling)


def timers(seen: Facts) -> list[SetTimer]:
    return [action for action in decide(seen) if isinstance(action, SetTimer)]


def marker_after(seen: Facts) -> Marker:
    """The marker once the plan has been carried out; it always comes last."""
    actions = decide(seen)
    assert not any(isinstance(action, Mark) for action in actions[:-1])
    match actions[-1:]:
        case [Mark(marker)]:
            return marker
        case _:
            return seen.marker
