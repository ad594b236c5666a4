"""What every entry of a page is read with.

Imports libxml: only ever in the parsing process.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from lxml.html import HtmlElement

from reactor.scrape.dom_groups.cells import Cell
from reactor.scrape.dom_groups.hints import StructuredDataList
from reactor.scrape.dom_groups.link import Link, link_of
from reactor.scrape.dom_groups.list_form import ListForm
from reactor.scrape.dom_groups.page_index import PageIndex
from reactor.scrape.dom_groups.selection import Selection

_MOST_LINES = 80
"""Of one element; more say nothing new."""

_MOST_TEXTS = 12
"""Of one link."""

IsTown = Callable[[str], bool]


class NamedLink(NamedTuple):
    """What a link says, and where it leads if it may lead to a posting."""

    words: str
    link: Link | None


@dataclass(frozen=True, slots=True)
class PageAround:
    """What every entry of a page is read with.

    Attributes:
        base: what relative addresses are relative to.
        here: the page's own canonical address.
        stated: what its structured data lists.
        selection: what the company's selector chooses; None without one.
        is_town: whether words name a place that is known.
        lines: the page's lines.
        orders: their places in the page.
        index: where its elements stand.
        forms: those of the list that it is a further page of.
    """

    base: str
    here: str
    stated: StructuredDataList
    selection: Selection | None
    is_town: IsTown
    lines: Sequence[Cell]
    orders: Sequence[int]
    index: PageIndex
    forms: tuple[ListForm, ...] = ()
    _links: dict[HtmlElement, NamedLink] = field(default_factory=dict)

    def is_known(self, form: ListForm) -> bool:
        """Whether a group has the form of the list that this page goes on with."""
        return any(form.is_like(each) for each in self.forms)

    def link_at(self, element: HtmlElement) -> NamedLink:
        """What an `a` element says and where it leads; the records of many columns hold it."""
        known = self._links.get(element)
        if known is None:
            words = " ".join(" ".join(islice(element.itertext(), _MOST_TEXTS)).split())
            words = words or element.get("aria-label") or element.get("title") or ""
            known = NamedLink(
                words, link_of(element.get("href") or "", words, self.base, self.here)
            )
            self._links[element] = known
        return known

    def lines_in(self, element: HtmlElement) -> Sequence[Cell]:
        """The first lines inside an element."""
        first, last = self.index.spans[element]
        begin = bisect_left(self.orders, first)
        end = bisect_left(self.orders, last + 1, begin, min(len(self.lines), begin + _MOST_LINES))
        return self.lines[begin:end]
