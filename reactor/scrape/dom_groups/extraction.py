"""Extracts the fields of records by aligning them. Only the parsing process imports it: libxml."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from lxml.html import HtmlElement

from reactor.language.employment import is_employment_type
from reactor.language.line_cache import MOST
from reactor.language.roles import names_role
from reactor.scrape.dom_groups.cross_checks import (
    with_fitting_links,
    without_bare_rows,
    without_shared_links,
)
from reactor.scrape.dom_groups.entry import Entry
from reactor.scrape.dom_groups.fields import Column, fields_of
from reactor.scrape.dom_groups.groups import Group, Record
from reactor.scrape.dom_groups.locations import (
    is_marked_as_place,
    is_name,
    location_of,
    may_be_place,
    name_column,
    people_columns,
    place_columns,
)
from reactor.scrape.dom_groups.mentions import (
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
    tails,
)
from reactor.scrape.dom_groups.page_context import PageContext
from reactor.scrape.dom_groups.page_index import PageIndex
from reactor.scrape.dom_groups.posting_link import own_link
from reactor.scrape.dom_groups.sections import PageSection
from reactor.scrape.dom_groups.selection import Selection
from reactor.scrape.dom_groups.text_lines import ElementLine
from reactor.scrape.dom_groups.title_text import (
    is_fact,
    is_kind,
    leading_part,
    split_title,
    title_line,
    without_kind,
)
from reactor.scrape.vocabulary.statements import announces_closed
from reactor.scrape.vocabulary.wording import is_furniture, says_apply, says_details

_MAX_LINES = 80
_MAX_FACT_LINES = 40
_MAX_CONTEXT = 500
_MAX_FACTS = 160
_MAX_KIND = 60
_MAX_MARK = 40

_NEAR = 12
_MIN_DASHED = 3
_DASH = " \u2013 "
_BETWEEN = re.compile(r" [-|·•/\u2014] ")
_MOSTLY = 0.6
_SOME = 0.3
_PIECES = re.compile(r" [/\u2013\u2014] | ?[|·•●▪] ?")


@dataclass(frozen=True, slots=True)
class _Fields:
    """Properties of a group's columns, found by aligning its records.

    Attributes:
        places: the columns that hold work locations.
        tailed: whether the title lines end in a separate field.
        led: whether they begin with a link or bold words and continue with something else.
        dashed: whether they end in a place after a dash or a bar.
        lead_in: the words up to a colon with which most of them begin; `""` if there are none.
        people: the columns next to the titles that hold people's names.
    """

    places: set[Column]
    tailed: bool
    led: bool
    dashed: bool
    lead_in: str
    people: set[Column]


def entries(
    group: Group, sections: dict[HtmlElement, PageSection], page: PageContext
) -> list[Entry]:
    """Return the entries of a group's records, without links that several records share."""
    inside = _lines_inside(group, page)
    aligned = [fields_of(lines) for lines in inside]
    people = people_columns(aligned, page.is_town)
    places = place_columns(aligned, page.is_town) or name_column(aligned) - people
    fields = _Fields(
        places - people,
        _have_tails(group),
        _are_led(group),
        _are_dashed(group, page),
        _lead_in(group),
        people,
    )
    found = [
        _entry(record, lines, fields, sections[record.cell.element], page)
        for record, lines in zip(group.records, inside, strict=True)
    ]
    return without_bare_rows(with_fitting_links(without_shared_links(found)))


def _lines_inside(group: Group, page: PageContext) -> list[list[ElementLine]]:
    """Return the first lines of each record, without its title line."""
    return [
        [
            cell
            for element in record.all
            for cell in page.lines_in(element)
            if cell.element is not record.cell.element
        ][:_MAX_LINES]
        for record in group.records
    ]


def _have_tails(group: Group) -> bool:
    """Whether the lines of a column end in an element of their own that names no occupation.

    Such elements form a field: a place or a department.
    """
    cells = [record.cell for record in group.records]
    tails = [cell.pieces[-1] for cell in cells if len(cell.pieces) > 1 and len(cell.lines) == 1]
    fitting = [tail for tail in tails if len(tail) <= _MAX_MARK and not _is_no_field(tail)]
    own = sum(len(cell.element) > 0 and not (cell.element[-1].tail or "").strip() for cell in cells)
    most = _MOSTLY * len(cells)
    return len(cells) > 1 and len(fitting) == len(tails) and min(len(tails), own) >= most


def _is_no_field(words: str) -> bool:
    """Whether the end of a line continues its title, as `for the evening`, or is a button."""
    return words[:1].islower() or names_role(words) or says_apply(words) or says_details(words)


def _are_led(group: Group) -> bool:
    """Whether most lines of a column begin with a link or bold words that name occupations."""
    parts = [words for record in group.records if (words := leading_part(record.cell))]
    named = sum(map(names_role, parts))
    most = _MOSTLY * len(group.records)
    return len(parts) > 1 and len(parts) >= most and named >= _SOME * len(parts)


def _are_dashed(group: Group, page: PageContext) -> bool:
    """Whether most lines of a column end in a name after a dash: `Welder - Leticia`.

    The names count as places if the titles are occupations, some names are known towns, or names
    repeat.
    """
    parts = [_dashed(record.cell.words) for record in group.records]
    fitting = [
        (head, tail) for head, tail in parts if head and (is_name(tail) or announces_closed(tail))
    ]
    if len(fitting) < max(_MIN_DASHED, _MOSTLY * len(parts)):
        return False
    tails = [tail for _, tail in fitting]
    named = sum(names_role(head) for head, _ in fitting) >= _MOSTLY * len(fitting)
    known = sum(map(page.is_town, tails)) >= _SOME * len(tails)
    return named or known or len(set(tails)) <= len(tails) // 2


