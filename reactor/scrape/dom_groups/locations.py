"""Finds the work location of a record: as marked, by column, by label or as a known place.

It imports libxml, so only the parsing process imports it.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, islice

from lxml.html import HtmlElement

from reactor.language.given_names import is_given_name, is_person
from reactor.language.line_cache import MOST, remembered
from reactor.language.remote import is_remote
from reactor.language.roles import names_role
from reactor.scrape.dom_groups.fields import Column, Field, header_of
from reactor.scrape.dom_groups.groups import Record
from reactor.scrape.dom_groups.page_context import IsTown
from reactor.scrape.dom_groups.page_index import PageIndex
from reactor.scrape.dom_groups.sections import PageSection
from reactor.scrape.dom_groups.title_text import is_kind
from reactor.scrape.vocabulary.headings import may_be_department
from reactor.scrape.vocabulary.stated import is_place, joined, labelled_location
from reactor.scrape.vocabulary.wording import (
    leads_elsewhere,
    says_apply,
    says_details,
)

_TWO = 2
_MOSTLY = 0.6
_SOME = 0.3
_FEW_LINES = 6
_MAX_MARK = 40
_MAX_PLACE = 90
_MAX_UNMARKED = 60
_MAX_SPOKEN = 12
_PLACE_HEAD = re.compile(
    r"(?:location|place|site|town|city|ort|standort|einsatzort|arbeitsort|dienstort|niederlassung|filiale|lieu|ville|site|agence|[ée]tablissement|lugar|ubicaci[óo]n"
    r"|localidad|ciudad|centro|sede|luogo|citt[àa]|local|localidade|cidade|plaats|locatie|standplaats|vestiging|miejsce|miejscowo[śs][ćc]|lokalizacja|miasto|oddzia[łl]|m[íi]sto"
    r"|lokalita|ort|plats|sted|arbejdssted|arbeidssted)\b",
    re.IGNORECASE,
)
_PLACE_CLASS = re.compile(
    r"locat|standort|place|city|\bort\b|lieu|ville|plaats|sede|miejsc|lokali", re.IGNORECASE
)


def place_columns(inside: list[list[Field]], is_town: IsTown) -> set[Column]:
    """Return the columns in which most lines name known places and all lines are short.

    A table column whose header names places is included.
    """
    values = defaultdict[Column, list[str]](list)
    for lines in inside:
        for field in lines[:40]:
            if field.cell.lines:
                values[field.column].append(field.cell.words)
    headed = {
        field.column
        for field in islice(chain(*inside[:1]), 40)
        if _PLACE_HEAD.match(header_of(field.cell))
    }
    return headed | {
        key
        for key, words in values.items()
        if max(map(len, words)) <= _MAX_PLACE
        and sum(_is_place(each, is_town) for each in words) >= max(1, 0.6 * len(words))
    }


def name_column(inside: list[list[Field]]) -> set[Column]:
    """Return the only column whose lines are names without another known meaning, if any."""
    values = defaultdict[Column, list[str]](list)
    for lines in inside:
        for field in lines[:_FEW_LINES]:
            if not _is_pressed(field.cell.element):
                values[field.column].append(field.cell.words)
    most = max(_TWO, _MOSTLY * len(inside))
    names = {
        key
        for key, words in values.items()
        if len(words) >= most and all(map(is_name, words)) and not _is_label(words)
    }
    return names if len(names) == 1 else set()


def people_columns(inside: list[list[Field]], is_town: IsTown) -> set[Column]:
    """Return the columns of distinct short names with some given names and no known town.

    They name the person who does a job, beside the job.
    """
    values = defaultdict[Column, list[str]](list)
    for lines in inside:
        for field in lines[:_FEW_LINES]:
            values[field.column].append(field.cell.words)
    most = max(_TWO, _MOSTLY * len(inside))
    return {
        key
        for key, words in values.items()
        if len(words) >= most
        and len(set(words)) == len(words)
        and all(is_name(each) and not is_town(each) for each in words)
        and sum(is_given_name(each.split()[-1]) or is_person(each) for each in words)
        >= _SOME * len(words)
    }


def may_be_place(words: str) -> bool:
    """Whether a line of a place field may be a place: no button and no employment type."""
    if len(words) > _MAX_PLACE or not any(map(str.isalpha, words)):
        return False
    return not (is_kind(words) or says_apply(words) or says_details(words))


def _is_pressed(element: HtmlElement) -> bool:
    parts = (element, *islice(element.iter("a", "button"), 1))
    return any(each.tag in ("a", "button") for each in parts)


def _is_label(words: list[str]) -> bool:
    """Whether the lines are the same in each record: a label or a button."""
    return len(words) > _TWO and len(set(words)) == 1


def is_name(words: str) -> bool:
    """Whether a line is a short name: no occupation, hours, button or department."""
    if len(words) > _MAX_MARK or not words[:1].isupper() or words.count(" ") > _TWO + 1:
        return False
    if sum(map(str.isdigit, words)) or ":" in words or words.endswith((".", "!", "?")):
        return False
    known = (names_role, is_kind, says_details, says_apply, leads_elsewhere, may_be_department)
    return not any(knows(words) for knows in known)


def location_of(located: list[str], facts: list[str], section: PageSection, is_town: IsTown) -> str:
    """Return the place: as marked, labelled, recognised, or named by the heading above."""
    if location := joined(located) or labelled_location("\n".join(facts))[0]:
        return location
    short = (each for each in facts if len(each) <= _MAX_UNMARKED)
    if location := joined(each for each in short if _is_place(each, is_town)):
        return location
    return section.nearest if _is_place(section.nearest, is_town) else ""


def remote_of(location: str, facts: Sequence[str]) -> bool | None:
    """Whether the work is remote, by the place, else by the other lines; None without a place."""
    if not location:
        return None
    remote = is_remote(location)
    return is_remote(" | ".join(facts[:_MAX_SPOKEN])) if remote is None else remote


def is_marked_as_place(element: HtmlElement, record: Record, index: PageIndex) -> bool:
    """Whether the attributes of a line or of its ancestors in the record name it a place."""
    for each in (element, *index.above(element)[:_TWO]):
        if _is_named_place(" ".join(index.names(each))):
            return True
        if each in record.elements or each in record.panels:
            break
    return False


@remembered
def _is_named_place(names: str) -> bool:
    return _PLACE_CLASS.search(names) is not None


@lru_cache(maxsize=MOST)
def _is_place(words: str, is_town: IsTown) -> bool:
    # The test for a role is the slowest, above all for sentences, so it comes last.
    return (is_place(words) or is_town(words)) and not names_role(words)
