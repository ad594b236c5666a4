"""Reads a posting's own page: its text and its facts.

It imports libxml and trafilatura, so only the parsing process imports it.
"""

import re
from configparser import ConfigParser
from copy import deepcopy
from dataclasses import replace
from functools import cache

import trafilatura
from lxml.html import HtmlElement
from trafilatura.settings import use_config

from reactor.language.roles import names_role
from reactor.posting import MAX_TEXT, Posting
from reactor.scrape.canonical import canonical_url
from reactor.scrape.markup.jobposting import job_postings
from reactor.scrape.markup.microdata import marked_up_postings
from reactor.scrape.markup.text import clean, cut_after, lines_of, parse_html, text_of
from reactor.scrape.posting_page.app_shell import refuse_shell
from reactor.scrape.posting_page.boilerplate_elements import remove_frame
from reactor.scrape.posting_page.boilerplate_lines import without_furniture
from reactor.scrape.posting_page.embedded import embedded_posting
from reactor.scrape.posting_page.gone import refuse_gone
from reactor.scrape.posting_page.own_address import own_address
from reactor.scrape.posting_page.page_facts import page_facts
from reactor.scrape.posting_page.region import declared_region, keep_region, region_holding
from reactor.scrape.vocabulary.titles import MAX_TITLE, best_title
from reactor.url_identity import page_key

MAX_MARKUP = 8_000_000
"""Maximum characters of a page; the rest is not read."""

MAX_ELEMENTS = 20_000
"""Maximum elements of a page; the rest is not read."""

_FIRST_LINES = 5
_MIN_TEXT = 150
_MIN_WHOLE = 400
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
_TELLING_LINE = 30
_TITLE_WORD = re.compile(r"[^\W_]{3,}")
_TEASER_ENDS = ("…", "...", "[…]", "[...]")


def read_posting(markup: str, url: str, title: str) -> Posting:
    """Return the posting on the page at `url`; its `text` is empty if the page has none.

    Args:
        markup: the page's HTML.
        url: its address.
        title: the posting's title from a list, if any, which identifies it among several.

    Raises:
        GoneError: the page says that the posting no longer exists.
        LastingError: the page shows the posting only with JavaScript or after a login.
    """
    tree = parse_html(markup[:MAX_MARKUP])
    cut_after(tree, MAX_ELEMENTS)
    found = job_postings(tree, url) or marked_up_postings(tree, url)
    page = deepcopy(tree)
    remove_frame(page)
    structured = _structured(found, page, url, title)
    visible = text_of(page)
    refuse_gone(tree, page, visible, url, title or structured.title)
    embedded = Posting(url=url, title="")
    text = _text(structured.text, page, visible)
    if len(text) < _MIN_WHOLE:
        embedded = embedded_posting(tree, url, title or structured.title)
        text = max(text, embedded.text, key=len)
    if not structured.text and not embedded.text:
        refuse_shell(tree, visible, title, url)
    known = replace(structured, url=url, text=_cut(text)).completed_by(embedded)
    known = replace(known, home=own_address(tree, url))
    known = replace(known, title=known.title or _page_title(tree, page, url))
    return known.completed_by(page_facts(page, known.text, title or known.title))


def _structured(found: tuple[Posting, ...], page: HtmlElement, url: str, title: str) -> Posting:
    """Return the structured data of this posting: by address or title, or the only one.

    The only one may describe another posting that the page features. It does if another title is at
    the top and the page does not show its text.
    """
    here = page_key(canonical_url(url))
    for posting in found:
        same = posting.url and page_key(canonical_url(posting.url)) == here
        if same or (title and posting.title.casefold() == title.casefold()):
            return posting
    if len(found) == 1 and not _is_featured(found[0], page, title):
        return found[0]
    return Posting(url=url, title="")


def _is_featured(posting: Posting, page: HtmlElement, title: str) -> bool:
    """Whether structured data describes another posting than the page's own."""
    named = [" ".join(each.text_content().split()) for each in page.xpath("//h1")[:3]]
    wanted = [words for words in (*named, title) if names_role(words) or words == title != ""]
    if not wanted or any(_alike(posting.title, words) for words in wanted):
        return False
    lines = [line for line in posting.text.split("\n") if len(line) >= _TELLING_LINE]
    shown = set(text_of(page).split("\n"))
    return 2 * sum(line in shown for line in lines) <= len(lines)


def _alike(one: str, other: str) -> bool:
    """Whether two titles share most of their words."""
    words, others = (set(_TITLE_WORD.findall(each.casefold())) for each in (one, other))
    return 2 * len(words & others) > min(len(words), len(others)) or one == other


def _text(described: str, page: HtmlElement, visible: str) -> str:
    """Return the text of JSON-LD if it is complete, else of the page; modifies the page.

    JSON-LD may hold a teaser, the first section, or everything run together in one line. It then
    locates the posting on the page; without JSON-LD, trafilatura does.
    """
    if len(described) >= _MIN_TEXT and len(visible) <= _LONGER * len(described):
        return described if _is_well_set(described) or len(visible) < len(described) else visible
    keep_region(page, _region(page, described))
    shown = without_furniture(text_of(page))
    if len(described) < _MIN_TEXT:
        return max(shown, described, key=len)
    teaser = described.endswith(_TEASER_ENDS) or len(shown) > _FAR_LONGER * len(described)
    if teaser or not _is_well_set(described) or _adds(shown, described):
        return max(shown, described, key=len)
    return described


def _region(page: HtmlElement, described: str) -> HtmlElement | None:
    """Return the page's declared main part, else the region of the described or extracted text."""
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
    """Return the main text by trafilatura, including short texts and repeated sentences."""
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
    # Its own time limit uses signals and threads; the parsing process already has one.
    configuration.set("DEFAULT", "EXTRACTION_TIMEOUT", "0")
    return configuration


def _cut(text: str) -> str:
    """Return a text of limited length, cut at the end of a line."""
    if len(text) <= MAX_TEXT:
        return text
    return text[:MAX_TEXT].rpartition("\n")[0] or text[:MAX_TEXT]


def _page_title(tree: HtmlElement, page: HtmlElement, url: str) -> str:
    """Return the heading that the page's title contains, else another likely title or name."""
    shared = [clean(title).strip() for title in tree.xpath("//meta[@property='og:title']/@content")]
    names = [*shared, " ".join((tree.findtext(".//head/title") or "").split())]
    called = " ".join(names).casefold()
    headings = [
        words for path in _TITLE_PATHS for each in page.xpath(path) for words in _wordings(each)
    ]
    if found := best_title([words for words in headings if words.casefold() in called], url):
        return found
    shown_lines = (line.removeprefix("- ") for line in text_of(page).split("\n"))
    lines = {line.casefold(): line for line in shown_lines if len(line) <= MAX_TITLE}
    parts = [part.strip(" -|:") for name in names for part in _SITE_SEPARATOR.split(name)]
    shown = [lines[part.casefold()] for part in parts if part.casefold() in lines]
    roles = [part for part in parts if len(part) <= MAX_TITLE and names_role(part)]
    first = [line for line in list(lines.values())[:_FIRST_LINES] if names_role(line)]
    return best_title([*headings, *shown, *roles, *first], url) or best_title(names, url)


def _wordings(heading: HtmlElement) -> list[str]:
    """Return a heading as a whole, and its lines: some have the place below the title."""
    lines = [" ".join(line.split()) for line in lines_of(heading)]
    whole = " ".join(text_of(heading).split())
    return [whole] if len(lines) <= 1 else [*lines, whole]
