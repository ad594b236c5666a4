"""Checks the TTL monitor, which fires every timer."""

from collections.abc import AsyncIterator
from datetime import timedelta

from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding, Severity
from reactor.mongo.views.server import TtlMonitor, ask_ttl_monitor

_SLOW = timedelta(seconds=60)
_NAME = "TTL monitor"


async def look(case: Case) -> AsyncIterator[Finding]:
    """Whether it is enabled, and its interval."""
    yield judge(await ask_ttl_monitor(case.database))


def judge(monitor: TtlMonitor | None) -> Finding:
    """The finding for the TTL monitor."""
    if monitor is None:
        return Finding(
            _NAME,
            Severity.REMARK,
            "this user may not ask whether it runs; see whether timers are overdue, below",
            mend='Nothing, or grant the role "clusterMonitor" on admin.',
        )
    seconds = f"{monitor.interval.total_seconds():.0f} s"
    if not monitor.enabled:
        said = "it is switched off: timers fire only at the reactor's hourly look"
        mend = "db.adminCommand({setParameter: 1, ttlMonitorEnabled: true})"
        return Finding(_NAME, Severity.WRONG, said, mend=mend)
    if monitor.interval > _SLOW:
        said = f"it runs every {seconds}: timers fire that much late"
        mend = "Start mongod with --setParameter ttlMonitorSleepSecs=10."
        return Finding(_NAME, Severity.REMARK, said, mend=mend)
    return Finding(_NAME, Severity.FINE, f"it runs every {seconds}: timers fire at most so late")
