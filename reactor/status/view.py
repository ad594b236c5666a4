"""A status as a picture of text: in colour on a terminal, plain where there is none."""

from collections.abc import Callable, Iterator
from datetime import datetime

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from reactor.advice import Advice
from reactor.status.sections import alive, found, grown, spent
from reactor.status.state import Status
from reactor.status.tables import broken, next_up, resting, running, tiers
from reactor.status.wording import clock

Section = Callable[[Status, datetime], Iterator[RenderableType]]

_SECTIONS: tuple[tuple[str, Section], ...] = (
    ("running", running),
    ("next", next_up),
    ("waiting", resting),
    ("failed", broken),
    ("matches", found),
    ("budget", spent),
    ("sizes", grown),
    ("due", tiers),
)


def picture(status: Status, advice: tuple[Advice, ...], now: datetime) -> RenderableType:
    """All of it.

    Args:
        status: as it was read.
        advice: on that.
        now: the moment for which durations are told; later than the status, in a live view.
    """
    rows = Table.grid(padding=(0, 2, 0, 0), expand=True)
    rows.add_column(style="bold", no_wrap=True, min_width=7)
    rows.add_column(ratio=1)
    rows.add_row("reactor", Group(*alive(status, now)))
    if advice:
        rows.add_row(Text("to do", style="yellow"), Group(*_advice(status, advice)))
    for name, section in _SECTIONS:
        rows.add_row(name, Group(*section(status, now)))
    overview = status.overview
    title = Text.assemble(
        ("Scoutly Reactor", "bold blue"),
        f"  database {status.said(overview.name)}, {clock(now, now, status.zone)}",
    )
    return Group(title, "", rows)


def _advice(status: Status, advice: tuple[Advice, ...]) -> Iterator[RenderableType]:
    for number, each in enumerate(advice, 1):
        yield Text(f"{number}. {status.said(each.do)}")
