"""Checks for jobs without a live reactor and jobs without a timer, and repairs them."""

from collections.abc import AsyncIterator
from datetime import timedelta

from reactor.decisions.actions import Release
from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding, Severity
from reactor.doctor.phrases import counted, first_of, shown
from reactor.documents import Job
from reactor.mongo.jobs.queue import Queue
from reactor.mongo.reactions.effects import Decision, Effects
from reactor.mongo.views.queue import read_queue
from reactor.mongo.views.stuck_jobs import RunningJobs, ask_overlong, ask_running

_TO_END = timedelta(minutes=2)
"""Allowance for storing the end of a run that exceeded its time."""


async def look(case: Case) -> AsyncIterator[Finding]:
    """Release stuck jobs by the reactor's own means, and restore missing timers."""
    running = await ask_running(case.database)
    if running.stuck or running.nameless:
        yield await _reset(case, running)
    else:
        said = "none: every job that runs has a reactor that is alive"
        yield Finding("stuck jobs", Severity.FINE, said)
    async for finding in _overlong(case, running):
        yield finding
    if running.unowned:
        yield Finding(
            "older worker",
            Severity.REMARK,
            f"{counted(len(running.unowned), 'job')} without a lease: the older system's, perhaps",
            first_of(map(_line, running.unowned)),
            "Stop the older worker; after 30 minutes such a job goes back to the queue.",
        )
    yield await _wake(case)


async def _overlong(case: Case, running: RunningJobs) -> AsyncIterator[Finding]:
    """Report jobs that a live reactor should have ended; it may not know that it runs them."""
    limit = case.settings.job_timeout
    known = {job.id for job in (*running.nameless, *running.unowned)}
    known |= {facts.job.id for facts in running.stuck if facts.job}
    found = await ask_overlong(case.database, limit + _TO_END)
    if overlong := [job for job in found if job.id not in known]:
        yield Finding(
            "overlong jobs",
            Severity.WRONG,
            f"{counted(len(overlong), 'job')} running for longer than REACTOR_JOB_TIMEOUT "
            f"({limit.total_seconds():g} s) under a reactor that is alive",
            first_of(map(_line, overlong)),
            "Start that reactor again: its jobs go back to the queue.",
        )


async def _reset(case: Case, running: RunningJobs) -> Finding:
    if case.only_looks:
        return _left(running)
    now = await case.database.now()
    effects = Effects(case.database, case.settings)
    releases = [
        Decision(facts.company_id, [Release(facts.job, facts.company)])
        for facts in running.stuck
        if facts.job
    ]
    await effects.act(releases, now)
    await Queue(case.database).release_nameless()
    jobs = [*(facts.job for facts in running.stuck if facts.job), *running.nameless]
    return Finding(
        "stuck jobs",
        Severity.REMARK,
        f"{counted(len(jobs), 'job')} of a reactor that is gone: reset now",
        first_of(map(_line, jobs)),
        "Nothing: they are pending again, or failed if they have brought down "
        f"{case.settings.max_crashes} reactors.",
    )


def _left(running: RunningJobs) -> Finding:
    """The finding for stuck jobs that are not released."""
    jobs = [*(facts.job for facts in running.stuck if facts.job), *running.nameless]
    return Finding(
        "stuck jobs",
        Severity.REMARK,
        f"{counted(len(jobs), 'job')} of a reactor that is gone",
        first_of(map(_line, jobs)),
        "Wait two minutes; if they stay, reactor doctor resets them.",
    )


def _line(job: Job) -> str:
    owner = job.lease.owner if job.lease else "nobody"
    since = f", since {job.last_attempt_at:%Y-%m-%d %H:%M} UTC" if job.last_attempt_at else ""
    return f"job {shown(job.id)} of company {shown(job.company_id)}: held by {owner}{since}"


async def _wake(case: Case) -> Finding:
    asleep = (await read_queue(case.database, await case.database.now())).waiting
    if case.only_looks:
        said = f"{counted(asleep, 'job')} waiting for a retry or the budget"
        return Finding("waiting", Severity.FINE, said)
    restored = await Queue(case.database).restore_timers()
    if not restored:
        said = f"{counted(asleep, 'job')} waiting for a retry or the budget"
        said += ", each with its timer" if asleep else ""
        return Finding("waiting", Severity.FINE, said)
    said = f"{counted(restored, 'timer')} that waiting jobs need was missing: set now"
    mend = "Nothing: the jobs go on as soon as it fires."
    return Finding("waiting", Severity.REMARK, said, mend=mend)
