"""Images of what was deleted, by which deletions tell what they were about."""

from collections.abc import AsyncIterator

from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding, Outcome
from reactor.mongo.diagnosis.collections import collection_options, keeps_before_images

WITH_IMAGES = ("usercompanypreferences", "jobqueues")
"""Collections whose deletions the reactor wants to understand."""


async def look(case: Case) -> AsyncIterator[Finding]:
    """Without them a deletion makes the reactor look at every company."""
    options = await collection_options(case.database)
    lacking = [name for name in WITH_IMAGES if not keeps_before_images(options.get(name, {}))]
    if not lacking:
        said = f"kept of {' and '.join(WITH_IMAGES)}: a deletion tells its company"
        yield Finding("images", Outcome.FINE, said)
        return
    said = f"none of {' and '.join(lacking)}: each deletion there costs a look at every company"
    mend = "Start the reactor: it switches them on, if its user has the right to collMod."
    yield Finding("images", Outcome.REMARK, said, mend=mend)
