"""Formats values and counts for findings."""

from collections.abc import Iterable
from itertools import islice
from typing import Any

_MAX_VALUE = 80
_MAX_LINES = 5


def shown(value: Any) -> str:
    """A database value in its typed form, cut if long."""
    text = "missing" if value is None else repr(value)
    return text if len(text) <= _MAX_VALUE else f"{text[:_MAX_VALUE]}…"


def counted(number: int, one: str, many: str = "") -> str:
    """`1 job`, `3 jobs`, `no companies`."""
    return f"{number or 'no'} {one if number == 1 else many or f'{one}s'}"


def first_of(lines: Iterable[str], most: int = _MAX_LINES) -> tuple[str, ...]:
    """The first lines, and the number of the others."""
    rest = iter(lines)
    first = tuple(islice(rest, most))
    more = sum(1 for _ in rest)
    return (*first, f"… and {more} more") if more else first


def sentence(advice: str) -> str:
    """An advice as a sentence, with a capital and a full stop."""
    return f"{advice[:1].upper()}{advice[1:]}."


def lasting(seconds: float) -> str:
    """A duration in its largest suitable unit: `40 s`, `12 min`, `3 h`, `5 days`."""
    for unit, length in (("days", 2 * 86_400), ("h", 2 * 3600), ("min", 2 * 60)):
        if abs(seconds) >= length:
            return f"{seconds / {'days': 86_400, 'h': 3600, 'min': 60}[unit]:.0f} {unit}"
    return f"{seconds:.0f} s"
