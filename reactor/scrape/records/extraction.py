"""What the records of a group say: their fields, by alignment of the records.

Imports libxml: only ever in the parsing process.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from reactor.language.employment import is_employment_type
from reactor.language.roles import names_role
from reactor.scrape.records.cells import Cell, Key
from reactor.scrape.records.entry import Entry
from reactor.scrape.records.groups import Group, Record
from reactor.scrape.records.locations import (
    is_marked_as_place,
    is_name,
    location_of,
    may_be_place,
    name_column,
    place_columns,
)
from reactor.scrape.records.mentions import (
    classes_of,
    is_closed,
    is_named_after_others,
    is_named_after_postings,
    long_texts,
    mails,
    names_person,
    speaks_of_applying,
    speaks_of_duties,
    stands_by_name,
)
from reactor.scrape.records.own_link import own_link
from reactor.scrape.records.page_around import PageAround
from reactor.scrape.records.page_index import PageIndex
from reactor.scrape.records.sections import Section
from reactor.scrape.records.selection import Selection
from reactor.scrape.records.title_text import is_fact, is_kind, split_title, title_line
from reactor.scrape.words.wording import is_furniture

_MOST_LINES = 80
_MOST_FACTS = 40
_LONGEST_CONTEXT = 500
_LONGEST_FACTS = 160
_LONGEST_KIND = 60
_LONGEST_MARK = 40
_LEAST_TEXT = 120
_LEAST_BESIDE = 30
"""Characters."""

_NEAR = 12
_LEAST_DASHED = 3
_DASH = " \u2013 "
_MOSTLY = 0.6
# Lines hold no two spaces in a row.
_PIECES = re.compile(r" [/\u2013\u2014] | ?[|·•●▪] ?")


@dataclass(frozen=True, slots=True)
class _Fields:
    """What the columns of a group hold, by alignment of its records.

    Attributes:
        places: the columns that name where the work is done.
        tailed: whether the lines of the titles end in a field of their own.
        dashed: whether they end in a place behind a dash.
    """

    places: set[Key]
    tailed: bool
    dashed: bool


def entries(group: Group, sections: dict[HtmlElement, Section], page: PageAround) -> list[Entry]:
    """What the records of a group say; an address that they share is nobody's own."""
    inside = _lines_inside(group, page)
    places = place_columns(inside, page.is_town) or name_column(inside)
    fields = _Fields(places, _have_tails(group), _are_dashed(group))
    found = [
        _entry(record, lines, fields, sections[record.cell.element], page)
        for record, lines in zip(group.records, inside, strict=True)
    ]
    return _without_bare_rows(_with_fitting_links(_without_shared_links(found)))


def _lines_inside(group: Group, page: PageAround) -> list[list[Cell]]:
    """For each record, its first lines but the title's own."""
    return [
        [
            cell
            for element in record.all
            for cell in page.lines_in(element)
            if cell.element is not record.cell.element
        ][:_MOST_LINES]
        for record in group.records
    ]


def _have_tails(group: Group) -> bool:
    """Whether the lines of a column end in an element of their own that names no occupation.

    Its values are a field: a place, a department.
    """
    cells = [record.cell for record in group.records]
    tails = [cell.pieces[-1] for cell in cells if len(cell.pieces) > 1 and len(cell.lines) == 1]
    fitting = [tail for tail in tails if len(tail) <= _LONGEST_MARK and not names_role(tail)]
    own = sum(len(cell.element) > 0 and not (cell.element[-1].tail or "").strip() for cell in cells)
    most = _MOSTLY * len(cells)
    return len(cells) > 1 and len(fitting) == len(tails) and min(len(tails), own) >= most


def _are_dashed(group: Group) -> bool:
    """Whether each line of a column ends in a name behind a dash: `Welder - Leticia`."""
    parts = [record.cell.words.rpartition(_DASH) for record in group.records]
    if len(parts) < _LEAST_DASHED or not all(head and is_name(tail) for head, _, tail in parts):
        return False
    return sum(names_role(head) for head, _, _ in parts) >= _MOSTLY * len(parts)


