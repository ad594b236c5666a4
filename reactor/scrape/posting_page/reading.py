"""A posting's own page: its text, and what else it states.

Imports libxml and trafilatura: only ever in the parsing process.
"""

import re
from configparser import ConfigParser
from copy import deepcopy
from dataclasses import replace
from functools import cache

import trafilatura
from lxml.html import HtmlElement
from trafilatura.settings import use_config

from reactor.posting import LONGEST_TEXT, Posting
from reactor.scrape.canonical import canonical_url
from reactor.scrape.markup.jobposting import job_postings
from reactor.scrape.markup.microdata import marked_up_postings
from reactor.scrape.markup.text import clean, cut_after, lines_of, parse_html, text_of
from reactor.scrape.posting_page.embedded import embedded_posting
from reactor.scrape.posting_page.frame import remove_frame
from reactor.scrape.posting_page.furniture import without_furniture
from reactor.scrape.posting_page.gone import refuse_gone
from reactor.scrape.posting_page.page_facts import page_facts
from reactor.scrape.posting_page.region import declared_region, keep_region, region_holding
from reactor.scrape.words.roles import names_role
from reactor.scrape.words.titles import LONGEST_TITLE, best_title

LONGEST_MARKUP = 8_000_000
"""Characters of a page; what comes behind is not read."""

MOST_ELEMENTS = 20_000
"""Elements of a page; what comes behind is not read."""

_FIRST_LINES = 5
_LEAST_TEXT = 150
_LEAST_WHOLE = 400
_LONGER = 1.3
_FAR_LONGER = 3
_RUN_TOGETHER = 500
_TITLE_CLASSES = ("job-title", "jobtitle", "job_title", "position-title", "posting-headline")
_NAMED_TITLE = " or ".join(f"contains(@class, '{name}')" for name in _TITLE_CLASSES)
_SMALL_TITLES = (
    "//*[self::h2 or self::h3 or self::div or self::span or self::p][not(*)]"
    f"[{_NAMED_TITLE} or contains(@data-testid, 'job-title') or contains(@itemprop, 'title')]"
)
_TITLE_PATHS = ("//h1", _SMALL_TITLES)
_SITE_SEPARATOR = re.compile(
    r"(?<!\s)(?:\s+[-|\u2013\u2014·•@]\s*|\s*[|\uff5c:]\s+|\s+(?:at|bei|chez|w|i|in)\s+)"
)
_TEASER_ENDS = ("…", "...", "[…]", "[...]")


def read_posting(markup: str, url: str, title: str) -> Posting:
    """What the page at `url` says about the posting; its `text` is empty if it says nothing.

    Args:
        markup: the page.
        url: its address.
        title: the posting's title where a list gave one, to know it among several.

    Raises:
        GoneError: the page says that the posting is not there any more.
    """
    tree = parse_html(markup[:LONGEST_MARKUP])
    cut_after(tree, MOST_ELEMENTS)
    found = job_postings(tree, url) or marked_up_postings(tree, url)
    structured = _structured(found, url, title)
    page = deepcopy(tree)
    remove_frame(page)
    visible = text_of(page)
    refuse_gone(tree, page, visible, url, title or structured.title)
    embedded = Posting(url=url, title="")
    text = _text(structured.text, page, visible)
    if len(text) < _LEAST_WHOLE:
        embedded = embedded_posting(tree, url, title or structured.title)
        text = max(text, embedded.text, key=len)
    known = replace(structured, url=url, text=_cut(text)).completed_by(embedded)
    known = replace(known, title=known.title or _page_title(tree, page, url))
    return known.completed_by(page_facts(page, known.text, title or known.title))


def _structured(found: tuple[Posting, ...], url: str, title: str) -> Posting:
    """The markup of this posting: the only one, or the one of this address or title."""
    here = canonical_url(url)
    for posting in found:
        same = posting.url and canonical_url(posting.url) == here
        if len(found) == 1 or same or (title and posting.title.lower() == title.lower()):
            return posting
    return Posting(url=url, title="")


