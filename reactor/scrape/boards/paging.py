"""Pagination of boards' lists."""

import sys
from dataclasses import dataclass, replace
from typing import Literal

from reactor.scrape.boards.api_response import ApiResponse
from reactor.scrape.boards.request import Request


@dataclass(frozen=True, slots=True)
class Paging:
    """Derives the request for the next page from the request for one page.

    Lists with a cursor do not need it: each response contains the next request.

    Attributes:
        name: the counter: a header, a key of the body (`search.Skip` is one in an object), or a
            query parameter. The first request contains it.
        by: whether it counts postings or pages.
        size: the number of postings on a full page; 0 if it varies, so that the list ends only with
            an empty page or one with nothing new.
        first: the number of the first page, if pages are counted.
        most: the maximum number of postings that the board shows, however many there are.
    """

    name: str = "offset"
    by: Literal["postings", "pages"] = "postings"
    size: int = 0
    first: int = 1
    most: int = sys.maxsize

    def following(
        self, answer: ApiResponse, entries: int, *, total: int = 0, pages: int = 0
    ) -> tuple[Request | None, bool]:
        """Return the next request, and whether no postings are known beyond this page.

        Args:
            answer: the page.
            entries: the number of postings on it, readable or not.
            total: the total that the board states; 0 if it states none.
            pages: the number of pages that the board states; 0 if it states none.
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
        # Another page than the requested one may have been returned: then postings are missing.
        whole = total <= seen < self.most and not (pages and more)
        if not (more and entries and seen < self.most):
            return None, whole
        further = asked.numbered(self.name, seen if self.by == "postings" else number + 1)
        return replace(further, seen=asked.seen + entries, total=total), whole
