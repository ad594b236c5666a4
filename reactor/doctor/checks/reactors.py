"""Checks for live reactors on this database."""

from collections.abc import AsyncIterator

from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding, Severity
from reactor.doctor.phrases import counted
from reactor.mongo.views.reactors import read_leases


async def look(case: Case) -> AsyncIterator[Finding]:
    """Each holds a lease."""
    now = await case.database.now()
    alive = [lease for lease in await read_leases(case.database) if lease.holds(now)]
    if not alive:
        said = "none is alive: nothing reacts to edits, and nobody works on the queue"
        yield Finding("reactors", Severity.REMARK, said, mend="Start one: reactor run")
        return
    yield Finding(
        "reactors",
        Severity.FINE,
        f"{counted(len(alive), 'reactor')} alive",
        tuple(
            f"{each.owner}  {counted(each.jobs, 'job')} running, "
            + (f"lease until {each.expire_at:%H:%M:%S} UTC" if each.expire_at else "lease misspelt")
            for each in alive
        ),
    )
