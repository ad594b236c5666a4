"""The sections of a status that are lines: reactors, matches, spending."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from reactor.decisions.model_trouble import stands_in
from reactor.mongo.views.saved_jobs import LATELY
from reactor.mongo.views.spending import ModelUse, SpendingPurpose
from reactor.status.system_state import Status
from reactor.wording import ago, clock, coming, count, duration, many, money, seconds, size

_HEARTBEAT_SLACK = timedelta(seconds=5)
"""A lease is prolonged after half its length; longer than this past that is silence."""

_GROWN = {
    "postings": "texts",
    "savedjobs": "saved jobs",
    "tokenusages": "model calls",
    "companyscrapehistories": "histories",
}
_PURPOSES: Mapping[SpendingPurpose, str] = {
    SpendingPurpose.TITLES: "titles screened",
    SpendingPurpose.TEXTS: "texts judged",
    SpendingPurpose.PAGES: "pages asked about",
}
_GOOD, _POOR, _BAD, _FAINT = "green", "yellow", "bold red", "dim"


def alive(status: Status, now: datetime) -> Iterator[RenderableType]:
    """Reactors, the stream, this machine, and room."""
    for lease in status.reactors:
        jobs = count(lease.jobs, "job", "jobs")
        since = f", since {clock(lease.since, now, status.zone)}" if lease.since else ""
        refreshed = lease.refreshed_at(status.lease)
        told = f"  {status.said(lease.owner)}{since}, seen {ago(refreshed, now)}, runs {jobs}"
        silent = (
            refreshed is not None
            and now - refreshed > lease.length(status.lease) / 2 + _HEARTBEAT_SLACK
        )
        if silent and lease.expire_at:
            told += f"; counts as dead in {duration(lease.expire_at - now)}"
        yield Text.assemble(("silent", _POOR) if silent else ("alive", _GOOD), told)
    if not status.reactors:
        yield Text.assemble(("down", _BAD), "  no reactor is alive")
    yield _stream(status, now)
    if position := status.catching_up_from:
        yield Text(
            f"the stream is catching up: changes of {ago(position, now)} are acted on now", _POOR
        )
    yield _room(status)


def _stream(status: Status, now: datetime) -> Text:
    here, at = status.here, status.overview.reactors.checkpoint_at
    old = status.stream_stands_still
    checkpoint = (f"checkpoint {ago(at, now)}" if at else "no checkpoint yet", _BAD if old else "")
    if not (status.reactors or here.health):
        return Text.assemble(checkpoint)
    if here.health is None:
        asked = f" (nothing answers at {here.address})" if here.address else ""
        return Text.assemble(f"reactor is not running here{asked}; ", checkpoint)
    health = here.health
    unwell = f"waiting for MongoDB ({health.mongodb})" if health.mend else "stuck"
    well = ("well", _GOOD) if health.well else (status.said(unwell), _BAD)
    read = f", stream read {seconds(health.read_ago)} ago" if health.read_ago is not None else ""
    lag = f", lag {seconds(health.lag)}" if health.lag is not None else ""
    late = f", its loop {seconds(health.loop_most)} late at most" if health.loop_most else ""
    return Text.assemble("reactor here is ", well, f"{read}{lag}{late}; ", checkpoint)


def _room(status: Status) -> Text:
    here, sizes = status.here, status.overview.reactors.sizes
    parts = [
        f"memory {size(here.memory)}" if here.memory is not None else "",
        f"database {size(sizes.data)}" if sizes.data is not None else "",
        f"its disk has {size(sizes.disk_free)} free" if sizes.disk_free is not None else "",
        f"logs' disk {size(here.disk_free)}" if here.disk_free is not None else "",
    ]
    return Text(", ".join(filter(None, parts)), style=_FAINT)


def grown(status: Status, now: datetime) -> Iterator[RenderableType]:  # noqa: ARG001 - a section
    """How large what grows is, and by how much it grows."""
    growth = status.overview.growth
    if not growth:
        yield Text("nothing yet", style=_FAINT)
        return
    yield Text(", ".join(f"{_GROWN[each.name]} {size(each.size)}" for each in growth))
    growing = [(each.a_year, each.name) for each in growth if each.a_year]
    if growing:
        most, name = max(growing)
        all_of_it = size(sum(a_year for a_year, _ in growing))
        yield Text(
            f"a year like the last month adds {all_of_it}: {_GROWN[name]} {size(most)}",
            style=_FAINT,
        )


def found(status: Status, now: datetime) -> Iterator[RenderableType]:
    """Matches of the last days, by person."""
    days, queue = f"last {LATELY.days} days", status.overview.queue
    if queue.judging:
        whose = count(max(queue.changed, 1), "person", "people")
        left = count(queue.judging, "company", "companies")
        yield Text(f"{whose} changed: being judged again, {left} left", style=_POOR)
    if not status.overview.matches:
        yield Text(f"none in the {days}", style=_FAINT)
        return
    table = Table(box=None, padding=(0, 2, 0, 0), expand=True, header_style=_FAINT)
    table.add_column(days, no_wrap=True, overflow="ellipsis", max_width=34)
    table.add_column("saved", justify="right")
    table.add_column("latest", no_wrap=True)
    table.add_column("best", justify="right")
    table.add_column("", ratio=1, no_wrap=True, overflow="ellipsis")
    for person in status.overview.matches:
        table.add_row(
            Text(status.said(person.user) or "somebody"),
            str(person.count),
            ago(person.latest, now),
            str(person.best),
            Text(status.said(person.title)),
        )
    yield table


def model(status: Status, now: datetime) -> Iterator[RenderableType]:
    """The trouble in which the model is; nothing if it is in none."""
    trouble = status.overview.model
    if trouble is None:
        return
    head = f"{status.said(trouble.message)} ({trouble.code}), "
    since = f"since {clock(trouble.since, now, status.zone)}, {ago(trouble.since, now)}"
    yield Text.assemble(("in trouble  ", _BAD), f"{head}{since}")
    if trouble.half_open:
        yield Text("it answers something small again: a job finds out whether it judges", _POOR)
    elif trouble.open:
        meanwhile = stands_in(trouble, now)
        asked = f"asked again {coming(trouble.until, now, status.zone)}"
        served = "keywords judge meanwhile, and it judges again later" if meanwhile else "jobs wait"
        yield Text(f"{asked}; {served}", _POOR)


def spent(status: Status, now: datetime) -> Iterator[RenderableType]:
    """The model's budget of today, and what the calls cost."""
    spending = status.overview.spending
    if status.model is None:
        yield Text("keyword matcher: no GEMINI_API_KEY", style=_POOR)
    else:
        yield _budget(status, status.model, now)
    for told, uses in (("today", spending.today), ("this month", spending.month)):
        if uses:
            yield _used(told, uses, status.provider)


