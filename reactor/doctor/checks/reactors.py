"""The reactors that work on this database now."""

from collections.abc import AsyncIterator

from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding, Severity
from reactor.doctor.phrases import counted
from reactor.mongo.diagnosis.timers import live_reactors


async def look(case: Case) -> AsyncIterator[Finding]:
    """Each holds a lease."""
    alive = await live_reactors(case.database)
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
            + (f"lease until {each.expires:%H:%M:%S} UTC" if each.expires else "lease misspelt")
            for each in alive
        ),
    )
