"""What a careers page calls its company."""

# ruff: noqa: PLC0415 - libxml is loaded in the parsing process only

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from reactor.fetch.page import Page

_LONGEST = 80
_BETWEEN = re.compile(r"\s+[-|\u2013\u2014\u00b7\u2022:]\s+|\s*[|\u00b7\u2022]\s*|:\s+")
_WORK = (
    r"(?:current |open |all |our |job )*(?:careers?|jobs?|vacanc(?:y|ies)|openings?|positions?|"
    r"opportunities|job board|job list|job listings?|hiring|stellen(?:angebote)?|karriere|"
    r"vacatures?|werken|emplois?|carri[e\u00e8]res?|recrutement|empleo|trabajo|vagas?|carreiras?|"
    r"lavora|lediga jobb|jobb|praca|kariera)"
)
_ONLY_WORK = re.compile(
    rf"(?:{_WORK}|home|welcome|join us|join our team|work with us|we are hiring|we're hiring)"
    r"(?: page| portal| site)?",
    re.IGNORECASE,
)
_AT = re.compile(
    rf"(?:.*\b)?{_WORK}\s+(?:at|with|in|bei|bij|chez|en|na|hos|w|da)\s+(.+)", re.IGNORECASE
)
_BEHIND = re.compile(rf"(.+?)(?:'s|\u2019s)?\s+{_WORK}(?: page| portal| site)?", re.IGNORECASE)
_BEFORE = re.compile(
    r"(?:join|work(?:ing)? (?:at|with|for)|life at|welcome to|about)\s+(.+)", re.IGNORECASE
)
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
    """The name that a page gives its site, else its title; `""` without either.

    Loads libxml: only ever in the parsing process.
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
    """What a company is called, made out of its careers page's title; else of the address."""
    parts = [part.strip() for part in _BETWEEN.split(title) if part.strip()]
    for part in parts:
        if name := _without_work(part):
            return name[:_LONGEST]
    return _in_address(url)


def _without_work(part: str) -> str:
    """A part of a title without what it says of jobs; `""` if it says nothing else."""
    if _ONLY_WORK.fullmatch(part):
        return ""
    for pattern in (_AT, _BEHIND, _BEFORE):
        if found := pattern.fullmatch(part):
            return found[1].strip(" .!,")
    return part.strip(" .!,")


def _in_address(url: str) -> str:
    """The company's name as far as its host, or the first part of the path on a board, tells it."""
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
