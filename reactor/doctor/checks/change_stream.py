"""Checks whether the change stream opens and resumes."""

from collections.abc import AsyncIterator

from reactor.core.stream.event_filter import PIPELINE
from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding, Severity
from reactor.mongo import driver
from reactor.mongo.views.stream import load_checkpoint, open_stream


async def look(case: Case) -> AsyncIterator[Finding]:
    """Open the stream as the reactor does, anew and from the checkpoint."""
    try:
        await open_stream(case.database, PIPELINE, None)
    except driver.PyMongoError as error:
        said = f"it cannot be opened: {driver.brief(error)}"
        mend = "Mend the replica set or the rights, above."
        yield Finding("stream", Severity.WRONG, said, mend=mend)
        return
    checkpoint = await load_checkpoint(case.database)
    if not checkpoint.token:
        said = "it can be opened; no reactor has left a checkpoint yet"
        yield Finding("stream", Severity.FINE, said)
        return
    mend = "Nothing: the reactor then looks at every company, and loses none."
    if await case.database.lies_ahead(checkpoint.token):
        said = "it can be opened, but the checkpoint is of a time to come"
        yield Finding("stream", Severity.REMARK, said, mend=mend)
        return
    try:
        await open_stream(case.database, PIPELINE, checkpoint.token)
    except driver.PyMongoError as error:
        said = f"it can be opened, but not from the checkpoint: {driver.brief(error)}"
        yield Finding("stream", Severity.REMARK, said, mend=mend)
        return
    yield Finding("stream", Severity.FINE, "it can be opened, and gone on with at the checkpoint")
