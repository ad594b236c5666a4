"""The tables of a status: tiers, and jobs that run, come, wait or failed."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from reactor.advice import advice_for
from reactor.mongo.views.queue import ListedJob, QueueView
from reactor.mongo.views.troubles import Trouble
from reactor.status.advice import EVERYBODYS, by_advice
from reactor.status.system_state import Status
from reactor.wording import ago, clock, coming, count, duration, some_of

_MAX_COMPANIES = 5
_WIDEST_NAME = 28
_GOOD, _POOR, _BAD, _FAINT = "green", "yellow", "red", "dim"


def tiers(status: Status, now: datetime) -> Iterator[RenderableType]:
    """How many companies are due, and how preferences spread over the frequencies."""
    del now
    census = status.overview.census
    companies = count(census.companies, "company", "companies")
    left = f"; {census.unqueued} due but not in the queue" if census.unqueued else ""
    yield Text.assemble(
        (f"{census.due} due", _POOR if census.unqueued else ""),
        f", {census.overdue} overdue, {census.never} never visited{left}; ",
        f"{census.tracked} of {companies} tracked",
    )
    if census.bad.total:
        yield Text(f"{count(census.bad.total, 'bad preference', 'bad preferences')}", style=_POOR)
    table = _table("ranks", "every")
    for name in ("preferences", "companies", "due", "overdue", "never visited"):
        table.add_column(name, justify="right")
    for tier in census.tiers:
        numbers = (tier.preferences, tier.companies, tier.due, tier.overdue, tier.never)
        ranks = f"{tier.lowest}\u2013{tier.highest}"
        table.add_row(ranks, duration(tier.every), *(str(number) for number in numbers))
    yield table


def running(status: Status, now: datetime) -> Iterator[RenderableType]:
    """What runs, and for how long."""
    queue = status.overview.queue
    if not queue.processing:
        yield Text("nothing", style=_FAINT)
        return
    table = _table("company", "for", "reason", "attempt", "reactor", header=False)
    for job in queue.running:
        since = job.last_attempt_at or job.created_at
        table.add_row(
            _label(status, job),
            Text(duration(now - since) if since else "?", style=_GOOD),
            Text(status.said(job.reason) or "manual"),
            f"attempt {job.retry_count + 1}",
            _owner(status, job),
        )
    yield table
    yield from _further(queue.processing - len(queue.running), "running")


def _owner(status: Status, job: ListedJob) -> Text:
    if job.lease is None:
        return Text("by another program", style=_POOR)
    if status.is_orphaned(job):
        return Text("its reactor is gone: goes back to the queue", style=_BAD)
    return Text(status.said(job.lease.owner), style=_FAINT)


def next_up(status: Status, now: datetime) -> Iterator[RenderableType]:
    """What comes next, and why: jobs in their turn, companies without one, timers."""
    overview, table = status.overview, _table("company", "when", "why", header=False)
    for job in overview.queue.upcoming[:_MAX_COMPANIES]:
        priority = f", priority {job.priority:.4g}" if job.priority is not None else ""
        since = f", {duration(now - job.created_at)} old" if job.created_at else ""
        why = f"{status.said(job.reason) or 'manual'}{priority}{since}"
        table.add_row(_label(status, job), "in its turn", Text(why))
    for due in overview.census.due_next[: _MAX_COMPANIES - table.row_count]:
        when = "not queued yet" if status.reactors else "once a reactor runs"
        why = f"{due.reason}, priority {due.priority:.4g}"
        table.add_row(Text(status.said(due.label)), when, why)
    for timer in overview.queue.timers[: _MAX_COMPANIES - table.row_count]:
        at = timer.expire_at or now
        name = status.said(timer.label) or "unknown company"
        why = f"timer, in {duration(at - now)}"
        table.add_row(Text(name), clock(at, now, status.zone), Text(why, style=_FAINT))
    yield table if table.row_count else Text("nothing", style=_FAINT)
    yield from _further(overview.queue.ready - _MAX_COMPANIES, "in the queue")


def resting(status: Status, now: datetime) -> Iterator[RenderableType]:
    """What waits for a retry, a budget or a model: until when, and why."""
    queue, trouble = status.overview.queue, status.overview.model
    if not queue.waiting:
        yield Text("nothing", style=_FAINT)
        return
    table, shown = _table("company", "until", "why", header=False), 0
    for jobs, number in _by_cause(queue):
        first = jobs[0]
        tried = f"attempt {first.retry_count + 1} of {status.attempts}"
        of = "budget of " if first.error_code == "model_budget" else ""
        kind = f"{of}{first.waits_for}" if first.waits_for else tried
        why = ": ".join(filter(None, ("" if number > 1 else kind, first.error_message))) or kind
        # Each try in vain moves the end of everybody's wait.
        paused = trouble and trouble.open and first.waits_for == trouble.model
        until = coming(trouble.until if trouble and paused else first.not_before, now, status.zone)
        who = _label(status, first) if number == 1 else Text(f"{number} companies")
        table.add_row(who, until, Text(status.said(why)))
        shown += number
        if table.row_count == _MAX_COMPANIES:
            break
    yield table
    yield from _further(queue.waiting - shown, "waiting")


def _by_cause(queue: QueueView) -> Iterator[tuple[list[ListedJob], int]]:
    """The jobs that wait, those together that wait for one and the same; and how many that are."""
    groups: dict[object, list[ListedJob]] = {}
    for job in queue.resting:
        common = advice_for(job.error_code, "").about in EVERYBODYS
        groups.setdefault(job.error_code if common else job.id, []).append(job)
    for cause, jobs in groups.items():
        alone = not isinstance(cause, str)
        yield jobs, 1 if alone else max(queue.waiting_for.get(str(cause), 0), len(jobs))


def broken(status: Status, now: datetime) -> Iterator[RenderableType]:
    """What failed, why, and what to do about it."""
    overview = status.overview
    queue = overview.queue
    today = f"last day: {queue.completed} completed, {queue.failed} failed"
    problematic = count(overview.census.problematic, "problematic company", "problematic companies")
    yield Text(f"{today}; {problematic}", style=_BAD if overview.troubles else "")
    told = 0
    for troubles in by_advice(overview.troubles)[:_MAX_COMPANIES]:
        told += len(troubles)
        first = troubles[0]
        if len(troubles) == 1:
            yield from _one(status, first, now)
        else:
            yield _several(status, troubles)
        yield Text(f"  \u2192 {advice_for(first.code, status.said(first.label)).do}")
    yield from _further(overview.census.problematic - told, "problematic")
    for job in queue.without_company[:_MAX_COMPANIES]:
        yield Text(f"job {status.said(str(job.id))}: {status.said(job.error_message)}", style=_BAD)


def _one(status: Status, trouble: Trouble, now: datetime) -> Iterator[RenderableType]:
    rank = f"rank {trouble.rank}" if trouble.rank else "not tracked"
    row = f", {trouble.failures} in a row, {ago(trouble.failed_at, now)}"
    name = (status.said(trouble.label), _BAD)
    code = f", {status.said(trouble.code)}" if trouble.code else ""
    yield Text.assemble(name, f"  {rank}{row if trouble.failures else ''}{code}")
    if trouble.message:
        yield Text(f"  {status.said(trouble.message)}", style=_FAINT)


def _several(status: Status, troubles: Sequence[Trouble]) -> RenderableType:
    codes = ", ".join(sorted({status.said(trouble.code) or "unknown" for trouble in troubles}))
    names = some_of([status.said(trouble.label) for trouble in troubles])
    return Text.assemble((f"{len(troubles)} companies", _BAD), f"  {codes}: {names}")


def _table(*columns: str, header: bool = True) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=header, header_style=_FAINT)
    for name in columns:
        # The last column of a list tells why, in as many lines as it takes.
        last = not header and name == columns[-1]
        wide = _WIDEST_NAME if name == "company" else None
        table.add_column(
            name, no_wrap=not last, overflow="fold" if last else "ellipsis", max_width=wide
        )
    return table


def _label(status: Status, job: ListedJob) -> Text:
    return Text(status.said(job.label), overflow="ellipsis")


def _further(number: int, what: str) -> Iterator[RenderableType]:
    if number > 0:
        yield Text(f"and {number} more {what}", style=_FAINT)
