"""What follows when a person calls a company off by deleting or finishing its job.

It takes effect at the time of that edit, and becomes void once a later run has ended.
"""

from datetime import datetime

from reactor.decisions.company_facts import Facts, past_of
from reactor.decisions.look_causes import Cause
from reactor.documents import Company, Job, Marker


def news_of_calling_off(facts: Facts, company: Company, now: datetime) -> datetime | None:
    """Time of a calling off that has not been acted on and that no run has followed, else None."""
    at, known = facts.cause.called_off_at, facts.marker.called_off_at
    if at is None or (known is not None and known >= at):
        return None
    return None if past_of(company, facts.marker, now).tried_since(at) else at


def was_made_unawares(job: Job, cause: Cause, due_at: datetime, now: datetime) -> bool:
    """Whether a job was created after a calling off by a reactor that did not know of it.

    The job may already be running. If it is the called-off job itself, a person requeued it.

    Args:
        job: the active job.
        cause: the cause with the calling off.
        due_at: when the company is due given the calling off; no informed decision creates a job
            before.
        now: creation time to assume if the job has none.
    """
    if job.reason not in ("due", "tracked") or job.id == cause.called_off:
        return False
    if job.status == "pending" and job.last_attempt_at is not None:
        return False
    return due_at > (job.created_at or now)


def taking_in(facts: Facts, company: Company, rank: int, called_off_at: datetime | None) -> Marker:
    """The marker with the calling off and with all edits before it.

    The called-off job was the response to those edits.
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
