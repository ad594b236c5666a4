"""Checks for timers that are overdue, and for those that can never fire."""

from collections.abc import AsyncIterator

from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding, Severity
from reactor.doctor.phrases import counted, first_of, lasting, shown
from reactor.mongo.views.timers import LATE, mistyped_timers, overdue_timers


async def look(case: Case) -> AsyncIterator[Finding]:
    """The timers overdue by more than three minutes, and those without a date in `expireAt`."""
    now = await case.database.now()
    overdue = await overdue_timers(case.database, LATE)
    number = sum(each.count for each in overdue)
    yield Finding(
        "overdue",
        Severity.WRONG if overdue else Severity.FINE,
        f"{counted(number, 'timer')} more than {lasting(LATE.total_seconds())} overdue",
        first_of(
            f"{each.count} of kind {shown(each.kind)}, the oldest for "
            f"{lasting((now - each.oldest).total_seconds())}"
            for each in overdue
        ),
        "Mend the TTL monitor or the indexes, above; until then the reactor fires them hourly."
        if overdue
        else "",
    )
    mistyped = await mistyped_timers(case.database)
    yield Finding(
        "timers",
        Severity.REMARK if mistyped else Severity.FINE,
        f"{counted(len(mistyped), 'timer')} that cannot fire",
        first_of(f"{shown(id_)}: expireAt {shown(value)}" for id_, value in mistyped),
        "Delete them: the reactor sets those that are needed." if mistyped else "",
    )
