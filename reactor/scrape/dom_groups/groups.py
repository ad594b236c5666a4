"""Groups of repeated records: a column of possible titles, each with the elements around it.

A record is the largest element that holds one line of its column and no other. Where the lines are
siblings of their content (`h3 p p h3 p p`), a record is a line and the siblings before the next. A
record also includes a panel that its button opens elsewhere on the page.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from statistics import median_low

from lxml.html import HtmlElement

from reactor.scrape.dom_groups.list_form import ListForm
from reactor.scrape.dom_groups.page_index import LEVELS, PageIndex
from reactor.scrape.dom_groups.sections import PageSection
from reactor.scrape.dom_groups.text_lines import ElementLine
from reactor.scrape.vocabulary.wording import says_apply, says_details

_WALLS = frozenset(("body", "html", "main"))
_ROWS = frozenset(("tr", "li", "article", "section", "details", "a", "dt", "dd"))
_MAX_AFTER = 60
_MAX_PANELS = 6
_MAX_LOOKED_AT = 200
_HIGHEST = 40
_MAX_UNBOUNDED = 3
_MAX_ALONE = 400
"""Elements."""
_MAX_IN_ROW = 12
_LEVELS_OF_ROWS = 3


@dataclass(frozen=True, slots=True)
class Record:
    """One entry of a list.

    Attributes:
        cell: its line in the group's column.
        elements: its elements in order; the first holds the line.
        panels: the elements that it opens elsewhere on the page.
    """

    cell: ElementLine
    elements: tuple[HtmlElement, ...]
    panels: tuple[HtmlElement, ...] = ()

    @property
    def all(self) -> tuple[HtmlElement, ...]:
        """The record's elements and panels."""
        return (*self.elements, *self.panels)


@dataclass(frozen=True, slots=True)
class Group:
    """A column of lines and their records.

    Attributes:
        records: the records, in page order.
        sections: the section of each record.
        framed: whether it belongs to the page's frame.
        place: the position of its lines in rows of several, from 1; 0 if each line is alone.
    """

    records: tuple[Record, ...]
    sections: tuple[PageSection, ...]
    framed: bool
    place: int = 0

    @property
    def form(self) -> ListForm:
        """The group's form on the page, which identifies the same list on another page."""
        return ListForm(self.records[0].cell.key, self.place)


@dataclass(frozen=True, slots=True)
class Column:
    """The lines with one path.

    Attributes:
        groups: one group; for a table, one for each position in its rows.
        by_place: the alternative reading as rows, one group per position; empty if there are no
            rows.
    """

    groups: tuple[Group, ...]
    by_place: tuple[Group, ...]


def columns(
    lines: Sequence[ElementLine], sections: dict[HtmlElement, PageSection], index: PageIndex
) -> Iterator[Column]:
    """Yield the columns of a page."""
    found = defaultdict[Hashable, list[ElementLine]](list)
    for cell in lines:
        found[cell.key, cell.element in index.framed].append(cell)
    for column in found.values():
        parts = _by_place_in_row(column)
        cells = len(parts) > 1 or column[0].element.tag in ("td", "th")
        by_place = [
            _group(part, sections, index, place if cells else 0)
            for place, part in enumerate(parts, 1)
        ]
        if column[0].element.tag in ("td", "th"):
            yield Column(tuple(by_place), ())
        else:
            rows = tuple(by_place) if len(by_place) > 1 else ()
            yield Column((_group(column, sections, index),), rows)


def _group(
    column: list[ElementLine],
    sections: dict[HtmlElement, PageSection],
    index: PageIndex,
    place: int = 0,
) -> Group:
    under = tuple(sections[cell.element] for cell in column)
    return Group(_records(column, index), under, column[0].element in index.framed, place)


def _by_place_in_row(column: list[ElementLine]) -> list[list[ElementLine]]:
    """Split a column by the position of its lines in rows of several, as in a table.

    A row is the parent of the lines, or of elements that hold one line each.
    """
    tables = column[0].element.tag in ("td", "th")
    for level in range(1 if tables else _LEVELS_OF_ROWS):
        held = [_above(cell.element, level) for cell in column]
        rows = Counter(each.getparent() for each in held)
        most = max(rows.values())
        several = len(rows) > 1 and 1 < most <= min(_MAX_IN_ROW, len(rows) + 1)
        if tables or (several and held[0].tag not in _ROWS):
            parts = defaultdict[int, list[ElementLine]](list)
            for cell, each in zip(column, held, strict=True):
                parts[_place(each)].append(cell)
            return list(parts.values())
    return [column]


def _above(element: HtmlElement, level: int) -> HtmlElement:
    return next(islice(element.iterancestors(), level - 1, None), element) if level else element


def _place(element: HtmlElement) -> int:
    tags = ("td", "th") if element.tag in ("td", "th") else (element.tag,)
    return sum(1 for _ in islice(element.itersiblings(*tags, preceding=True), _MAX_IN_ROW))


@dataclass(frozen=True, slots=True)
class _Among:
    """The context of a column's lines.

    Attributes:
        counts: for each element, the number of the column's lines that it is or holds.
        index: the page's index.
        alone: whether the column is one line.
    """

    counts: Counter[HtmlElement]
    index: PageIndex
    alone: bool