def _lead_in(group: Group) -> str:
    """Return the common beginning of most lines, up to a colon: `Notice of selection: Nurse`."""
    heads = Counter(
        head for record in group.records if (head := record.cell.words.partition(": ")[0])
    )
    if len(group.records) < _MIN_DASHED or not heads:
        return ""
    head, number = heads.most_common(1)[0]
    is_common = number >= _MOSTLY * len(group.records) and number >= _MIN_DASHED
    repeats = head != group.records[0].cell.words
    return f"{head}: " if is_common and repeats else ""


def _dashed(words: str) -> tuple[str, str]:
    """Split a line at its last dash or bar; without one, the first part is empty."""
    head, _, tail = _BETWEEN.sub(_DASH, words).rpartition(_DASH)
    return head, without_kind(tail)


def _entry(
    record: Record, lines: list[ElementLine], fields: _Fields, under: PageSection, page: PageContext
) -> Entry:
    line, after = title_line(record.cell, page.is_town, tailed=fields.tailed, led=fields.led)
    title, beside = split_title(line.removeprefix(fields.lead_in), page.is_town)
    if is_furniture(title):
        return Entry(record, title, is_furniture=True)
    if is_fact(title, page.is_town):
        return Entry(record, title, is_fact=True)
    located, facts = _stated(record, lines, fields, (*beside, *after), page.index)
    if fields.dashed:
        head, place = _dashed(title)
        if head and is_name(place):
            title = head
            located.append(place)
    facts = [fact for fact in facts if fact != title]
    short = facts[:_MAX_FACT_LINES]
    location = location_of(located, short, under, page.is_town)
    text = "\n".join([line, *(cell.words for cell in lines), long_texts(record)])
    link = own_link(record, title, page)
    classes = classes_of(record, page.index)
    stated = page.stated
    return Entry(
        record=record,
        title=title,
        location=location,
        employment_type=_employment_type(short),
        facts=tuple(facts),
        link=link,
        text=text,
        context=" | ".join(dict.fromkeys([title, *facts]))[:_MAX_CONTEXT],
        applies=speaks_of_applying(text) or mails(record, page),
        has_duties=speaks_of_duties(text, title),
        names_person=names_person(title, lines),
        beside_name=_is_by_person(lines, fields) or stands_by_name(record, lines, page.is_town),
        linked_title=_linked(record.cell.element, page.index),
        marked=record.cell.marked,
        job_class=is_named_after_postings(classes),
        frame_class=is_named_after_others(classes),
        listed=(link is not None and link.url in stated.urls) or title.lower() in stated.titles,
        closed=is_closed(record, line, facts, page.index),
        selected=_selected(record, page.selection, page.index),
    )


def _stated(
    record: Record,
    inside: list[ElementLine],
    fields: _Fields,
    beside: tuple[str, ...],
    index: PageIndex,
) -> tuple[list[str], list[str]]:
    """Return the places in a record's fields, and all its short lines without duplicates."""
    facts = [*beside, *(tail for tail in tails(record) if len(tail) <= _MAX_FACTS)]
    located = [
        fact for fact in beside if fields.tailed and fact[:1].isupper() and not is_kind(fact)
    ]
    for field in fields_of(inside):
        cell = field.cell
        pieces = _pieces_of(cell.lines)
        if field.column in fields.places or is_marked_as_place(cell.element, record, index):
            located += [piece for piece in pieces if may_be_place(piece)]
        if sum(map(len, pieces)) <= _MAX_FACTS:
            facts += pieces
    return located, list(dict.fromkeys(filter(None, facts)))


@lru_cache(maxsize=MOST)
def _pieces_of(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Split lines at bars and dashes."""
    return tuple(piece for each in lines for piece in _PIECES.split(each) if piece)


def _is_by_person(inside: list[ElementLine], fields: _Fields) -> bool:
    return any(field.column in fields.people for field in fields_of(inside))


def _employment_type(facts: list[str]) -> str:
    plain = (fact for fact in facts if is_employment_type(fact))
    hours = (fact for fact in facts if is_kind(fact) and len(fact) <= _MAX_KIND)
    return next(plain, "") or next(hours, "")


def _selected(record: Record, selection: Selection | None, index: PageIndex) -> int:
    """Return points for selected elements: more for an exact match than for an enclosing part."""
    if selection is None:
        return 0
    links = {link for link in selection.links if _touches(record, link, index)}
    if links:
        return 4 if selection.exact.intersection(links) and len(links) == 1 else 2
    return 2 * (sum(_touches(record, match, index) for match in selection.matches) == 1)


def _touches(record: Record, element: HtmlElement, index: PageIndex) -> bool:
    """Whether an element is inside a record or around one."""
    if element not in index.spans:
        return False
    return any(index.holds(part, element) or index.holds(element, part) for part in record.all)


def _linked(element: HtmlElement, index: PageIndex) -> bool:
    return any(each.get("href") for each in index.links_in(element, 1)) or any(
        each.tag == "a" and each.get("href") for each in index.above(element)[:_NEAR]
    )
