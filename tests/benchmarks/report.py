"""What was measured against what was required, as tables."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from statistics import median, quantiles

from rich.console import Console
from rich.table import Table

_SIGN = {True: "[green]met[/green]", False: "[red]NOT MET[/red]", None: "stated"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure.

    Attributes:
        name: what was measured.
        measured: how much it came to.
        required: what it had to reach, empty if it is only stated.
        met: whether it did, None if it is only stated.
    """

    name: str
    measured: str
    required: str = ""
    met: bool | None = None


def at_most(name: str, value: float, limit: float, unit: str = "") -> Figure:
    """A figure that should not exceed its limit."""
    return Figure(name, _shown(value, unit), f"<= {limit:g} {unit}".rstrip(), value <= limit)


def at_least(name: str, value: float, limit: float, unit: str = "") -> Figure:
    """A figure that should reach its limit."""
    return Figure(name, _shown(value, unit), f">= {limit:g} {unit}".rstrip(), value >= limit)


def exactly(name: str, value: float, wanted: float, unit: str = "") -> Figure:
    """A figure that should be neither more nor less."""
    return Figure(name, _shown(value, unit), f"{wanted:g} {unit}".rstrip(), value == wanted)


def stated(name: str, value: float | str, unit: str = "") -> Figure:
    """A figure that nothing is required of."""
    return Figure(name, value if isinstance(value, str) else _shown(value, unit))


def p50(values: Sequence[float]) -> float:
    """The median."""
    return median(values)


def p99(values: Sequence[float]) -> float:
    """What one value in a hundred exceeds."""
    return quantiles(values, n=100, method="inclusive")[98] if len(values) > 1 else values[0]


class Report:
    """Prints a table for each benchmark as it ends, and all figures together at the end."""

    def __init__(self) -> None:
        self._console = Console(width=118)
        self._all: list[tuple[str, Figure]] = []

    def show(self, title: str, method: str, *figures: Figure, detail: Table | None = None) -> None:
        """Print what a benchmark came to, and how it was measured."""
        table = Table("figure", "measured", "required", "")
        for figure in figures:
            table.add_row(figure.name, figure.measured, figure.required, _SIGN[figure.met])
            self._all.append((title, figure))
        self._console.print(f"\n[bold]{title}[/bold]\n{method}", table, sep="\n")
        if detail:
            self._console.print(detail)

    def sum_up(self, mongod: str) -> None:
        """Print every figure that has a requirement, and the machine."""
        table = Table("benchmark", "figure", "measured", "required", "", title="\nRequired figures")
        table.caption = (
            f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
            f"Python {platform.python_version()}, Motor {version('motor')}, "
            f"PyMongo {version('pymongo')}, mongod {mongod}; write concern: the default "
            "(majority, journalled)"
        )
        for title, each in self._all:
            if each.met is not None:
                table.add_row(title, each.name, each.measured, each.required, _SIGN[each.met])
        self._console.print(table)


def _shown(value: float, unit: str) -> str:
    places = 0 if value == int(value) or abs(value) >= 1000 else 1 if abs(value) >= 10 else 2
    return f"{value:,.{places}f} {unit}".rstrip()
