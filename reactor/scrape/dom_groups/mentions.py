"""The mentions in a record: ways to apply, duties, people, its closure.

It imports libxml, so only the parsing process imports it.
"""

# ruff: noqa: E501 - words of many languages, one language a line

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from lxml.html import HtmlElement

from reactor.language.case_folding import in_lower_case
from reactor.language.given_names import (
    begins_with_person,
    is_given_name,
    is_person,
    may_be_person,
    names_colleague,
)
from reactor.language.line_cache import remembered
from reactor.language.roles import names_role
from reactor.scrape.dom_groups.groups import Record
from reactor.scrape.dom_groups.page_context import IsTown, PageContext
from reactor.scrape.dom_groups.page_index import PageIndex
from reactor.scrape.dom_groups.text_lines import MAX_CELL, ElementLine
from reactor.scrape.markup.text import text_of
from reactor.scrape.vocabulary.statements import announces_closed
from reactor.scrape.vocabulary.wording import says_apply, says_details

_TWO = 2
_NEAR = 12
_FEW_LINES = 6
_MAX_LINKS = 40
_MAX_TEXTS = 400
_MAX_MARK = 40
_LOOKED_AT = 1_500
"""Characters."""

_QUOTES = ("\u00ab", "\u201c", "\u201e", "\u201d")
"""Quotation marks: a testimonial is beside its speaker's name."""

_APPLY = re.compile(
    r"\b(?:appl(?:y|ications?|icants)\b|bewerb|postul\w|candidat\w|sollicit\w|aplik\w|ans[øo]g|ans[öo]k|cv\b|resume\b|inscri\w)"
    r"|lebenslauf|curriculum|mailto:"
)
_DUTIES = re.compile(
    r"responsibilit|your tasks|qualification|requirement|what you|you will|duties|experience|skills"
    r"|aufgaben|anforderung|profil|kenntnisse|wir bieten|sie bringen|du bringst|deine|ihre aufgabe"
    r"|missions?\b|compétences|profil recherché|requisitos|funciones|ofrecemos|compiti|requisiti|offriamo"
    r"|cosa farai|chi sei|cosa cerchiamo|il tuo ruolo|was dich erwartet|du mitbringst|bringst du mit|wir w[üu]nschen uns"
    r"|votre profil|vos missions|tes missions|ce que nous|qu[ée] har[áa]s|buscamos a|tus funciones|se ofrece|se requiere"
    r"|wat ga je doen|wie ben je|wij vragen|wat bieden|co b[ęe]dziesz|oczekujemy|kogo szukamy|zapewniamy|hvad skal du|hvem er du"
    r"|vi tilbyder|vi erbjuder|du har |om jobbet|dine opgaver|din profil|o que procuramos|oferecemos|n[áa]pl[ňn] pr[áa]ce|nab[íi]z[íi]me"
    r"|taken\b|wij bieden|jouw|functie-?eisen|obowiązk|wymagan|oferujemy|arbetsuppgift|kvalifikation|opgaver"
)
_JOB_CLASS = re.compile(
    r"(?:^|[\s_-])(?:jobs?|(?:job|open)-?positions?|positions|praca|vacanc(?:y|ies)|openings?|postings?|stellen?(?:angebote?|anzeigen?)?"
    r"|vacatures?|offres?|ofertas?|vagas?|roles?|careers?-?(?:item|list|card|row))(?:$|[\s_-])",
    re.IGNORECASE,
)
_OTHER_CLASS = re.compile(
    r"(?:^|[\s_-])(?:testimonials?|news|blog|team(?:-?members?)?|faqs?|benefits?|partners?|quotes?|events?"
    r"|products?|share|carousel-?(?:news|blog)|footer|menu|gallery)(?:$|[\s_-])",
    re.IGNORECASE,
)
# Prefixes of WordPress and Webflow: `tag-berlin`, `w-tab-pane`.
_OF_TAGS = re.compile(r"\b(?:tag|category|post_tag|type-post|w)-[\w-]+")
_PEOPLE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:testimonials?|team-?(?:members?)?|staff-?(?:members?)?|people|persons?|quotes?)(?:$|[\s_-])",
    re.IGNORECASE,
)


def speaks_of_applying(text: str) -> bool:
    """Whether the beginning or the end of a text says how to apply."""
    parts = (text[:_LOOKED_AT], text[-_LOOKED_AT:] if len(text) > _LOOKED_AT else "")
    return any(_line_speaks_of_applying(line) for part in parts for line in part.split("\n"))