def _records(column: list[ElementLine], index: PageIndex) -> tuple[Record, ...]:
    lines = [cell.element for cell in column]
    counts = Counter(chain(lines, chain.from_iterable(map(index.above, lines))))
    among = _Among(counts, index, len(column) == 1)
    found = list[Record]()
    for cell in column:
        top = _top(cell.element, among)
        last = found and cell is column[-1]
        usual = median_low([len(each.elements) - 1 for each in found]) if last else 0
        after = _following(top, cell.element, among, usual=usual)
        if among.alone and not after and cell.element.tag in LEVELS:
            after = _below_heading(top, cell.element, among)
        elements = (top, *after)
        found.append(Record(cell, elements, tuple(_panels(elements, index))))
    return _without_shared_panels(found)


def _without_shared_panels(records: list[Record]) -> tuple[Record, ...]:
    """Remove panels that several records open, such as an application form."""
    owners = Counter(panel for record in records for panel in record.panels)
    if not owners:
        return tuple(records)
    return tuple(
        Record(each.cell, each.elements, tuple(p for p in each.panels if owners[p] == 1))
        for each in records
    )


def _top(element: HtmlElement, among: _Among) -> HtmlElement:
    """Return the largest ancestor that holds no other line of the column."""
    top = element
    for ancestor in among.index.above(element):
        if ancestor.tag in _WALLS or among.counts[ancestor] > 1:
            break
        if among.alone and not _may_hold_one(ancestor, element, among.index):
            break
        top = ancestor
    return top


def _may_hold_one(ancestor: HtmlElement, element: HtmlElement, index: PageIndex) -> bool:
    """Whether an ancestor of a single line may be about that line alone."""
    if ancestor.tag in ("ul", "ol", "table", "tbody", "dl"):
        return False
    if index.size(ancestor) > _MAX_ALONE:
        return False
    level = LEVELS.get(element.tag, len(LEVELS) + 1)
    rivals = (each for each in index.headings_in(ancestor, _MAX_ALONE) if each is not element)
    return all(LEVELS[each.tag] > level for each in rivals)


def _following(
    top: HtmlElement, cell: HtmlElement, among: _Among, *, usual: int = 0
) -> list[HtmlElement]:
    """Return the siblings after a line, up to the next line of its column, in a flat list.

    After the last line, take as many as after a typical line before it: the rest belongs to the
    rest of the page.
    """
    parent, counts, alone = top.getparent(), among.counts, among.alone
    is_heading = cell.tag in LEVELS
    if parent is None or (alone and not is_heading) or (not alone and counts[parent] == 1):
        return []
    found = list[HtmlElement]()
    for each in islice(top.itersiblings(), _MAX_AFTER):
        if not isinstance(each.tag, str):
            continue
        if (
            counts.get(each)
            or _ends_record(each, cell, among.index)
            or (not alone and _is_like(each, top, cell, among.index))
        ):
            return found
        found.append(each)
    if not is_heading and len(found) > _MAX_UNBOUNDED:
        least = 1 if top.tag in ("dt", "button", "summary", "a") else 0
        return found[: max(usual, least)]
    return found


def _ends_record(element: HtmlElement, cell: HtmlElement, index: PageIndex) -> bool:
    """Whether an element ends the record before it: a form, or a heading of the same level."""
    if element.tag in ("footer", "nav", "hr", "form"):
        return True
    level = LEVELS.get(cell.tag)
    return level is not None and any(
        LEVELS[each.tag] <= level for each in index.headings_in(element, _HIGHEST)
    )


def _below_heading(top: HtmlElement, cell: HtmlElement, among: _Among) -> list[HtmlElement]:
    """Return the content below a single heading that has a box of its own."""
    for ancestor in among.index.above(top)[:_LEVELS_OF_ROWS]:
        if ancestor.tag in ("html", "body"):
            break
        if found := _following(ancestor, cell, among):
            return found
    return []


def _is_like(sibling: HtmlElement, top: HtmlElement, cell: HtmlElement, index: PageIndex) -> bool:
    """Whether a record's sibling is itself a record, with its title in another position."""
    if sibling.tag == top.tag and (
        top.tag in _ROWS or (sibling.get("class") and sibling.get("class") == top.get("class"))
    ):
        return True
    own = _addresses(top, index) | _addresses(cell, index)
    return bool(own) and any(
        each.get("href") not in own and not _is_button(each)
        for each in index.links_in(sibling, _MAX_PANELS)
        if each.get("href")
    )


def _addresses(element: HtmlElement, index: PageIndex) -> set[str]:
    links = index.links_in(element, _MAX_PANELS)
    return {address for each in links if (address := each.get("href"))}


def _is_button(link: HtmlElement) -> bool:
    words = " ".join("".join(islice(link.itertext(), _MAX_PANELS)).split())
    return not words or says_apply(words) or says_details(words)


def _panels(parts: Sequence[HtmlElement], index: PageIndex) -> list[HtmlElement]:
    """Return the panels that a record's parts open elsewhere on the page."""
    found = list[HtmlElement]()
    for opened in index.opened_by(parts, _MAX_LOOKED_AT):
        for panel in opened:
            if panel not in found and not any(
                index.holds(part, panel) or index.holds(panel, part) for part in parts
            ):
                found.append(panel)
        if len(found) >= _MAX_PANELS:
            break
    return found
