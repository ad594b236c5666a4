"""The company's name as its careers page gives it."""

# ruff: noqa: PLC0415 - libxml is loaded in the parsing process only

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from reactor.fetch.page import Page

_LONGEST = 80
_BETWEEN = re.compile(r"[|\u00b7\u2022]| [-\u2013\u2014:] |: ")
_CAREERS = """
    career careers job jobs vacancy vacancies opening openings position positions opportunities
    hiring stellen stellenangebote karriere vacatures emploi emplois recrutement carrières empleo
    trabajo vagas carreiras kariera praca jobb
"""
_BESIDE = """
    current open all our board list listings listing page portal site home welcome join us the team
    work with we are we're lediga now
"""
_WORK = frozenset(_CAREERS.split())
_FILLING = _WORK | frozenset(_BESIDE.split())
_AT = frozenset(["at", "with", "bei", "bij", "chez", "en", "na", "hos"])
_BEFORE = (("join",), ("about",), ("work", "at"), ("work", "with"), ("life", "at"),
           ("welcome", "to"), ("working", "at"))  # fmt: skip
_NO_NAMES = frozenset(
    [
        "www",
        "jobs",
        "job",
        "careers",
        "career",
        "apply",
        "boards",
        "board",
        "hiring",
        "work",
        "join",
    ]
)
_PUBLIC_PARTS = frozenset(["com", "org", "net", "io", "co", "gov", "edu", "ac", "eu", "dev", "app"])


def title_of(page: Page) -> str:
    """Return the site name that a page states, else its title; `""` without either.

    It loads libxml: call it in the parsing process only.
    """
    from reactor.scrape.markup.text import parse_html

    if "html" not in page.media_type and page.media_type:
        return ""
    tree = parse_html(page.text)
    named = tree.xpath("//meta[@property='og:site_name']/@content")
    titled = tree.xpath("//head//title/text()")
    for text in (*named, *titled):
        if found := " ".join(str(text).split())[: 4 * _LONGEST]:
            return found
    return ""


def company_named(title: str, url: str) -> str:
    """Derive a company's name from its careers page's title, else from the address."""
    parts = [part.strip() for part in _BETWEEN.split(title) if part.strip()]
    for part in parts:
        if name := _without_work(part):
            return name[:_LONGEST]
    return _in_address(url)


def _without_work(part: str) -> str:
    """Return a part of a title without its words about jobs; `""` if nothing else is left."""
    words = part.split()
    plain = [word.lower().strip(".,!") for word in words]
    if all(word in _FILLING for word in plain):
        return ""
    for number, (word, following) in enumerate(pairwise(plain)):
        if word in _WORK and following in _AT and words[number + 2 :]:
            return _joined(words[number + 2 :])
    for begins in _BEFORE:
        if tuple(plain[: len(begins)]) == begins and words[len(begins) :]:
            return _joined(words[len(begins) :])
    if plain[-1] in _WORK or (plain[-1] in _FILLING and plain[-2] in _WORK):
        while plain and plain[-1] in _FILLING:
            plain.pop()
    return _joined(words[: len(plain)])


def _joined(words: list[str]) -> str:
    return " ".join(words).strip(" .!,").removesuffix("'s").removesuffix("\u2019s")


def _in_address(url: str) -> str:
    """Return the company's name from the board's path in the address, else from the host."""
    from reactor.scrape.boards import recognise_address

    board = recognise_address(url)
    if board and board.slug:
        return _as_words(board.slug)
    host = urlsplit(url).hostname or ""
    labels = [label for label in host.split(".") if label]
    if not labels or labels[-1].isdigit() or len(labels) == 1:
        return host
    named = [label for label in labels[:-1] if label not in _NO_NAMES | _PUBLIC_PARTS]
    return _as_words(named[-1] if named else labels[0])


def _as_words(slug: str) -> str:
    return " ".join(word.capitalize() for word in re.split(r"[-_.+\s]+", slug) if word)
