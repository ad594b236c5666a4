"""The elements that a company's selector chooses on its page.

It imports libxml, so only the parsing process imports it.
"""

from dataclasses import dataclass

from cssselect import HTMLTranslator, SelectorError
from lxml import etree
from lxml.html import HtmlElement


@dataclass(frozen=True, slots=True)
class Selection:
    """The links that a company's selector chooses.

    Attributes:
        links: the `a` elements that match, are inside a match or around one.
        exact: those that match, are around a match, or are the only link in one.
        matches: the elements that match.
    """

    links: tuple[HtmlElement, ...]
    exact: frozenset[HtmlElement]
    matches: tuple[HtmlElement, ...] = ()


def select(tree: HtmlElement, selector: str) -> Selection:
    """Apply a company's selector to a page.

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
    """Return the link of the row around a match without links: a title beside its `Apply`."""
    for ancestor in match.iterancestors():
        links: list[HtmlElement] = ancestor.xpath("descendant::a[@href]")
        if links:
            return links if len({link.get("href") for link in links}) == 1 else []
    return []
