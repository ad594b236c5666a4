"""Checks the replica set: change streams need one, and writes need its primary."""

from collections.abc import AsyncIterator

from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding, Severity
from reactor.mongo.views.server import ReplicaSet, ask_replica_set

_HEALTHY = ("PRIMARY", "SECONDARY", "ARBITER")
_NAME = "replica set"


async def look(case: Case) -> AsyncIterator[Finding]:
    """The state of its members."""
    yield judge(await ask_replica_set(case.database))


def judge(found: ReplicaSet) -> Finding:
    """The finding for a replica set."""
    if not found.initiated:
        said = "mongod was started for a replica set that nobody has initiated"
        return Finding(_NAME, Severity.WRONG, said, mend="Run rs.initiate() once in mongosh.")
    if not found.name:
        return Finding(
            _NAME,
            Severity.WRONG,
            "mongod runs standalone: there are no change streams, and `reactor run` cannot start",
            mend="Start it with --replSet rs0, then run rs.initiate() once in mongosh "
            "(one member is enough; the data stays).",
        )
    members = tuple(f"{member.name}  {member.state}" for member in found.members or ())
    if not found.writable:
        where = f"the primary is {found.primary}" if found.primary else "there is no primary"
        return Finding(
            _NAME,
            Severity.WRONG,
            f"{found.name}: the member asked cannot be written to; {where}",
            members,
            "Name all members in MONGODB_URI, without directConnection."
            if found.primary
            else "Start the members that are down: a majority elects a primary.",
        )
    faulty = [member for member in found.members or () if member.state not in _HEALTHY]
    if faulty:
        said = f"{found.name} has a primary, but {len(faulty)} of {len(members)} members are ill"
        mend = f"Look at {faulty[0].name}: one more loss may leave no primary."
        return Finding(_NAME, Severity.REMARK, said, members, mend)
    size = f"{len(members)} of {len(members)} members healthy" if members else "members not shown"
    return Finding(_NAME, Severity.FINE, f"{found.name} has its primary here; {size}")