def _entry(
    record: Record, inside: list[Cell], fields: _Fields, section: Section, page: PageAround
) -> Entry:
    line, after = title_line(record.cell, page.is_town, tailed=fields.tailed)
    title, beside = split_title(line, page.is_town)
    if is_furniture(title):
        return Entry(record, title, is_furniture=True)
    if is_fact(title, page.is_town):
        return Entry(record, title, is_fact=True)
    located, facts = _stated(record, inside, fields, (*beside, *after))
    if fields.dashed:
        title, _, place = title.rpartition(_DASH)
        located.append(place)
    facts = [fact for fact in facts if fact != title]
    short = facts[:_MOST_FACTS]
    location = location_of(located, short, section, page.is_town)
    text = "\n".join([line, *(cell.words for cell in inside), long_texts(record)])
    link = own_link(record, title, page)
    classes = classes_of(record)
    stated = page.stated
    return Entry(
        record=record,
        title=title,
        location=location,
        employment_type=_employment_type(short),
        facts=tuple(facts),
        link=link,
        text=text,
        context=" | ".join(dict.fromkeys([title, *facts]))[:_LONGEST_CONTEXT],
        applies=speaks_of_applying(text) or mails(record, page),
        has_duties=speaks_of_duties(text, title),
        names_person=names_person(title, inside),
        beside_name=stands_by_name(record, inside, page.is_town),
        linked_title=_linked(record.cell.element),
        marked=record.cell.marked,
        job_class=is_named_after_postings(classes),
        frame_class=is_named_after_others(classes),
        listed=(link is not None and link.url in stated.urls) or title.lower() in stated.titles,
        closed=is_closed(record, line, facts),
        selected=_selected(record, page.selection, page.index),
    )


def _stated(
    record: Record, inside: list[Cell], fields: _Fields, beside: tuple[str, ...]
) -> tuple[list[str], list[str]]:
    """The places that the fields of a record name, and all its short lines, each once."""
    facts = list(beside)
    located = [
        fact for fact in beside if fields.tailed and fact[:1].isupper() and not is_kind(fact)
    ]
    for cell in inside:
        pieces = [piece for each in cell.lines for piece in _PIECES.split(each) if piece]
        if cell.key in fields.places or is_marked_as_place(cell.element, record):
            located += [piece for piece in pieces if may_be_place(piece)]
        if sum(map(len, pieces)) <= _LONGEST_FACTS:
            facts += pieces
    return located, list(dict.fromkeys(filter(None, facts)))


def _employment_type(facts: list[str]) -> str:
    plain = (fact for fact in facts if is_employment_type(fact))
    hours = (fact for fact in facts if is_kind(fact) and len(fact) <= _LONGEST_KIND)
    return next(plain, "") or next(hours, "")


def _selected(record: Record, selection: Selection | None, index: PageIndex) -> int:
    """More for what the selector points at than for what only stands in its part of the page."""
    if selection is None:
        return 0
    links = {link for link in selection.links if _touches(record, link, index)}
    if links:
        return 4 if selection.exact.intersection(links) and len(links) == 1 else 2
    return 2 * (sum(_touches(record, match, index) for match in selection.matches) == 1)


def _touches(record: Record, element: HtmlElement, index: PageIndex) -> bool:
    """Whether an element stands in a record or around one."""
    if element not in index.spans:
        return False
    return any(index.holds(part, element) or index.holds(element, part) for part in record.all)


def _linked(element: HtmlElement) -> bool:
    return any(each.get("href") for each in islice(element.iter("a"), 1)) or any(
        each.tag == "a" and each.get("href")
        for each in (element, *islice(element.iterancestors(), _NEAR))
    )


def _without_shared_links(found: list[Entry]) -> list[Entry]:
    """An address that several titles share is a form, a contact page or a list: none's own."""
    titles = defaultdict[str, set[str]](set)
    for entry in found:
        if entry.link:
            titles[entry.link.url].add(entry.title.lower())
    return [
        replace(entry, link=None) if entry.link and len(titles[entry.link.url]) > 1 else entry
        for entry in found
    ]


def _with_fitting_links(found: list[Entry]) -> list[Entry]:
    """Each link with the title that its address names, if that is another's than its record's.

    A heading within a posting may stand nearer to the link than the posting's title.
    """
    fitting = {slug: entry for entry in found if (slug := _slug(entry.title))}
    moved = dict[int, Entry]()
    for entry in found:
        path = urlsplit(entry.link.url).path.lower() if entry.link else ""
        last = path.rstrip("/").rpartition("/")[2]
        owner = fitting.get(last)
        if owner and owner is not entry and owner.title != entry.title:
            moved[id(owner)] = replace(owner, link=entry.link)
            moved[id(entry)] = replace(entry, title="")
    return [moved.get(id(entry), entry) for entry in found]


def _slug(title: str) -> str:
    return re.sub(r"[\W_]+", "-", title.lower()).strip("-")


def _without_bare_rows(found: list[Entry]) -> list[Entry]:
    """Without rows that say nothing, in a list of which most have an address or a text."""
    linked = sum(entry.link is not None for entry in found)
    written = sum(len(entry.text) > len(entry.title) + _LEAST_TEXT for entry in found)
    if 2 * linked >= len(found) and linked:
        return [each for each in found if each.link or each.has_duties or _is_kept(each)]
    if 2 * written >= len(found) and written:
        return [
            each
            for each in found
            if len(each.text) > len(each.title) + _LEAST_BESIDE or _is_kept(each)
        ]
    return found


def _is_kept(entry: Entry) -> bool:
    """Whether an entry stays that says nothing: it is chosen, or holds the place of its record."""
    return bool(entry.selected) or entry.is_furniture or entry.is_fact
