"""The result of a drain, as one line for people and as JSON for programs."""

import json
from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import Any

from reactor.mongo.views.totals import WaitingJobs
from reactor.oneshot.drain import DrainResult
from reactor.wording import clock


def summary(drained: DrainResult, zone: tzinfo | None) -> str:
    """`12 completed, 1 failed, 3 wait (2 for a retry until 14:05, 1 for the budget until 08:00)`.

    Args:
        drained: the result.
        zone: time zone of the times; None for this machine's own.
    """
    return ", ".join(_parts(drained, zone))


def _parts(drained: DrainResult, zone: tzinfo | None) -> Iterator[str]:
    yield f"{drained.completed} completed"
    if drained.failed:
        yield f"{drained.failed} failed"
    remaining = drained.remaining
    kinds = ((remaining.retries, "a retry"), (remaining.budgeted, "the budget"))
    waiting = [_wait(each, what, drained.now, zone) for each, what in kinds if each.count]
    if waiting:
        count = remaining.retries.count + remaining.budgeted.count
        yield f"{count} {'waits' if count == 1 else 'wait'} ({', '.join(waiting)})"
    if elsewhere := sum(remaining.running.values()):
        yield f"{elsewhere} {'runs' if elsewhere == 1 else 'run'} elsewhere"
    if remaining.claimable:
        why = " (out of time)" if drained.late else ""
        yield f"{remaining.claimable} left in the queue{why}"


def _wait(waiting: WaitingJobs, what: str, now: datetime, zone: tzinfo | None) -> str:
    until = f" until {clock(waiting.until, now, zone)}" if waiting.until else ""
    return f"{waiting.count} for {what}{until}"


def as_json(drained: DrainResult) -> str:
    """The result as one JSON object."""
    remaining = drained.remaining
    told = {
        "completed": drained.completed,
        "failed": drained.failed,
        "waiting": {
            "retry": _waiting(remaining.retries),
            "budget": _waiting(remaining.budgeted),
        },
        "runningElsewhere": sum(remaining.running.values()),
        "left": remaining.claimable,
        "stopped": drained.stopped,
        "outOfTime": drained.late,
    }
    return json.dumps(told, indent=2)


def _waiting(waiting: WaitingJobs) -> dict[str, Any]:
    return {"count": waiting.count, "until": waiting.until and waiting.until.isoformat()}
