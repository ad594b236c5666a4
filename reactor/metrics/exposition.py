"""Counters, gauges and histograms, and the text in which Prometheus reads them.

The format is small and stands still (version 0.0.4,
https://prometheus.io/docs/instrumenting/exposition_formats/), so these lines replace a library
that would stay in a Pi's memory; the tests read them with Prometheus's own parser.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

Labels = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gauge:
    """How something stands now.

    Attributes:
        name: as Prometheus knows it, the unit at its end.
        help: what it is.
        labels: the names of its labels.
        values: by the values of the labels.
    """

    name: str
    help: str
    values: Mapping[Labels, float]
    labels: Labels = ()

    def lines(self) -> Iterator[str]:
        """The text of all its samples."""
        yield from _heading(self.name, self.help, "gauge")
        for of, value in self.values.items():
            yield _sample(self.name, self.labels, of, value)


@dataclass(slots=True)
class Counter:
    """How often something has happened since the process started; it only grows."""

    name: str
    help: str
    labels: Labels = ()
    _values: dict[Labels, float] = field(default_factory=dict)

    def add(self, *of: str, amount: float = 1) -> None:
        """Count `amount` more of what has these labels."""
        self._values[of] = self._values.get(of, 0) + amount

    def lines(self) -> Iterator[str]:
        """The text of all its samples."""
        yield from _heading(self.name, self.help, "counter")
        for of, value in self._values.items():
            yield _sample(self.name, self.labels, of, value)


@dataclass(slots=True)
class Histogram:
    """How values spread.

    Attributes:
        bounds: the upper bounds of its buckets, ascending; one without a bound comes last.
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
        """The text of its buckets, each with all that is below it, of the sum and the count."""
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
