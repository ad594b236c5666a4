"""The links of a page: their base, overlong addresses, and links in the page's frame.

It imports libxml, so only the parsing process imports it.
"""

from collections.abc import Iterable, Iterator
from urllib.parse import urljoin

from lxml.html import HtmlElement

from reactor.posting import MAX_ADDRESS
from reactor.scrape.markup.text import text_of

_NO_PAGES = ("data:", "javascript:", "mailto:")
_FRAME_TAGS = {"nav", "header", "footer"}
_FRAME_ROLES = {"navigation", "banner", "contentinfo"}


def base_of(tree: HtmlElement, url: str) -> str:
    """Return the base of relative links: `<base href>` if it is valid, else `url`."""
    for base in tree.xpath("//base/@href")[:1]:
        try:
            joined = urljoin(url, base) if len(base) <= MAX_ADDRESS else ""
        except ValueError:
            return url
        return joined if joined.startswith(("http://", "https://")) else url
    return url


def overlong(elements: Iterable[HtmlElement]) -> Iterator[str]:
    """Yield the texts of links whose addresses are refused as too long."""
    for element in elements:
        href = element.get("href", "")
        if len(href) > MAX_ADDRESS and not href.lstrip().lower().startswith(_NO_PAGES):
            yield " ".join(text_of(element).split())


def is_in_frame(element: HtmlElement) -> bool:
    """Whether an element belongs to the page's frame: navigation, header, footer."""
    framed = False
    for ancestor in element.iterancestors():
        if ancestor.tag in ("article", "main", "li", "tr") and framed:
            # An entry's own header or footer is not the page's.
            return False
        framed = framed or ancestor.tag in _FRAME_TAGS or ancestor.get("role") in _FRAME_ROLES
        if ancestor.tag == "nav":
            return True
    return framed
