"""Small charts: bars of equal width, drawn as SVG by a template, each with words of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

HEIGHT = 28
WIDTH = 8
GAP = 3


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar.

    Attributes:
        y: its upper edge, from above.
        height: in the same units.
        kind: names its colour: `good`, `bad`, `new`.
    """

    y: float
    height: float
    kind: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar.

    Attributes:
        x: its left edge.
        title: what it says in words.
        segments: from below.
    """

    x: int
    title: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars beside each other.

    Attributes:
        bars: from the left.
        width: of all together.
        height: of the tallest.
    """

    bars: tuple[Bar, ...]
    width: int
    height: int = HEIGHT


def chart(values: Sequence[Sequence[tuple[str, int]]], titles: Sequence[str]) -> Chart:
    """Bars that share one scale; nothing is a thin line, so that its place is seen.

    Args:
        values: for each bar, the kinds that it is made of from below, with their numbers.
        titles: what each bar says.
    """
    most = max((sum(number for _, number in bar) for bar in values), default=0)
    bars = tuple(
        Bar(index * (WIDTH + GAP), title, _segments(bar, most))
        for index, (bar, title) in enumerate(zip(values, titles, strict=True))
    )
    return Chart(bars, max(len(bars) * (WIDTH + GAP) - GAP, 0))


def _segments(bar: Sequence[tuple[str, int]], most: int) -> tuple[Segment, ...]:
    if not sum(number for _, number in bar):
        return (Segment(HEIGHT - 1, 1, "none"),)
    segments, below = [], 0.0
    for kind, number in bar:
        if number:
            height = max(number / most * HEIGHT, 2)
            top = max(HEIGHT - below - height, 0)
            segments.append(Segment(round(top, 2), round(HEIGHT - below - top, 2), kind))
            below = HEIGHT - top
    return tuple(segments)
