"""The introduction of a block of records: the nearest heading that is not a record's title.

Site builders use one markup for postings, shops and people, each block under a heading of the same
level as their titles. It imports libxml, so only the parsing process imports it.
"""

from bisect import bisect_left
from collections.abc import Sequence

from reactor.scrape.dom_groups.entry import Entry
from reactor.scrape.dom_groups.page_context import PageContext
from reactor.scrape.dom_groups.page_index import LEVELS
from reactor.scrape.dom_groups.sections import PageSection
from reactor.scrape.dom_groups.text_lines import ElementLine


class IntroHeadings:
    """The introductions of a page's records."""

    def __init__(self, page: PageContext) -> None:
        self._page = page
        self._headings: Sequence[ElementLine] = [
            cell for cell in page.lines if cell.element.tag in LEVELS and cell.key
        ]
        self._orders = [cell.order for cell in self._headings]

    def of(self, entry: Entry, section: PageSection) -> str:
        """Return the introduction of a record in a section; `""` without one."""
        box = entry.record.elements[0].getparent()
        words = "" if section.nearest == section.words else section.nearest
        if box is None or box not in self._page.index.spans:
            return words
        place = bisect_left(self._orders, self._page.index.number(box)) - 1
        if place < 0 or self._headings[place].key == entry.record.cell.key:
            return words
        above = self._headings[place]
        later = above.order > section.block and above.words != section.words
        return above.words if later else words
