"""A page's elements in their order, so that what stands inside what is found without a search.

One walk numbers the elements. An element holds those whose numbers lie in its span.
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


# What opens something elsewhere on its page, by the id of that.
_POINTERS = frozenset(
    (
        *("aria-controls", "data-target", "data-bs-target", "href", "data-tab", "data-modal"),
        *("data-toggle-target", "data-popup", "data-micromodal-trigger", "data-fancybox-src"),
        *("data-src", "data-id", "data-accordion-target", "data-modal-target", "data-open"),
    )
)
# Where scripts look for the address that an element leads to.
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
"""The attributes by which sites name what an element holds."""

_WALLS = frozenset(("body", "html", "main"))
_HIGHEST = 40
LEVELS = {f"h{level}": level for level in range(1, 7)}
"""Of headings."""


@dataclass(slots=True)
class PageIndex:
    """Where the elements of a page stand.

    Records of several columns hold the same elements, so what is asked of an element again and
    again is kept here.

    Attributes:
        spans: the number of each element, and that of the last one inside it.
        framed: the elements of the page's frame: navigation, header, footer.
        by_id: the elements that have an id.
        links: the `a` elements, in order.
        link_numbers: their numbers.
        openers: the numbers of the elements that open others, in order.
        opened: for each of them, what it opens.
        headings: the elements from `h1` to `h6`, in order.
        heading_numbers: their numbers.
        scripted: the elements that may lead somewhere by a script, in order.
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
        """The place of an element in the page."""
        return self.spans[element][0]

    def holds(self, outer: HtmlElement, inner: HtmlElement) -> bool:
        """Whether an element is another, or stands inside it."""
        first, last = self.spans[outer]
        return first <= self.spans[inner][0] <= last

    def above(self, element: HtmlElement) -> tuple[HtmlElement, ...]:
        """The ancestors of an element, the nearest first, at most 40."""
        known = self._ancestors.get(element)
        if known is None:
            known = tuple(islice(element.iterancestors(), _HIGHEST))
            self._ancestors[element] = known
        return known

    def names(self, element: HtmlElement) -> tuple[str, ...]:
        """What the attributes of an element call it."""
        known = self._names.get(element)
        if known is None:
            known = tuple(value for name, value in element.items() if name in _NAMING)
            self._names[element] = known
        return known

    def links_in(self, element: HtmlElement, most: int) -> list[HtmlElement]:
        """The first links inside an element."""
        first, last = self.spans[element]
        begin = bisect_left(self.link_numbers, first)
        end = bisect_left(self.link_numbers, last + 1)
        return self.links[begin : min(end, begin + most)]

    def headings_in(self, element: HtmlElement, most: int) -> list[HtmlElement]:
        """The first headings inside an element."""
        first, last = self.spans[element]
        begin = bisect_left(self.heading_numbers, first)
        end = bisect_left(self.heading_numbers, last + 1)
        return self.headings[begin : min(end, begin + most)]

    def scripted_in(self, element: HtmlElement, most: int) -> list[HtmlElement]:
        """Those among an element and the first ones inside it that scripts may make lead on."""
        first, last = self.spans[element]
        begin = bisect_left(self.scripted_numbers, first)
        end = bisect_left(self.scripted_numbers, min(last + 1, first + most))
        return self.scripted[begin:end]

    def size(self, element: HtmlElement) -> int:
        """How many elements an element is, with those inside it."""
        first, last = self.spans[element]
        return last - first + 1

    def opened_by(self, parts: Iterable[HtmlElement], most: int) -> Iterator[list[HtmlElement]]:
        """What each of the first elements of these parts opens, if it opens anything."""
        for part in parts:
            first, last = self.spans[part]
            looked_at = min(last - first + 1, most)
            begin = bisect_left(self.openers, first)
            end = bisect_left(self.openers, first + looked_at)
            yield from self.opened[begin:end]
            most -= looked_at


def index_of(body: HtmlElement) -> PageIndex:
    """The index of what stands under `body`."""
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
    """Keep what pointers lead to, once all ids of the page are known."""
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
