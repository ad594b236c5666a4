"""A posting's own page: its text, and what else it states.

Imports libxml and trafilatura: only ever in the parsing process.
"""

from configparser import ConfigParser

import trafilatura
from lxml.html import HtmlElement
from trafilatura.settings import use_config

from reactor.posting import Posting
from reactor.scrape.embedded import embedded_text
from reactor.scrape.jobposting import job_postings
from reactor.scrape.pay import stated_salary
from reactor.scrape.stated import labelled_location
from reactor.scrape.text import clean, parse_html, text_of
from reactor.scrape.titles import best_title

_FRAME = (
    "//nav | //header | //footer | //*[@role='navigation'] | //*[@role='dialog']"
    # ASP.NET wraps the whole page into a form.
    " | //form[not(.//h1 or .//h2)]"
)
# What a form says once it was sent is in the page from the start.
_FORM_REPLIES = "//*[contains(@class, 'form-done') or contains(@class, 'form-fail')]"
_LEAST_TEXT = 150
_FAR_LONGER = 3


def read_posting(markup: str, url: str, title: str) -> Posting:
    """What the page at `url` says about the posting; its `text` is empty if it says nothing.

    Args:
        markup: the page.
        url: its address.
        title: the posting's title where a list gave one, to know it among several.
    """
    tree = parse_html(markup)
    structured = _structured(job_postings(tree, url), url, title)
    text = _text(structured.text, markup, tree)
    location, remote = labelled_location(text)
    page = Posting(
        url=url,
        title=_page_title(tree, url),
        text=text,
        location=location,
        remote=remote,
        salary=stated_salary(text),
    )
    return Posting(url=url, title="", text=text).completed_by(structured).completed_by(page)


def _structured(found: tuple[Posting, ...], url: str, title: str) -> Posting:
    """The JSON-LD of this posting: the only one, or the one of this address or title."""
    for posting in found:
        if len(found) == 1 or posting.url == url or posting.title.lower() == title.lower():
            return posting
    return Posting(url=url, title="")


def _text(described: str, markup: str, tree: HtmlElement) -> str:
    """The first source that has enough, else the longest.

    JSON-LD may hold a teaser only: it gives way to a page that has far more.
    """
    extracted = _extract(markup)
    if len(described) >= _LEAST_TEXT and len(extracted) < _FAR_LONGER * len(described):
        return described
    if len(extracted) >= _LEAST_TEXT:
        return extracted
    embedded = embedded_text(tree)
    if len(embedded) >= _LEAST_TEXT:
        return embedded
    return max(described, extracted, embedded, _visible(tree), key=len)


def _extract(markup: str) -> str:
    """The main text by trafilatura; short postings count too, repeated sentences stay."""
    found = trafilatura.extract(
        clean(markup),
        favor_recall=True,
        include_comments=False,
        include_tables=True,
        deduplicate=False,
        prune_xpath=_FORM_REPLIES,
        config=_configuration(),
    )
    return found or ""


def _configuration() -> ConfigParser:
    configuration = use_config()
    configuration.set("DEFAULT", "MIN_EXTRACTED_SIZE", "50")
    configuration.set("DEFAULT", "MIN_OUTPUT_SIZE", "1")
    # Its own limit works by signals and threads; the process that this runs in has one already.
    configuration.set("DEFAULT", "EXTRACTION_TIMEOUT", "0")
    return configuration


def _visible(tree: HtmlElement) -> str:
    """All that a reader sees, but for the page's frame and its forms. Takes the tree apart."""
    for part in tree.xpath(_FRAME):
        if part.getparent() is not None:
            part.drop_tree()
    return text_of(tree)


def _page_title(tree: HtmlElement, url: str) -> str:
    headings = [" ".join(text_of(heading).split()) for heading in tree.iter("h1")]
    shared = [clean(title).strip() for title in tree.xpath("//meta[@property='og:title']/@content")]
    named = " ".join((tree.findtext(".//title") or "").split())
    return best_title([*headings, *shared, named], url)
