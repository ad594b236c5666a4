"""The links of a page: where each leads and what it says.

Imports libxml: only ever in the parsing process.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from urllib.parse import urljoin, urlsplit

from cssselect import HTMLTranslator, SelectorError
from lxml import etree
from lxml.html import HtmlElement

from reactor.posting import LONGEST_ADDRESS
from reactor.scrape.canonical import canonical_url
from reactor.scrape.markup.text import text_of
from reactor.scrape.words.wording import says_apply, says_details

_NO_PAGES = ("data:", "javascript:", "mailto:")
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
        on_site: whether it leads to the page's own host.
    """

    element: HtmlElement
    url: str
    words: str
    saying: Saying
    on_site: bool


def base_of(tree: HtmlElement, url: str) -> str:
    """What relative links are relative to: `<base href>` if there is a sound one."""
    for base in tree.xpath("//base/@href")[:1]:
        try:
            joined = urljoin(url, base) if len(base) <= LONGEST_ADDRESS else ""
        except ValueError:
            return url
        return joined if joined.startswith(("http://", "https://")) else url
    return url


def anchors(elements: Iterable[HtmlElement], base: str, here: str) -> Iterator[Anchor]:
    """The links among `elements` that lead to other web pages than the one `here`."""
    here = canonical_url(here)
    host = urlsplit(here).netloc
    for element in elements:
        href = element.get("href", "").strip()
        try:
            url = canonical_url(urljoin(base, href)) if len(href) <= LONGEST_ADDRESS else ""
        except ValueError:
            continue
        web = url.startswith(("http://", "https://")) and len(url) <= LONGEST_ADDRESS
        if web and url != here and urlsplit(url).netloc:
            words = " ".join(text_of(element).split())
            yield Anchor(element, url, words, _saying(words), urlsplit(url).netloc == host)


def overlong(elements: Iterable[HtmlElement]) -> Iterator[str]:
    """What the links say whose addresses are refused because they are too long."""
    for element in elements:
        href = element.get("href", "")
        if len(href) > LONGEST_ADDRESS and not href.lstrip().lower().startswith(_NO_PAGES):
            yield " ".join(text_of(element).split())


@dataclass(frozen=True, slots=True)
class Selection:
    """The links that a company's selector means.

    Attributes:
        links: the `a` elements: matched, inside a match or around one.
        exact: those that it points at themselves: matched, around a match, or alone in one.
        matches: the elements that it matches.
    """

    links: tuple[HtmlElement, ...]
    exact: frozenset[HtmlElement]
    matches: tuple[HtmlElement, ...] = ()


def select(tree: HtmlElement, selector: str) -> Selection:
    """What a company's selector chooses.

    Raises:
        ValueError: the selector is invalid or matches nothing; the message says which.
    """
    try:
        matches = tree.xpath(HTMLTranslator().css_to_xpath(selector))
    except (SelectorError, etree.XPathError):
        raise ValueError("is not a valid CSS selector") from None
    if not matches:
        raise ValueError("matches nothing on the page")
    exact, found = set[HtmlElement](), list[HtmlElement]()
    for match in matches:
        around = match.xpath("ancestor-or-self::a[@href]")
        links = around or match.xpath("descendant::a[@href]") or _beside(match)
        found += links
        if around or len({link.get("href") for link in links}) == 1:
            exact.update(links)
    return Selection(tuple(dict.fromkeys(found)), frozenset(exact), tuple(matches))


def _beside(match: HtmlElement) -> list[HtmlElement]:
    """The link of the row that a match without any stands in: a title beside its `Apply`."""
    for ancestor in match.iterancestors():
        links: list[HtmlElement] = ancestor.xpath("descendant::a[@href]")
        if links:
            return links if len({link.get("href") for link in links}) == 1 else []
    return []


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
