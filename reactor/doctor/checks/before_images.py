"""Checks the pre-images of deletions, which tell what a deleted document was."""

from collections.abc import AsyncIterator, Sequence

from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding, Severity
from reactor.mongo.views.collections import collection_options, keeps_before_images

_COSTS = {
    "usercompanypreferences": "a deleted preference costs a look at every company",
    "jobqueues": "a job that is deleted while no reactor runs is not called off, and comes back",
    "timers": "a timer that fired cannot be told from one that a person deleted",
}
WITH_IMAGES = tuple(_COSTS)
"""Collections for whose deletions the reactor needs pre-images."""


async def look(case: Case) -> AsyncIterator[Finding]:
    """Report the consequences of missing pre-images."""
    options = await collection_options(case.database)
    lacking = [name for name in WITH_IMAGES if not keeps_before_images(options.get(name, {}))]
    if not lacking:
        said = f"kept of {_listed(WITH_IMAGES)}: a deletion tells what it was about"
        yield Finding("images", Severity.FINE, said)
        return
    costs = [_COSTS[name] for name in lacking]
    said = f"none of {_listed(lacking)}: {'; '.join(costs)}"
    mend = "Start the reactor: it switches them on, if its user has the right to collMod."
    yield Finding("images", Severity.REMARK, said, mend=mend)


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
