"""The context of a page for reading its entries.

It imports libxml, so only the parsing process imports it.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from lxml.html import HtmlElement

from reactor.scrape.dom_groups.link import Link, link_of
from reactor.scrape.dom_groups.list_form import ListForm
from reactor.scrape.dom_groups.page_hints import StructuredDataList
from reactor.scrape.dom_groups.page_index import PageIndex
from reactor.scrape.dom_groups.selection import Selection
from reactor.scrape.dom_groups.text_lines import ElementLine

_MAX_LINES = 80
"""Maximum lines of one element; more add nothing."""

_MAX_TEXTS = 12
"""Maximum texts of one link."""

IsTown = Callable[[str], bool]


class NamedLink(NamedTuple):
    """A link's text, and its target if that may be a posting."""

    words: str
    link: Link | None


@dataclass(frozen=True, slots=True)
class PageContext:
    """The context of a page for reading its entries.

    Attributes:
        base: the base of relative addresses.
        here: the page's own canonical address.
        stated: the list in its structured data.
        selection: the elements that the company's selector chooses; None without a selector.
        is_town: the test whether words name a known place.
        lines: the page's lines.
        orders: their positions in the page.
        index: the index of its elements.
        forms: for a further page, the forms of the list that it continues.
    """

    base: str
    here: str
    stated: StructuredDataList
    selection: Selection | None
    is_town: IsTown
    lines: Sequence[ElementLine]
    orders: Sequence[int]
    index: PageIndex
    forms: tuple[ListForm, ...] = ()
    _links: dict[HtmlElement, NamedLink] = field(default_factory=dict)

    def is_known(self, form: ListForm) -> bool:
        """Whether a group has the form of the list that this page continues."""
        return any(form.is_like(each) for each in self.forms)

    def link_at(self, element: HtmlElement) -> NamedLink:
        """Return the text and target of an `a` element; cached, as many columns share it."""
        known = self._links.get(element)
        if known is None:
            words = " ".join(" ".join(islice(element.itertext(), _MAX_TEXTS)).split())
            words = words or element.get("aria-label") or element.get("title") or ""
            known = NamedLink(
                words, link_of(element.get("href") or "", words, self.base, self.here)
            )
            self._links[element] = known
        return known

    def lines_in(self, element: HtmlElement) -> Sequence[ElementLine]:
        """Return the first lines inside an element."""
        first, last = self.index.spans[element]
        begin = bisect_left(self.orders, first)
        end = bisect_left(self.orders, last + 1, begin, min(len(self.lines), begin + _MAX_LINES))
        return self.lines[begin:end]
