"""An index of a page's elements in document order, for containment tests without a search.

One walk numbers the elements. An element contains those whose numbers are within its span.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

_FRAME_TAGS = frozenset(("nav", "header", "footer"))
_FRAME_ROLES = frozenset(("navigation", "banner", "contentinfo", "menubar"))
_OWN_FRAMES = frozenset(("article", "main", "tr"))
"""Elements that may have a header or footer of their own, which is not the page's."""

_ENTRIES = frozenset(("article", "li", "tr", "td"))
"""Elements of list entries, each of which may have a header or footer."""

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
"""Cookie dialogs, by the names that their makers give them."""

_MAY_BE_FRAME = frozenset(("div", "ul", "nav", "aside", "section", "header", "footer"))


# Attributes that refer by id to an element that is opened elsewhere on the page.
_POINTERS = frozenset(
    (
        *("aria-controls", "data-target", "data-bs-target", "href", "data-tab", "data-modal"),
        *("data-toggle-target", "data-popup", "data-micromodal-trigger", "data-fancybox-src"),
        *("data-src", "data-id", "data-accordion-target", "data-modal-target", "data-open"),
    )
)
# Attributes from which scripts read an element's target address.
ADDRESS_ATTRIBUTES = (
    *("data-href", "data-url", "data-link", "data-permalink", "data-target-url", "data-job-url"),
)
_SCRIPTED = frozenset((*ADDRESS_ATTRIBUTES, "onclick"))
_NAMING = frozenset(
    (
        *("class", "itemprop", "aria-label", "data-testid", "data-test", "data-framer-name"),
        *("data-label", "data-th"),
    )
)
"""Attributes by which sites name the content of an element."""

_WALLS = frozenset(("body", "html", "main"))
_HIGHEST = 40
LEVELS = {f"h{level}": level for level in range(1, 7)}
"""The levels of headings."""


@dataclass(slots=True)
class PageIndex:
    """The positions of a page's elements.

    Records of several columns share elements, so repeated queries on an element are cached here.

    Attributes:
        spans: the number of each element, and of the last element inside it.
        framed: the elements of the page's frame: navigation, header, footer.
        by_id: the elements by id.
        links: the `a` elements, in order.
        link_numbers: their numbers.
        openers: the numbers of the elements that open others, in order.
        opened: for each of them, the elements that it opens.
        headings: the elements from `h1` to `h6`, in order.
        heading_numbers: their numbers.
        scripted: the elements that scripts may turn into links, in order.
        scripted_numbers: their numbers.
    """

    spans: dict[HtmlElement, tuple[int, int]] = field(default_factory=dict)
    framed: set[HtmlElement] = field(default_factory=set)
    by_id: dict[str, HtmlElement] = field(default_factory=dict)
    link_numbers: list[int] = field(default_factory=list)
    links: list[HtmlElement] = field(default_factory=list)
    openers: list[int] = field(default_factory=list)
    opened: list[list[HtmlElement]] = field(default_factory=list)
    headings: list[HtmlElement] = field(default_factory=list)
    heading_numbers: list[int] = field(default_factory=list)
    scripted: list[HtmlElement] = field(default_factory=list)
    scripted_numbers: list[int] = field(default_factory=list)
    _ancestors: dict[HtmlElement, tuple[HtmlElement, ...]] = field(default_factory=dict)
    _names: dict[HtmlElement, tuple[str, ...]] = field(default_factory=dict)

    def number(self, element: HtmlElement) -> int:
        """Return the position of an element in the page."""
        return self.spans[element][0]

    def holds(self, outer: HtmlElement, inner: HtmlElement) -> bool:
        """Whether `inner` is `outer` or inside it."""
        first, last = self.spans[outer]
        return first <= self.spans[inner][0] <= last

    def above(self, element: HtmlElement) -> tuple[HtmlElement, ...]:
        """Return the ancestors of an element, nearest first, at most 40."""
        known = self._ancestors.get(element)
        if known is None:
            known = tuple(islice(element.iterancestors(), _HIGHEST))
            self._ancestors[element] = known
        return known

    def names(self, element: HtmlElement) -> tuple[str, ...]:
        """Return the names that an element's attributes give its content."""
        known = self._names.get(element)
        if known is None:
            known = tuple(value for name, value in element.items() if name in _NAMING)
            self._names[element] = known
        return known

    def links_in(self, element: HtmlElement, most: int) -> list[HtmlElement]:
        """Return the first links inside an element."""
        first, last = self.spans[element]
        begin = bisect_left(self.link_numbers, first)
        end = bisect_left(self.link_numbers, last + 1)
        return self.links[begin : min(end, begin + most)]

    def headings_in(self, element: HtmlElement, most: int) -> list[HtmlElement]:
        """Return the first headings inside an element."""
        first, last = self.spans[element]
        begin = bisect_left(self.heading_numbers, first)
        end = bisect_left(self.heading_numbers, last + 1)
        return self.headings[begin : min(end, begin + most)]

    def scripted_in(self, element: HtmlElement, most: int) -> list[HtmlElement]:
        """Return possible script links among the first `most` elements of a subtree."""
        first, last = self.spans[element]
        begin = bisect_left(self.scripted_numbers, first)
        end = bisect_left(self.scripted_numbers, min(last + 1, first + most))
        return self.scripted[begin:end]

    def size(self, element: HtmlElement) -> int:
        """Return the number of elements in an element's subtree, itself included."""
        first, last = self.spans[element]
        return last - first + 1

    def opened_by(self, parts: Iterable[HtmlElement], most: int) -> Iterator[list[HtmlElement]]:
        """Yield the targets of each opening element among the first `most` in these parts."""
        for part in parts:
            first, last = self.spans[part]
            looked_at = min(last - first + 1, most)
            begin = bisect_left(self.openers, first)
            end = bisect_left(self.openers, first + looked_at)
            yield from self.opened[begin:end]
            most -= looked_at


def index_of(body: HtmlElement) -> PageIndex:
    """Return the index of the subtree of `body`."""
    index = PageIndex()
    starts = dict[HtmlElement, int]()
    pointers = list[tuple[int, list[str]]]()
    number = 0
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        if event == "start":
            number += 1
            starts[element] = number
            _note(index, element, number)
            names = element.keys()
            if "-" in element.tag or not _SCRIPTED.isdisjoint(names):
                index.scripted_numbers.append(number)
                index.scripted.append(element)
            if not _POINTERS.isdisjoint(names):
                pointers.append((number, [element.get(n) for n in names if n in _POINTERS]))
        else:
            index.spans[element] = (starts.pop(element), number)
    _note_opened(index, pointers)
    return index


def _note_opened(index: PageIndex, pointers: list[tuple[int, list[str]]]) -> None:
    """Store the targets of pointers, once all ids of the page are known."""
    for number, values in pointers:
        panels = (index.by_id.get(each.strip().removeprefix("#")) for each in values)
        if opened := [each for each in panels if each is not None and each.tag not in _WALLS]:
            index.openers.append(number)
            index.opened.append(opened)


def _note(index: PageIndex, element: HtmlElement, number: int) -> None:
    tag, parent = element.tag, element.getparent()
    if _begins_frame(element) or (
        parent in index.framed
        and (tag not in _OWN_FRAMES or (parent is not None and parent.tag == "nav"))
    ):
        index.framed.add(element)
    if name := element.get("id"):
        index.by_id.setdefault(name, element)
    if tag == "a":
        index.link_numbers.append(number)
        index.links.append(element)
    elif tag in LEVELS:
        index.heading_numbers.append(number)
        index.headings.append(element)


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