def _text(described: str, page: HtmlElement, visible: str) -> str:
    """The text of JSON-LD where that is whole, else of the page; takes the page apart.

    JSON-LD may hold a teaser, the first section, or everything run together into one line. It
    then tells where on the page the posting stands; trafilatura does so where there is none.
    """
    if len(described) >= _LEAST_TEXT and len(visible) <= _LONGER * len(described):
        return described if _is_well_set(described) or len(visible) < len(described) else visible
    keep_region(page, _region(page, described))
    shown = without_furniture(text_of(page))
    if len(described) < _LEAST_TEXT:
        return max(shown, described, key=len)
    teaser = described.endswith(_TEASER_ENDS) or len(shown) > _FAR_LONGER * len(described)
    if teaser or not _is_well_set(described) or _adds(shown, described):
        return max(shown, described, key=len)
    return described


def _region(page: HtmlElement, described: str) -> HtmlElement | None:
    """What the page calls its main part, or where the described text stands, or trafilatura's."""
    declared = declared_region(page)
    if declared is not None:
        return declared
    known = region_holding(page, described.split("\n")) if described else None
    return known if known is not None else region_holding(page, _extract(page).split("\n"))


def _is_well_set(described: str) -> bool:
    """Whether a text has lines, unlike one whose markup was stripped without a trace."""
    return len(described) < _RUN_TOGETHER * (described.count("\n") + 1)


def _adds(shown: str, described: str) -> bool:
    """Whether the page shows the described text, and much more than that."""
    words = set(shown.split())
    told = described.split()
    there = sum(1 for word in told if word in words)
    return there >= 0.8 * len(told) and len(shown) > _LONGER * len(described)


def _extract(page: HtmlElement) -> str:
    """The main text by trafilatura; short postings count too, repeated sentences stay."""
    found = trafilatura.extract(
        deepcopy(page),
        fast=True,
        favor_recall=True,
        include_comments=False,
        include_tables=True,
        deduplicate=False,
        config=_configuration(),
    )
    return found or ""


@cache
def _configuration() -> ConfigParser:
    configuration = use_config()
    configuration.set("DEFAULT", "MIN_EXTRACTED_SIZE", "50")
    configuration.set("DEFAULT", "MIN_OUTPUT_SIZE", "1")
    # Its own limit works by signals and threads; the process that this runs in has one already.
    configuration.set("DEFAULT", "EXTRACTION_TIMEOUT", "0")
    return configuration


def _cut(text: str) -> str:
    """A text of bounded length, cut at the end of a line."""
    if len(text) <= LONGEST_TEXT:
        return text
    return text[:LONGEST_TEXT].rpartition("\n")[0] or text[:LONGEST_TEXT]


def _page_title(tree: HtmlElement, page: HtmlElement, url: str) -> str:
    """The heading that the page is called after, or another that can be a title, or its name."""
    shared = [clean(title).strip() for title in tree.xpath("//meta[@property='og:title']/@content")]
    names = [*shared, " ".join((tree.findtext(".//head/title") or "").split())]
    called = " ".join(names).casefold()
    headings = [
        words for path in _TITLE_PATHS for each in page.xpath(path) for words in _wordings(each)
    ]
    if found := best_title([words for words in headings if words.casefold() in called], url):
        return found
    shown_lines = (line.removeprefix("- ") for line in text_of(page).split("\n"))
    lines = {line.casefold(): line for line in shown_lines if len(line) <= LONGEST_TITLE}
    parts = [part.strip(" -|:") for name in names for part in _SITE_SEPARATOR.split(name)]
    shown = [lines[part.casefold()] for part in parts if part.casefold() in lines]
    roles = [part for part in parts if len(part) <= LONGEST_TITLE and names_role(part)]
    first = [line for line in list(lines.values())[:_FIRST_LINES] if names_role(line)]
    return best_title([*headings, *shown, *roles, *first], url) or best_title(names, url)


def _wordings(heading: HtmlElement) -> list[str]:
    """A heading as a whole, and its lines and parts: some put the place beneath the title."""
    lines = [" ".join(line.split()) for line in lines_of(heading)]
    whole = " ".join(text_of(heading).split())
    return [whole] if len(lines) <= 1 else [*lines, whole]
