"""The fields of records: lines that stand at the same place in each of them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from reactor.scrape.dom_groups.cells import Cell
from reactor.scrape.dom_groups.list_form import Key

_NEAR = 4

Column = tuple[Key, int]
"""The path of a line's tags and classes, and how many lines of that path stand before it."""


@dataclass(frozen=True, slots=True)
class Field:
    """A line of a record, and the column that it belongs to."""

    column: Column
    cell: Cell


def fields_of(lines: Sequence[Cell]) -> list[Field]:
    """The lines of one record, each with its column."""
    seen = Counter[Key]()
    found = list[Field]()
    for cell in lines:
        found.append(Field((cell.key, seen[cell.key]), cell))
        seen[cell.key] += 1
    return found


def header_of(cell: Cell) -> str:
    """What the head of a table says above a line; `""` if it stands in no table with a head."""
    near = [cell.element, *islice(cell.element.iterancestors(), _NEAR)]
    place = next((each for each in near if each.tag in ("td", "th")), None)
    if place is None:
        return ""
    number = sum(1 for _ in place.itersiblings("td", "th", preceding=True))
    table = next((each for each in place.iterancestors("table")), None)
    first = next(table.iter("tr"), None) if table is not None else None
    heads = [each for each in first if each.tag in ("td", "th")] if first is not None else []
    if number >= len(heads) or heads[number] is place:
        return ""
    return " ".join(" ".join(heads[number].itertext()).split())
