"""What a campaign was, as a table."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from rich.table import Table

from tests.faults.campaign.diary import Entry
from tests.faults.campaign.weapons import Weapon
from tests.faults.campaign.writes import NAMES


def deaths(entries: Iterable[Entry]) -> Counter[str]:
    """How many reactors died at each moment that a weapon named."""
    return Counter(entry.subject for entry in entries if entry.event == "died" and entry.subject)


def table(figures: Mapping[str, object], died: Counter[str]) -> Table:
    """The figures, and how often each named write was the last."""
    rows = Table(title="  ".join(f"{name} {value}" for name, value in figures.items()))
    for heading in ("killed at", "before", "after"):
        rows.add_column(heading)
    for name in NAMES:
        times = (str(died[str(Weapon(moment, name))] or "-") for moment in ("before", "after"))
        rows.add_row(name, *times)
    return rows


def unreached(died: Counter[str]) -> Iterator[str]:
    """The moments at which no reactor died."""
    every = (str(Weapon(moment, name)) for name in NAMES for moment in ("before", "after"))
    return (moment for moment in every if not died[moment])
