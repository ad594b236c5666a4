"""Checks the queue for invalid jobs."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding, Severity
from reactor.doctor.phrases import counted, first_of, shown
from reactor.mongo.database import ACTIVE, FINISHED
from reactor.mongo.views.stuck_jobs import active_twice, jobs_without_company
from reactor.mongo.views.totals import read_totals, strange_statuses

_STATUSES = (*ACTIVE, *FINISHED)


async def look(case: Case) -> AsyncIterator[Finding]:
    """Counts, statuses that nobody knows, several jobs of one company, and jobs of none."""
    totals = await read_totals(case.database)
    yield judge_statuses({**totals.jobs, **await strange_statuses(case.database)})
    twice = await active_twice(case.database)
    yield Finding(
        "duplicates",
        Severity.WRONG if twice else Severity.FINE,
        f"{counted(len(twice), 'company', 'companies')} with more than one active job",
        first_of(f"{shown(company)}: {', '.join(map(shown, jobs))}" for company, jobs in twice),
        "Start the reactor again: it keeps the job that runs, else the oldest." if twice else "",
    )
    nameless = await jobs_without_company(case.database)
    yield Finding(
        "no company",
        Severity.REMARK if nameless else Severity.FINE,
        f"{counted(len(nameless), 'active job')} without a known company",
        first_of(f"job {shown(each.job)}: companyId {shown(each.company)}" for each in nameless),
        "Delete them, or let the reactor fail them." if nameless else "",
    )


def judge_statuses(counts: Mapping[Any, int]) -> Finding:
    """The finding for the number of jobs by status."""
    known = ", ".join(f"{counts.get(status, 0)} {status}" for status in _STATUSES)
    strange = {status: count for status, count in counts.items() if status not in _STATUSES}
    if not strange:
        return Finding("jobs", Severity.FINE, known)
    return Finding(
        "jobs",
        Severity.WRONG,
        f"{counted(sum(strange.values()), 'job')} with a status that nobody works on; {known}",
        first_of(f"status {shown(status)}: {count}" for status, count in strange.items()),
        f"Set them right: db.jobqueues.updateMany({{status: {shown(next(iter(strange)))}}}, "
        '{$set: {status: "pending"}})',
    )
