"""Checks for saved jobs with an unknown status."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding, Severity
from reactor.doctor.phrases import counted, first_of, shown
from reactor.mongo import driver
from reactor.saved_job_status import OLDER_DEFAULT, STATUSES, spoken

_UNSAID = (None, OLDER_DEFAULT)
_NAME = "saved jobs"


async def look(case: Case) -> AsyncIterator[Finding]:
    """The number of saved jobs by status."""
    by_status: list[Mapping[str, Any]] = [{"$group": {"_id": "$status", "count": {"$sum": 1}}}]
    found = await driver.aggregate(case.database.saved_jobs, by_status)
    yield judge_statuses({_plain(each["_id"]): each["count"] for each in found})


def judge_statuses(counts: Mapping[Any, int]) -> Finding:
    """The finding for the number of saved jobs by status."""
    strange = {each: n for each, n in counts.items() if each not in (*STATUSES, *_UNSAID)}
    total = counted(sum(counts.values()), "saved posting")
    if not strange:
        known = ", ".join(f"{counts[each]} {spoken(each)}" for each in STATUSES if each in counts)
        return Finding(_NAME, Severity.FINE, f"{total}{f': {known}' if known else ''}")
    first = next(iter(strange))
    return Finding(
        _NAME,
        Severity.REMARK,
        f"{counted(sum(strange.values()), 'status', 'statuses')} in {total} that no app knows",
        (
            *first_of(f"status {shown(each)}: {n}" for each, n in strange.items()),
            f"there are {', '.join(STATUSES)}",
        ),
        f'db.savedjobs.updateMany({{status: {shown(first)}}}, {{$set: {{status: "APPLIED"}}}}), '
        "or another of these",
    )


def _plain(status: Any) -> str | None:
    """A hashable form of a status; people also store lists and objects."""
    return status if isinstance(status, str | None) else shown(status)
