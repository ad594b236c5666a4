"""What the links of a page are relative to, which lead nowhere, and which belong to its frame.

Imports libxml: only ever in the parsing process.
"""

from collections.abc import Iterable, Iterator
from urllib.parse import urljoin

from lxml.html import HtmlElement

from reactor.posting import LONGEST_ADDRESS
from reactor.scrape.markup.text import text_of

_NO_PAGES = ("data:", "javascript:", "mailto:")
_FRAME_TAGS = {"nav", "header", "footer"}
_FRAME_ROLES = {"navigation", "banner", "contentinfo"}


def base_of(tree: HtmlElement, url: str) -> str:
    """What relative links are relative to: `<base href>` if there is a sound one."""
    for base in tree.xpath("//base/@href")[:1]:
        try:
            joined = urljoin(url, base) if len(base) <= LONGEST_ADDRESS else ""
        except ValueError:
            return url
        return joined if joined.startswith(("http://", "https://")) else url
    return url


def overlong(elements: Iterable[HtmlElement]) -> Iterator[str]:
    """What the links say whose addresses are refused because they are too long."""
    for element in elements:
        href = element.get("href", "")
        if len(href) > LONGEST_ADDRESS and not href.lstrip().lower().startswith(_NO_PAGES):
            yield " ".join(text_of(element).split())


def is_in_frame(element: HtmlElement) -> bool:
    """Whether an element belongs to the page's frame: navigation, header, footer."""
    framed = False
    for ancestor in element.iterancestors():
        if ancestor.tag in ("article", "main", "li", "tr") and framed:
            # A header or footer of its own, not the page's.
            return False
        framed = framed or ancestor.tag in _FRAME_TAGS or ancestor.get("role") in _FRAME_ROLES
        if ancestor.tag == "nav":
            return True
    return framed
