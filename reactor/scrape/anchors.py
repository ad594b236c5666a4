"""The links of a page: where each leads and what it says.

Imports libxml: only ever in the parsing process.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from urllib.parse import urljoin, urlsplit

from cssselect import HTMLTranslator, SelectorError
from lxml.html import HtmlElement

from reactor.scrape.canonical import canonical_url
from reactor.scrape.text import text_of
from reactor.scrape.wording import says_apply, says_details

_FRAME_TAGS = {"nav", "header", "footer"}
_FRAME_ROLES = {"navigation", "banner", "contentinfo"}


class Saying(Enum):
    """What a link's text is good for, best first."""

    TITLE = 0
    DETAILS = 1
    APPLY = 2


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link to a web page.

    Attributes:
        element: the `a` element.
        url: where it leads, canonical.
        words: what it says, one line.
        saying: what the words are good for.
    """

    element: HtmlElement
    url: str
    words: str
    saying: Saying

    @property
    def host(self) -> str:
        """The host it leads to."""
        return urlsplit(self.url).netloc


def base_of(tree: HtmlElement, url: str) -> str:
    """What relative links are relative to: `<base href>` if there is a sound one."""
    for base in tree.xpath("//base/@href")[:1]:
        try:
            joined = urljoin(url, base)
        except ValueError:
            return url
        return joined if joined.startswith(("http://", "https://")) else url
    return url


def anchors(elements: Iterable[HtmlElement], base: str) -> Iterator[Anchor]:
    """The links in and around `elements` that lead to other web pages."""
    here = canonical_url(base)
    for element in elements:
        try:
            url = canonical_url(urljoin(base, element.get("href", "").strip()))
        except ValueError:
            continue
        if url.startswith(("http://", "https://")) and url != here and urlsplit(url).netloc:
            words = " ".join(text_of(element).split())
            yield Anchor(element, url, words, _saying(words))


def select(tree: HtmlElement, selector: str) -> list[HtmlElement]:
    """The `a` elements that a company's selector means: matched, inside a match or around one.

    Raises:
        ValueError: the selector is invalid or matches nothing; the message says which.
    """
    try:
        matches = tree.xpath(HTMLTranslator().css_to_xpath(selector))
    except SelectorError:
        raise ValueError("is not a valid CSS selector") from None
    if not matches:
        raise ValueError("matches nothing on the page")
    found = (
        anchor
        for match in matches
        for anchor in match.xpath("descendant-or-self::a[@href] | ancestor::a[@href]")
    )
    return list(dict.fromkeys(found))


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


def _saying(words: str) -> Saying:
    if says_apply(words):
        return Saying.APPLY
    return Saying.DETAILS if not words or says_details(words) else Saying.TITLE