def speaks_of_duties(text: str, title: str) -> bool:
    """Whether a text longer than its title mentions duties, requirements or benefits."""
    beyond = len(text) > len(title) + 2 * _MAX_MARK
    return beyond and any(map(_line_speaks_of_duties, text[: 2 * _LOOKED_AT].split("\n")))


# A line is in the records of several columns: the cache avoids repeated searches. No match spans
# lines.
@remembered
def _line_speaks_of_applying(line: str) -> bool:
    return _APPLY.search(in_lower_case(line)) is not None


@remembered
def _line_speaks_of_duties(line: str) -> bool:
    return _DUTIES.search(in_lower_case(line)) is not None


@remembered
def is_named_after_postings(classes: str) -> bool:
    """Whether class names suggest a list of postings."""
    return _JOB_CLASS.search(classes) is not None


@remembered
def is_named_after_others(classes: str) -> bool:
    """Whether class names suggest another part of a site."""
    if _PEOPLE_CLASS.search(classes):
        return True
    return not is_named_after_postings(classes) and _OTHER_CLASS.search(classes) is not None


def names_person(title: str, inside: list[ElementLine]) -> bool:
    """Whether a title, or one of the few lines beside it, is a person's name."""
    if is_person(title) or begins_with_person(title) or names_colleague(title):
        return True
    lines = [cell.lines[0] for cell in inside[: _FEW_LINES // 2]]
    if any(line.startswith(_QUOTES) for line in lines):
        return True
    few = len(inside) <= _FEW_LINES + _TWO
    return few and any(is_person(line) or begins_with_person(line) for line in lines)


def stands_by_name(record: Record, inside: list[ElementLine], is_town: IsTown) -> bool:
    """Whether the line before or after a title may be a person's name."""
    order = record.cell.order
    before = [cell for cell in inside if cell.order < order][-1:]
    after = [cell for cell in inside if cell.order > order][:1]
    beside = [*before, *after]
    if len(inside) <= _FEW_LINES and any(is_given_name(cell.lines[0]) for cell in beside):
        return True
    known = (names_role, is_town, says_details, says_apply)
    return len(inside) <= _FEW_LINES and any(
        may_be_person(cell.lines[0]) and not any(knows(cell.lines[0]) for knows in known)
        for cell in beside
    )


def is_closed(record: Record, line: str, facts: Sequence[str], index: PageIndex) -> bool:
    """Whether a record is marked as filled, in words or struck out."""
    marks = [line, *(fact for fact in facts[:12] if len(fact) <= _MAX_MARK)]
    if any(announces_closed(mark) for mark in marks):
        return True
    element = record.cell.element
    near = (element, *index.above(element)[:_TWO], *islice(element.iter(), _NEAR))
    return any(each.tag in ("s", "del", "strike") or _is_struck(each) for each in near)


def _is_struck(element: HtmlElement) -> bool:
    style = element.get("style")
    return bool(style) and "line-through" in style


def mails(record: Record, page: PageContext) -> bool:
    """Whether a record contains a mail link."""
    return any(
        (each.get("href") or "").lower().startswith("mailto:")
        for element in record.all
        for each in page.index.links_in(element, _MAX_LINKS)
    )


def classes_of(record: Record, index: PageIndex) -> str:
    """Return the class names and ids around a title, without those that name its tags."""
    element = record.cell.element
    names = list[str]()
    for each in (element, *index.above(element)[: _NEAR // 2 - 1]):
        if each.tag in ("body", "main"):
            break
        names += filter(None, (each.get("class"), each.get("id")))
    return _without_tags(" ".join(names))


@remembered
def _without_tags(names: str) -> str:
    return _OF_TAGS.sub("", names)


def long_texts(record: Record) -> str:
    """Return the beginnings of a record's long texts, which are not lines."""
    texts = (text for part in record.all for text in islice(part.itertext(), _MAX_TEXTS))
    long = (text for text in texts if len(text) > MAX_CELL // 4)
    return "\n".join(chain(long, tails(record)))[:20_000]


def tails(record: Record) -> Iterator[str]:
    """Yield the texts between a record's elements, as in `<b>Cook</b> full-time<br>Call us`."""
    if record.cell.element is record.elements[0]:
        for part in record.elements:
            if part.tail and part.tail.strip():
                yield " ".join(part.tail.split())


def text_of_record(record: Record) -> str:
    """Return the whole text of a record, without the title line if it comes first."""
    text = "\n".join(filter(None, [*map(text_of, record.all), *tails(record)]))
    first, _, rest = text.partition("\n")
    return rest if rest and first.removeprefix("- ") == record.cell.words else text
