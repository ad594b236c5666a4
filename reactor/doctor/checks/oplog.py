"""Checks the oplog: how long a reactor may be down without losing events."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding, Severity
from reactor.doctor.phrases import lasting
from reactor.mongo.views.stream import Checkpoint, Oplog, ask_oplog, load_checkpoint

_LARGER = "Give it more room: db.adminCommand({replSetResizeOplog: 1, size: 2000}) (megabytes)."


async def look(case: Case) -> AsyncIterator[Finding]:
    """The reach of the oplog against the age of the checkpoint."""
    checkpoint = await load_checkpoint(case.database)
    yield judge(await ask_oplog(case.database), checkpoint, await case.database.now())


def judge(oplog: Oplog | None, checkpoint: Checkpoint, now: datetime) -> Finding:
    """What to say of an oplog and a checkpoint, now."""
    if oplog is None:
        return Finding(
            "oplog",
            Severity.REMARK,
            "how far back it reaches cannot be seen",
            mend='A standalone has none; else grant this user the role "read" on "local".',
        )
    reach = now - oplog.first
    said = f"it reaches back {lasting(reach.total_seconds())}"
    if not checkpoint.token or checkpoint.at is None:
        return Finding("oplog", Severity.FINE, f"{said}; there is no checkpoint to compare")
    age = max(now - checkpoint.at, timedelta())
    said += f"; the checkpoint is {lasting(age.total_seconds())} old"
    if age > reach:
        mend = f"Nothing is lost: the reactor looks at every company. {_LARGER}"
        return Finding("oplog", Severity.REMARK, f"{said}: that history is gone", mend=mend)
    if age > reach / 2 and age > timedelta(hours=1):
        mend = "Start the reactor soon: later it has to look at every company."
        return Finding("oplog", Severity.REMARK, said, mend=mend)
    return Finding("oplog", Severity.FINE, said)
