"""The fields of records: lines at the same position in each record."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from reactor.scrape.dom_groups.list_form import Key
from reactor.scrape.dom_groups.text_lines import ElementLine

_NEAR = 4

Column = tuple[Key, int]
"""The path of a line's tags and classes, and the number of earlier lines with that path."""


@dataclass(frozen=True, slots=True)
class Field:
    """A line of a record and its column."""

    column: Column
    cell: ElementLine


def fields_of(lines: Sequence[ElementLine]) -> list[Field]:
    """Return the lines of one record, each with its column."""
    seen = Counter[Key]()
    found = list[Field]()
    for cell in lines:
        found.append(Field((cell.key, seen[cell.key]), cell))
        seen[cell.key] += 1
    return found


def header_of(cell: ElementLine) -> str:
    """Return the table header above a line; `""` if there is none."""
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
