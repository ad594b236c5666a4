"""A page's elements in their order, so that what stands inside what is found without a search.

One walk numbers the elements. An element holds those whose numbers lie in its span.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

_FRAME_TAGS = frozenset(("nav", "header", "footer"))
_FRAME_ROLES = frozenset(("navigation", "banner", "contentinfo", "menubar"))
_OWN_FRAMES = frozenset(("article", "main", "tr"))
"""What may have a header or footer of its own, which is not the page's."""

_ENTRIES = frozenset(("article", "li", "tr", "td"))
"""What a list is made of: each entry may have a header or footer."""

_NEAR = 5
_FRAME_CLASS = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation|-menu)?|menu|sub-?menu|footer|breadcrumbs?|cookies?|consent"
    r"|sitemap|social(?:-?(?:links|icons|media))?|lang(?:uage)?-?(?:switch\w*|menu)|skip-?links?"
    r"|site-?header|topbar|mega-?menu|offcanvas-menu)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"cookie|consent|gdpr|dsgvo|onetrust|usercentrics|cmplz|borlabs|didomi|iubenda|tarteaucitron|axeptio",
    re.IGNORECASE,
)
"""Dialogs about cookies, by the names that their makers give them."""

_MAY_BE_FRAME = frozenset(("div", "ul", "nav", "aside", "section", "header", "footer"))


@dataclass(slots=True)
class PageIndex:
    """Where the elements of a page stand.

    Attributes:
        spans: the number of each element, and that of the last one inside it.
        framed: the elements of the page's frame: navigation, header, footer.
        by_id: the elements that have an id.
        links: the numbers of the `a` elements, in order, and the elements.
    """

    spans: dict[HtmlElement, tuple[int, int]] = field(default_factory=dict)
    framed: set[HtmlElement] = field(default_factory=set)
    by_id: dict[str, HtmlElement] = field(default_factory=dict)
    link_numbers: list[int] = field(default_factory=list)
    links: list[HtmlElement] = field(default_factory=list)

    def number(self, element: HtmlElement) -> int:
        """The place of an element in the page."""
        return self.spans[element][0]

    def holds(self, outer: HtmlElement, inner: HtmlElement) -> bool:
        """Whether an element is another, or stands inside it."""
        first, last = self.spans[outer]
        return first <= self.spans[inner][0] <= last

    def links_in(self, element: HtmlElement, most: int) -> list[HtmlElement]:
        """The first links inside an element."""
        first, last = self.spans[element]
        begin = bisect_left(self.link_numbers, first)
        end = bisect_left(self.link_numbers, last + 1)
        return self.links[begin : min(end, begin + most)]


def index_of(body: HtmlElement) -> PageIndex:
    """The index of what stands under `body`."""
    index = PageIndex()
    starts = dict[HtmlElement, int]()
    number = 0
    for event, element in _walk(body):
        if event == "start":
            number += 1
            starts[element] = number
            _note(index, element, number)
        else:
            index.spans[element] = (starts.pop(element), number)
    return index


def _walk(body: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if isinstance(element.tag, str):
            yield event, element


def _note(index: PageIndex, element: HtmlElement, number: int) -> None:
    parent = element.getparent()
    stays = element.tag not in _OWN_FRAMES or (parent is not None and parent.tag == "nav")
    if _begins_frame(element) or (parent in index.framed and stays):
        index.framed.add(element)
    if name := element.get("id"):
        index.by_id.setdefault(name, element)
    if element.tag == "a":
        index.link_numbers.append(number)
        index.links.append(element)


def _begins_frame(element: HtmlElement) -> bool:
    if element.tag in ("header", "footer"):
        near = islice(element.iterancestors(), _NEAR)
        return not any(each.tag in _ENTRIES for each in near)
    if element.tag in _FRAME_TAGS:
        return True
    if (element.get("role") or "") in _FRAME_ROLES:
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if element.tag not in _MAY_BE_FRAME or len(names) == 1:
        return False
    if _FRAME_CLASS.search(names):
        return True
    return bool(_CONSENT.search(names)) and next(element.iter("main", "h1"), None) is None
