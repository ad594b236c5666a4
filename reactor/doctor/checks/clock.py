"""Checks this machine's clock against mongod's."""

from collections.abc import AsyncIterator
from datetime import timedelta

from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding, Severity
from reactor.doctor.phrases import lasting
from reactor.mongo.views.server import clock_difference

_NOTICEABLE = timedelta(seconds=5)
_WRONG = timedelta(seconds=60)


async def look(case: Case) -> AsyncIterator[Finding]:
    """The difference of the clocks."""
    yield judge(await clock_difference(case.database))


def judge(ahead: timedelta) -> Finding:
    """The finding for a clock that is `ahead` of mongod's."""
    seconds = ahead.total_seconds()
    if abs(ahead) <= _NOTICEABLE:
        said = f"this machine's and mongod's differ by {abs(seconds):.1f} s"
        return Finding("clock", Severity.FINE, said)
    where = "ahead of" if seconds > 0 else "behind"
    return Finding(
        "clock",
        Severity.WRONG if abs(ahead) > _WRONG else Severity.REMARK,
        f"this machine's is {lasting(abs(seconds))} {where} mongod's",
        (
            "timers, leases and schedules are not affected: they go by mongod's clock",
            "affected are the times in the log files and HTTPS, which refuses certificates",
        ),
        "Let both machines set their clocks by NTP (timedatectl set-ntp true).",
    )
