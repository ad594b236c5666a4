"""Stacks parts within the available lines, and counts those that are left out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

_WIDEST_NAME = 7
_GAP = 2
_LEAST = 2
"""Lines of a part that is cut: its first, and how many more there are."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a page, and how many lines of the whole it stands for."""

    segments: tuple[Segment, ...]
    stands_for: int = 1


@dataclass(frozen=True, slots=True)
class ScreenPart:
    """A part of a page.

    Attributes:
        name: stands at its left.
        content: its lines.
        style: of the name.
        weight: how many lines it gets while another gets one.
        least: lines without which it makes no sense.
    """

    name: str
    content: RenderableType
    style: str = "bold"
    weight: int = 1
    least: int = _LEAST


class ScreenPage:
    """Parts below a title.

    Args:
        title: one line.
        parts: in their order.
        height: the most lines that it may have; None for as many as it takes.
    """

    def __init__(self, title: Text, parts: Sequence[ScreenPart], height: int | None) -> None:
        self._title = title
        self._parts = parts
        self._height = height

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Every line, the names at the left of the first ones."""
        inner = options.update(width=max(options.max_width - _WIDEST_NAME - _GAP, 1), height=None)
        title = _drawn(console, self._title, options.update(height=None))
        parts = [_drawn(console, part.content, inner) for part in self._parts]
        whole = len(title) + 1 + sum(map(len, parts))
        roomy = self._height is None or whole <= self._height
        room = whole if self._height is None else self._height - len(title) - roomy
        lines = [*title, *([TextLine((), stands_for=0)] if roomy else [])]
        lots = allotted(self._parts, [*map(len, parts)], room)
        for part, its_lines, lot in zip(self._parts, parts, lots, strict=True):
            lines += _named(part, cut(its_lines, lot))
        for line in cut(lines, self._height or len(lines)):
            yield from line.segments
            yield Segment.line()


def allotted(parts: Sequence[ScreenPart], needs: Sequence[int], room: int) -> list[int]:
    """How many of the lines that it needs each part gets.

    Each has its least; what is left goes round, so that no long one takes it all. Where there is
    not even room for the least, they get that all the same.
    """
    lots = [min(part.least, need) for part, need in zip(parts, needs, strict=True)]
    left = room - sum(lots)
    while left > 0 and lots != list(needs):
        for at, part in enumerate(parts):
            more = min(part.weight, needs[at] - lots[at], left)
            lots[at] += more
            left -= more
    return lots


def cut(lines: list[TextLine], most: int) -> list[TextLine]:
    """The first lines; the last of them says how many are left out."""
    if len(lines) <= most:
        return lines
    kept = max(most - 1, 0)
    left_out = sum(line.stands_for for line in lines[kept:])
    said = Segment(f"\u2026 {left_out} more lines", Style(dim=True))
    return [*lines[:kept], TextLine((said,), left_out)]


def _drawn(console: Console, content: RenderableType, options: ConsoleOptions) -> list[TextLine]:
    return [TextLine(tuple(line)) for line in console.render_lines(content, options, pad=False)]


def _named(part: ScreenPart, lines: list[TextLine]) -> Iterator[TextLine]:
    name = Segment(part.name.ljust(_WIDEST_NAME), Style.parse(part.style))
    gap, blank = Segment(" " * _GAP), Segment(" " * (_WIDEST_NAME + _GAP))
    for number, line in enumerate(lines):
        before = (blank,) if number else (name, gap)
        yield TextLine((*before, *line.segments), line.stands_for)
