"""Counters, gauges and histograms, and their rendering in Prometheus's text format.

The format is small and stable (version 0.0.4,
https://prometheus.io/docs/instrumenting/exposition_formats/), so this code replaces a library that
would occupy a Pi's memory; the tests parse the output with Prometheus's own parser.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

Labels = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gauge:
    """A present value.

    Attributes:
        name: its name in Prometheus, ending with the unit.
        help: its description.
        labels: names of its labels.
        values: values by label values.
    """

    name: str
    help: str
    values: Mapping[Labels, float]
    labels: Labels = ()

    def lines(self) -> Iterator[str]:
        """The text of all samples."""
        yield from _heading(self.name, self.help, "gauge")
        for of, value in self.values.items():
            yield _sample(self.name, self.labels, of, value)


@dataclass(slots=True)
class Counter:
    """A count of events since the start of the process; it only grows."""

    name: str
    help: str
    labels: Labels = ()
    _values: dict[Labels, float] = field(default_factory=dict)

    def add(self, *of: str, amount: float = 1) -> None:
        """Add `amount` to the count with these label values."""
        self._values[of] = self._values.get(of, 0) + amount

    def lines(self) -> Iterator[str]:
        """The text of all samples."""
        yield from _heading(self.name, self.help, "counter")
        for of, value in self._values.items():
            yield _sample(self.name, self.labels, of, value)


@dataclass(slots=True)
class Histogram:
    """A distribution of values.

    Attributes:
        bounds: ascending upper bounds of its buckets, without the last, unbounded one.
    """

    name: str
    help: str
    bounds: Sequence[float]
    _counts: list[int] = field(default_factory=list)
    _sum: float = 0.0

    def __post_init__(self) -> None:
        self._counts = [0] * (len(self.bounds) + 1)

    def add(self, value: float) -> None:
        """Count one value."""
        self._counts[bisect_left(self.bounds, value)] += 1
        self._sum += value

    def lines(self) -> Iterator[str]:
        """The text of its cumulative buckets, its sum and its count."""
        yield from _heading(self.name, self.help, "histogram")
        so_far = 0
        for bound, count in zip([*map(str, self.bounds), "+Inf"], self._counts, strict=True):
            so_far += count
            yield _sample(f"{self.name}_bucket", ("le",), (bound,), so_far)
        yield _sample(f"{self.name}_sum", (), (), self._sum)
        yield _sample(f"{self.name}_count", (), (), so_far)


def render(metrics: Iterable[Gauge | Counter | Histogram]) -> str:
    """The text of all metrics."""
    return "".join(f"{line}\n" for metric in metrics for line in metric.lines())


def _heading(name: str, text: str, kind: str) -> Iterator[str]:
    yield f"# HELP {name} {_escaped(text)}"
    yield f"# TYPE {name} {kind}"


def _sample(name: str, labels: Labels, values: Labels, number: float) -> str:
    pairs = ",".join(
        f'{label}="{_escaped(value).replace(chr(34), chr(92) + chr(34))}"'
        for label, value in zip(labels, values, strict=True)
    )
    return f"{name}{{{pairs}}} {float(number)!r}" if pairs else f"{name} {float(number)!r}"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("\n", r"\n")
