"""What it means that a person called a company off: they deleted or finished its job.

It counts from when it was done, and no longer once a run has ended since.
"""

from datetime import datetime

from reactor.decisions.company_facts import Facts, past_of
from reactor.decisions.look_causes import Cause
from reactor.documents import Company, Job, Marker


def news_of_calling_off(facts: Facts, company: Company, now: datetime) -> datetime | None:
    """When a person called the company off, if nobody has acted on that and no run ended since."""
    at, known = facts.cause.called_off_at, facts.marker.called_off_at
    if at is None or (known is not None and known >= at):
        return None
    return None if past_of(company, facts.marker, now).tried_since(at) else at


def was_made_unawares(job: Job, cause: Cause, due_at: datetime, now: datetime) -> bool:
    """Whether a look that had not heard of a calling off inserted the job after it.

    The job may run already. The job that was called off itself, a person has set back.

    Args:
        job: the active job.
        cause: tells of the calling off.
        due_at: when the company is due, called off: no look that knew made a job before.
        now: when the job was made, if it does not say so.
    """
    if job.reason not in ("due", "tracked") or job.id == cause.called_off:
        return False
    if job.status == "pending" and job.last_attempt_at is not None:
        return False
    return due_at > (job.created_at or now)


def taking_in(facts: Facts, company: Company, rank: int, called_off_at: datetime | None) -> Marker:
    """The marker with a calling off in it, and with the edits that were made before.

    The job that a person called off answered them.
    """
    if called_off_at is None:
        return facts.marker
    seen: dict[str, object] = {"called_off_at": called_off_at}
    edited_at = facts.cause.edited_at
    if edited_at is None or edited_at <= called_off_at:
        seen |= {"url": company.careers_url, "selector": company.selector}
        seen |= {} if facts.marker.rank is None else {"rank": rank}
        seen |= {} if company.is_problematic else {"failures": 0}
    return facts.marker.model_copy(update=seen)
