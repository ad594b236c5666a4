"""The outline of a page for a model: its groups of records, numbered, sampled and shortened.

It imports libxml, so only the parsing process imports it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from reactor.scrape.dom_groups.entry import Entry
from reactor.scrape.dom_groups.intro_heading import IntroHeadings
from reactor.scrape.dom_groups.line_shape import shape_of
from reactor.scrape.dom_groups.list_form import Key
from reactor.scrape.dom_groups.page_context import PageContext
from reactor.scrape.dom_groups.sections import PageSection
from reactor.scrape.dom_groups.text_lines import ElementLine
from reactor.scrape.dom_groups.title_columns import JudgedGroup
from reactor.scrape.page_outline import MAX_BYTES, Outline, OutlinedField, OutlinedGroup

_MAX_CONSIDERED = 60
_MAX_GROUPS = 40
_MAX_RECORDS = 40
_MAX_FIELDS = 7
_SAMPLES = 3
_MAX_SAMPLE = 90
_MAX_TITLE = 120


def outline_of(judged: Sequence[JudgedGroup], page: PageContext, title: str = "") -> Outline | None:
    """Return the outline of the groups that may be postings; None if there are none.

    The page's frame is left out, and so is a column that is only a field of another column's
    records. The likeliest groups are added first, until the outline is full.

    Args:
        judged: all groups, best first.
        page: the page's context.
        title: the page's title.
    """
    leads = IntroHeadings(page)
    parts = [part for each in judged[:_MAX_CONSIDERED] for part in _parts(each, leads)]
    kept = Outline(_cut(title, _MAX_TITLE), ())
    chosen = list[tuple[int, OutlinedGroup]]()
    size = kept.size
    for part in _without_fields(parts, page)[:_MAX_GROUPS]:
        group = _outlined(part, page)
        more = Outline("", (group,)).size
        if group.fields and size + more <= MAX_BYTES:
            chosen.append((part[0][0].record.cell.order, group))
            size += more
    groups = tuple(group for _, group in sorted(chosen, key=lambda each: each[0]))
    best = max((each.judgement.score for each in judged if not each.group.framed), default=0.0)
    return Outline(kept.title, groups, best) if groups else None


_Part = list[tuple[Entry, str, PageSection]]
"""Entries, each with its introduction and its section."""


def _parts(judged: JudgedGroup, leads: IntroHeadings) -> Iterator[_Part]:
    """Split the records of a group by heading and introduction."""
    if judged.group.framed:
        return
    found = defaultdict[tuple[str, str], _Part](list)
    for entry, section in zip(judged.entries, judged.sections, strict=False):
        lead = leads.of(entry, section)
        found[section.words, lead].append((entry, lead, section))
    yield from found.values()


def _without_fields(parts: Sequence[_Part], page: PageContext) -> list[_Part]:
    """Remove parts whose lines are all in records of another part, one in each."""
    holders = defaultdict[HtmlElement, list[tuple[int, int]]](list)
    for number, part in enumerate(parts):
        for place, (entry, *_) in enumerate(part[:_MAX_RECORDS]):
            for cell in _lines(entry, page):
                holders[cell.element].append((number, place))
    return [
        part
        for number, part in enumerate(parts)
        if not any(_holds(parts[n], part) for n in _holding(number, part, holders))
    ]


def _holding(
    number: int, part: _Part, holders: dict[HtmlElement, list[tuple[int, int]]]
) -> set[int]:
    """Return the numbers of the parts that hold each line of this part in a different record."""
    lines = [entry.record.cell.element for entry, *_ in part[:_MAX_RECORDS]]
    found = {n for n, _ in holders[lines[0]]} - {number}
    for line in lines:
        found &= {n for n, _ in holders[line]}
    return {
        n
        for n in found
        if len({place for line in lines for m, place in holders[line] if m == n}) == len(lines)
    }


def _holds(outer: _Part, inner: _Part) -> bool:
    """Whether the outer of two nested parts is kept; of equal ones, the first."""
    first, other = outer[0][0].record, inner[0][0].record
    if first.elements[0] is other.elements[0] and len(outer) == len(inner):
        return first.cell.order < other.cell.order
    return len(outer) >= len(inner)


def _lines(entry: Entry, page: PageContext) -> list[ElementLine]:
    return [cell for element in entry.record.all for cell in page.lines_in(element)]


def _outlined(part: _Part, page: PageContext) -> OutlinedGroup:
    columns = defaultdict[Key, list[ElementLine]](list)
    own = part[0][0].record.cell.key
    for entry, *_ in part[:_SAMPLES]:
        lines = [cell for cell in _lines(entry, page) if cell.key != own]
        times = Counter(cell.key for cell in lines)
        for cell in {cell.key: cell for cell in reversed(lines)}.values():
            # In a part with one record, repeated lines are records of another part.
            if len(part) > 1 or times[cell.key] == 1:
                columns[cell.key].append(cell)
    titles = [entry.record.cell for entry, *_ in part[:_SAMPLES]]
    others = sorted(columns.values(), key=lambda cells: cells[0].order)
    fields = tuple(map(_field, [titles, *others[: _MAX_FIELDS - 1]]))
    _, lead, section = part[0]
    under = _cut(section.words, _MAX_SAMPLE)
    return OutlinedGroup(under, _cut(lead, _MAX_SAMPLE), len(part), fields)


def _field(cells: Sequence[ElementLine]) -> OutlinedField:
    samples = tuple(_cut(" / ".join(cell.lines), _MAX_SAMPLE) for cell in cells)
    return OutlinedField(shape_of(cells[0].element), samples)


def _cut(text: str, length: int) -> str:
    words = " ".join(text.split())
    return words if len(words) <= length else f"{words[: length - 1].rstrip()}…"
