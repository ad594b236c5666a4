"""How boards count the pages of their lists."""

import sys
from dataclasses import dataclass, replace
from typing import Literal

from reactor.scrape.boards.answer import Answer
from reactor.scrape.boards.request import Request


@dataclass(frozen=True, slots=True)
class Paging:
    """How the request for one page becomes the request for the next.

    Lists that are paged by a cursor need none: each answer names what to ask next.

    Attributes:
        name: what counts: a header, a key of the body (`search.Skip` is one inside an object), or a
            parameter of the query. The first request holds it.
        by: whether it counts postings or pages.
        size: how many postings are on a full page; 0 if that differs, so that only an empty page,
            or one with nothing new, is known to be behind the last.
        first: what the first page is called, where pages are counted.
        most: the board shows so many postings at most, however many there are.
    """

    name: str = "offset"
    by: Literal["postings", "pages"] = "postings"
    size: int = 0
    first: int = 1
    most: int = sys.maxsize

    def following(
        self, answer: Answer, entries: int, *, total: int = 0, pages: int = 0
    ) -> tuple[Request | None, bool]:
        """The request for the page behind this one, and whether the list is whole with this one.

        Args:
            answer: the page.
            entries: how many postings are on it, readable or not.
            total: how many there are in all, as the board says; 0 if it does not.
            pages: how many pages there are, as the board says; 0 if it does not.
        """
        asked = answer.request
        total = total or asked.total
        number = asked.number(self.name)
        seen = (number if self.by == "postings" else asked.seen) + entries
        if total:
            more = seen < total
        elif pages and self.by == "pages":
            more = number < self.first + pages - 1
        else:
            more = entries >= self.size
        # A page in the middle of them may be shown for another: then the rest is still missing.
        whole = total <= seen < self.most and not (pages and more)
        if not (more and entries and seen < self.most):
            return None, whole
        further = asked.numbered(self.name, seen if self.by == "postings" else number + 1)
        return replace(further, seen=asked.seen + entries, total=total), whole
