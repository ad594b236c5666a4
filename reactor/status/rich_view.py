"""Renders a status as text: in colour on a terminal, plain elsewhere."""

from collections.abc import Callable, Iterator
from datetime import datetime

from rich.console import Group, RenderableType
from rich.text import Text

from reactor.advice import Advice
from reactor.status.layout import ScreenPage, ScreenPart
from reactor.status.sections import alive, found, grown, model, spent
from reactor.status.system_state import Status
from reactor.status.tables import broken, next_up, resting, running, tiers
from reactor.wording import clock, zone_name

Section = Callable[[Status, datetime], Iterator[RenderableType]]

_SECTIONS: tuple[tuple[str, Section], ...] = (
    ("reactor", alive),
    ("running", running),
    ("next", next_up),
    ("model", model),
    ("waiting", resting),
    ("matches", found),
    ("failed", broken),
    ("budget", spent),
    ("sizes", grown),
    ("due", tiers),
)
_WITH_A_HEAD = 3
"""Lines without which a table says nothing: its head, a row, and how many more there are."""

_LEAST = {"matches": _WITH_A_HEAD, "failed": _WITH_A_HEAD}
_FOR_A_PERSON = 10
"""Lines that what needs a person gets while another part gets one."""


def picture(
    status: Status, advice: tuple[Advice, ...], now: datetime, height: int | None = None
) -> RenderableType:
    """All of it, with what needs a person at the top.

    Args:
        status: as it was read.
        advice: on that.
        now: the moment for which durations are told; later than the status, in a live view.
        height: the most lines that it may have; what is left out is counted.
    """
    parts = [_to_do(status, advice)] if advice else []
    for name, section in _SECTIONS:
        if lines := tuple(section(status, now)):
            parts.append(ScreenPart(name, Group(*lines), least=_LEAST.get(name, 2)))
    overview = status.overview
    title = Text.assemble(
        ("Scoutly Reactor", "bold blue"),
        f"  database {status.said(overview.name)}, {clock(now, now, status.zone)}",
        f" {zone_name(now, status.zone)}",
    )
    return ScreenPage(title, parts, height)


def _to_do(status: Status, advice: tuple[Advice, ...]) -> ScreenPart:
    lines = (Text(f"{at}. {status.said(each.do)}") for at, each in enumerate(advice, 1))
    return ScreenPart(
        "to do", Group(*lines), style="yellow", weight=_FOR_A_PERSON, least=_WITH_A_HEAD
    )
