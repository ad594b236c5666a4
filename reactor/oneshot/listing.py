"""The result of enqueuing, as a table for people and as JSON for programs."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import tzinfo
from typing import Any, Literal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from reactor.oneshot.enqueuer import EnqueueResult
from reactor.oneshot.schedule_state import CompanySchedule, ScheduleState
from reactor.terminal import harmless, print_neatly
from reactor.wording import ago, clock, duration

_STYLES = {
    ScheduleState.DUE: "green",
    ScheduleState.QUEUED: "yellow",
    ScheduleState.WAITING: "yellow",
    ScheduleState.RUNNING: "cyan",
}

_COLUMNS: tuple[tuple[str, Literal["left", "right"], bool], ...] = (
    ("company", "left", True),
    ("rank", "right", True),
    ("tier", "left", False),
    ("last success", "left", False),
    ("overdue by", "left", True),
    ("priority", "right", True),
    ("why", "left", True),
    ("state", "left", True),
)
"""Name, alignment, and whether it is shown on a narrow screen."""

_WIDE = 110


def show(done: EnqueueResult, console: Console, zone: tzinfo | None) -> None:
    """Print the table, unless it is empty, and the summary."""
    rows = [*done.enqueued, *done.active]
    if rows:
        wide = console.width >= _WIDE
        table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
        for name, justify, narrow in _COLUMNS:
            if wide or narrow:
                least = len(name) if justify == "right" else None
                table.add_column(name, justify=justify, min_width=least, no_wrap=True)
        for each in rows:
            cells = zip(_cells(each, done, zone), _COLUMNS, strict=True)
            table.add_row(*(cell for cell, (_, _, narrow) in cells if wide or narrow))
        print_neatly(console, table)
    console.print(Text(summary(done), style="bold"), soft_wrap=True)


def _cells(each: CompanySchedule, done: EnqueueResult, zone: tzinfo | None) -> Iterator[Text]:
    last, overdue = each.last_success, each.overdue
    yield Text(harmless(each.label))
    yield Text(str(each.rank))
    yield Text(f"every {duration(each.every)}")
    yield Text(f"{clock(last, done.now, zone)}, {ago(last, done.now)}" if last else "never")
    yield Text(duration(overdue) if overdue else "-")
    yield Text("-" if each.priority is None else f"{each.priority:g}")
    yield Text(harmless(each.reason))
    yield Text(_said(each, dry=done.dry), style=_STYLES[each.state])


def _said(each: CompanySchedule, *, dry: bool) -> str:
    match each.state:
        case ScheduleState.DUE:
            return "would be enqueued" if dry else "enqueued"
        case ScheduleState.WAITING:
            return "waits in the queue"
        case ScheduleState.RUNNING:
            return "runs already"
    return "in the queue already"


def summary(done: EnqueueResult) -> str:
    """`12 enqueued; 2 in the queue already, 1 runs, 30 not due, 3 not tracked`."""
    states = Counter(each.state for each in done.active)
    parts = [
        (states[ScheduleState.QUEUED] + states[ScheduleState.WAITING], "in the queue already"),
        (states[ScheduleState.RUNNING], "running already"),
        (done.resting, "not due"),
        (done.untracked, "not tracked"),
    ]
    rest = ", ".join(f"{number} {what}" for number, what in parts if number)
    head = f"{len(done.enqueued)} {'would be enqueued' if done.dry else 'enqueued'}"
    return f"{head}; {rest}" if rest else head


def as_json(done: EnqueueResult) -> str:
    """The result as one JSON object; durations in seconds, times in ISO 8601."""
    told = {
        "now": done.now.isoformat(),
        "dryRun": done.dry,
        "enqueued": [_fields(each) for each in done.enqueued],
        "active": [_fields(each) for each in done.active],
        "notDue": done.resting,
        "notTracked": done.untracked,
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _fields(each: CompanySchedule) -> dict[str, Any]:
    return {
        "company": each.label,
        "companyId": str(each.company_id),
        "rank": each.rank,
        "everySeconds": int(each.every.total_seconds()),
        "lastSuccess": each.last_success and each.last_success.isoformat(),
        "overdueSeconds": each.overdue and int(each.overdue.total_seconds()),
        "priority": each.priority,
        "reason": each.reason,
        "state": each.state.value,
    }
