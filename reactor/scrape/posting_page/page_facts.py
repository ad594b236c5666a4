"""The facts that a posting's page states in its visible text: place, employment, dates, pay.

It imports libxml, so only the parsing process imports it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from lxml.html import HtmlElement

from reactor.language.employment import employment_type_of, is_employment_type
from reactor.language.pay import stated_salary
from reactor.language.places import countries_in
from reactor.language.remote import is_remote
from reactor.posting import Posting
from reactor.scrape.markup.text import lines_of, text_of
from reactor.scrape.vocabulary.labels import (
    COUNTRY,
    EMPLOYMENT,
    PLACE,
    POSTED,
    UNTIL,
    WORKPLACE,
    kind_of,
    labelled_facts,
)
from reactor.scrape.vocabulary.stated import is_place, place_named

_NAMING = ("class", "id", "itemprop", "data-testid", "data-qa", "data-automation-id", "data-ui")
_NAMED = f"//body//*[{' or '.join(f'@{name}' for name in _NAMING)}]"
_ABOUT = re.compile(
    r"(?P<place>location)|(?P<employment>employment|job[-_]?type|commitment|contract-?type|worktype)"
    r"|(?P<workplace>workplace|remote)",
    re.IGNORECASE,
)
_MAX_FACT = 100
_MAX_NAMED = 20
_FEW = 8
_FIRST_LINES = 150
_MAX_LINES = 1000
_HEAD_LINES = 12
_HEAD_REACH = 90
_WORDS_OF_SAYING = 3

Facts = dict[str, list[str]]


def page_facts(page: HtmlElement, text: str, title: str) -> Posting:
    """Return the facts that the page states beside its title and under labels.

    Args:
        page: the page without its frame.
        text: the posting's text, which is searched for pay.
        title: the posting's title, below which facts may be without labels.
    """
    lines = lines_of(page)
    facts = defaultdict[str, list[str]](list)
    for fact in labelled_facts([*lines[:_FIRST_LINES], "", *text.split("\n")[:_MAX_LINES]]):
        facts[fact.kind].append(fact.value)
    head = list(_head(lines, title))
    named = _named(page)
    place_words = _place_words(facts, named, head)
    countries = countries_in(place_words)
    employment = _known_types(facts[EMPLOYMENT]) or _known_types(named[EMPLOYMENT])
    employment = employment or [words for words in head if is_employment_type(words)][:1]
    return Posting(
        url="",
        title="",
        location=place_named(place_words),
        remote=_remote(facts, named, place_words, head, title),
        employment_type=", ".join(
            list({words.casefold(): words for words in employment}.values())[:2]
        ),
        posted_at=next(iter(facts[POSTED]), ""),
        valid_through=next(iter(facts[UNTIL]), ""),
        salary=stated_salary("\n".join(lines[:_FIRST_LINES]), countries)
        or stated_salary(text, countries),
    )


def _known_types(words: list[str]) -> list[str]:
    return list(filter(None, map(employment_type_of, words)))


def _place_words(facts: Facts, named: Facts, head: list[str]) -> str:
    labelled, countries = filter(place_named, facts[PLACE]), filter(place_named, facts[COUNTRY])
    about = filter(place_named, named[PLACE])
    return next(iter((*labelled, *about, *filter(_is_place, head), *countries)), "")


def _is_place(words: str) -> bool:
    return is_place(words) or is_place(words.replace(" - ", ", "))


def _remote(facts: Facts, named: Facts, place: str, head: list[str], title: str) -> bool | None:
    """Return the first statement found: by label, place, element name, or near the title."""
    short = filter(_is_saying, head)
    places = [words for words in facts[PLACE] if place_named(words) or _is_saying(words)]
    sayings = (*facts[WORKPLACE], *places, place, *named[WORKPLACE], *facts[EMPLOYMENT], *short)
    told = (is_remote(words) for words in sayings)
    return next((remote for remote in told if remote is not None), _of_title(title))


def _is_saying(words: str) -> bool:
    return len(words.split()) <= _WORDS_OF_SAYING


def _of_title(title: str) -> bool | None:
    """Return what an aside of the title states: `Engineer (Remote)`, `Engineer - Hybrid`."""
    for separator in ("(", " - ", " \u2013 ", " | ", ", ", "["):
        aside = title.partition(separator)[2]
        if aside and (told := is_remote(aside)) is not None:
            return told
    return None


def _head(lines: list[str], title: str) -> Iterator[str]:
    """Yield the short statements below the title, split where a line holds several."""
    wanted = title.casefold()
    start = next((at for at, line in enumerate(lines) if line.casefold() == wanted), -1)
    for line in lines[start + 1 : start + 1 + _HEAD_LINES] if title else ():
        if len(line) > _HEAD_REACH:
            break
        yield from _split(line)


def _split(line: str) -> list[str]:
    parts = [line.removeprefix("- ")]
    for separator in ("|", "·", "•", " / ", " \u2013 ", "\u2014"):
        parts = [part for whole in parts for part in whole.split(separator)]
    return [part.strip() for part in parts if part.strip()]


def _named(page: HtmlElement) -> dict[str, list[str]]:
    """Return the short texts of elements named after a kind of fact, by kind, without labels."""
    found = defaultdict[str, list[str]](list)
    for element in page.xpath(_NAMED):
        names = " ".join(element.get(name) or "" for name in _NAMING)
        about = _ABOUT.search(names)
        if about is None or about.lastgroup is None or len(found[about.lastgroup]) >= _MAX_NAMED:
            continue
        words = " ".join(text_of(element).split()).removeprefix("- ") if len(element) < _FEW else ""
        label, _, value = words.partition(":")
        words = value.strip() if value and kind_of(label) else words
        if words and len(words) <= _MAX_FACT and not kind_of(words):
            found[about.lastgroup].append(words)
    return found