def _used(when: str, uses: Mapping[SpendingPurpose, ModelUse], provider: str) -> Text:
    """`today: 12 calls, $0.04 at the paid tier's prices: titles 2 (8 k in, 1 k out), …`."""
    total = sum(uses.values(), ModelUse())
    parts = [
        f"{_PURPOSES[purpose]} {use.calls} ({many(use.input_tokens)} in,"
        f" {many(use.output_tokens)} out)"
        for purpose, use in sorted(uses.items())
    ]
    calls = count(total.calls, "call", "calls")
    prices = "OPENAI_PRICE" if provider == "openai" else "the paid tier's prices"
    return Text(f"{when}: {calls}, {money(total.cost)} at {prices}: {', '.join(parts)}")


def _budget(status: Status, model: str, now: datetime) -> Text:
    spending, most = status.overview.spending, status.requests_a_day
    used = spending.closed_until is not None or (most is not None and spending.requests >= most)
    tokens = f"{many(spending.input_tokens)} tokens in, {many(spending.output_tokens)} out"
    renewed = duration((spending.closed_until or spending.renewed_at) - now)
    share = f"{spending.requests} of {most} requests today"
    lasts = ""
    if most is None:
        share = f"{count(spending.requests, 'request', 'requests')} today"
    elif spending.used_up_at:
        lasts = f"; as today went, used up at {clock(spending.used_up_at, now, status.zone)}"
    elif not used and spending.requests:
        lasts = "; it lasts the day"
    return Text.assemble(
        f"{status.said(model)}: ",
        (share, _POOR if used else ""),
        (lasts, _POOR if spending.used_up_at else ""),
        f", {tokens}" + (f"; renewed in {renewed}" if most is not None or used else ""),
    )
