"""Telling a page that shows nothing without its scripts from one that has no postings.

Imports libxml: only ever in the parsing process.
"""

import re

from lxml.html import HtmlElement

from reactor.scrape.markup.links import is_in_frame
from reactor.scrape.markup.text import text_of
from reactor.scrape.words.wording import says_no_openings

_LONGEST_TEXT = 50_000
_LEAST_TEXT = 60
_LEAST_TEXT_IN_DOUBT = 400
_ASKS_FOR_SCRIPTS = re.compile(
    r"(?:enable|activate|requires?|turn on|need)\W[\w\s]{0,20}java ?script"
    r"|java ?script (?:is|must be|to be) \w+"
    r"|bitte aktivieren sie java|activ\w+ java",
    re.IGNORECASE,
)
_WAITS = re.compile(
    r"(?:loading|please wait|wird geladen|chargement|cargando|laden)\b", re.IGNORECASE
)


def is_shell(tree: HtmlElement) -> bool:
    """Whether a page without postings is empty until its scripts have run.

    One that says that there are no openings is not, however short.
    """
    body = tree.find(".//body")
    if body is None:
        return True
    shown = _text_in_body(body)
    if states_no_openings(tree):
        return False
    if len(shown) < _LEAST_TEXT:
        return not _has_links(body)
    waits = _WAITS.match(shown) or _ASKS_FOR_SCRIPTS.search(body.text_content()[:5000])
    return bool(waits) and len(shown) < _LEAST_TEXT_IN_DOUBT and not _has_links(body)


def states_no_openings(tree: HtmlElement) -> bool:
    """Whether a page says that there are no openings."""
    body = tree.find(".//body")
    return body is not None and says_no_openings(" ".join(text_of(body).split())[:_LONGEST_TEXT])


def _text_in_body(body: HtmlElement) -> str:
    """What the page says between its header and its footer."""
    text = " ".join(text_of(body).split())
    for frame in body.iter("nav", "header", "footer"):
        text = text.replace(" ".join(text_of(frame).split()), "", 1)
    return text.strip()


def _has_links(body: HtmlElement) -> bool:
    """Whether links to other pages stand outside the page's frame."""
    return any(
        not link.get("href", "#").startswith(("#", "javascript:", "mailto:"))
        and not is_in_frame(link)
        for link in body.iter("a")
    )
