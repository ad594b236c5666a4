"""Boards whose list is a page of links; the postings' own pages have the other data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlsplit

from reactor.posting import Posting
from reactor.scrape.boards.api_response import ApiResponse, as_count
from reactor.scrape.boards.board import Board, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.facets import facets
from reactor.scrape.boards.field_conversion import address_of, remote_of
from reactor.scrape.boards.request import Request

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from reactor.scrape.boards.paging import Paging

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class LinkListBoard(Board):
    """A system that lists its postings as links, in one page or several.

    A subclass defines the pages and the form of postings' links.

    Attributes:
        lists: templates of the first page, likeliest first, with the board's `{slug}` and `{host}`.
            They contain the number that `paging` counts.
        paging: the pagination; None if one page lists all postings.
        postings: matches the path of a posting's address. The group `id` is the same in every
            spelling; links with the same id are one posting.
        ours: matches every page of this system, even one without postings. A response without a
            match and without postings is not the system's.
        departed: matches the page of a company that has left the system.
        titles: the classes of the element with the title, if it is not a heading in the link.
        rows: matches the name and classes, `tr` or `li.job`, of the innermost element around a link
            that is about its posting alone; None for the largest without another posting's link.
        places: the classes, item properties or data attributes of the element with the place.
        pages: finds the number of pages, in the group `pages`, or of postings, in `total`.
    """

    lists: ClassVar[tuple[str, ...]]
    paging: ClassVar[Paging | None] = None
    postings: ClassVar[re.Pattern[str]]
    ours: ClassVar[re.Pattern[str]]
    departed: ClassVar[re.Pattern[str] | None] = None
    titles: ClassVar[re.Pattern[str] | None] = None
    rows: ClassVar[re.Pattern[str] | None] = None
    places: ClassVar[re.Pattern[str] | None] = None
    pages: ClassVar[re.Pattern[str] | None] = None

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the requests for the first page, likeliest first."""
        return tuple(
            Request(each.format(slug=address.slug, host=address.host)) for each in self.lists
        )

    def page(self, answer: ApiResponse) -> BoardPage:
        """Return the postings that a page links, each with the place beside it."""
        text = answer.page.text
        if self.departed and self.departed.search(text):
            raise answer.unlike("the career page of a company that is still there")
        rows = self._rows(self.listed(answer), answer)
        if not rows and not self.ours.search(text):
            raise answer.unlike("a list of postings")
        vacancies = tuple(
            _vacancy(self.posting(url, links, row)) for url, links, row in rows.values()
        )
        return BoardPage(vacancies, *self.onward(answer, len(rows)))

    def onward(self, answer: ApiResponse, entries: int) -> tuple[Request | None, bool]:
        """Return the next request, and whether no postings are known beyond this page."""
        if self.paging is None:
            return None, True
        stated = self.pages.search(answer.page.text) if self.pages else None
        count = {
            name: as_count(value) for name, value in (stated.groupdict() if stated else {}).items()
        }
        return self.paging.following(
            answer, entries, total=count.get("total", 0), pages=count.get("pages", 0)
        )

    def named(self, url: str) -> re.Match[str] | None:
        """Return the match of `postings` with an address; None if it is no posting's."""
        return self.postings.fullmatch(urlsplit(url).path)

    def listed(self, answer: ApiResponse) -> HtmlElement:
        """Return the document, or the part of it, that lists the postings."""
        return answer.html()

    def posting(self, url: str, links: list[HtmlElement], row: HtmlElement) -> Posting:
        """Return a posting with the data of its row."""
        place = _words(next(_marked(row, self.places), None)) if self.places else ""
        return Posting(
            url=url, title=self._title(links, row), location=place, remote=remote_of("", place)
        )

    def _title(self, links: list[HtmlElement], row: HtmlElement) -> str:
        if self.titles and (named := next(_marked(row, self.titles), None)) is not None:
            return _words(named)
        headings = (_words(each) for link in (*links, row) for each in link.iter(*_HEADINGS))
        return next(filter(None, headings), "") or max(map(_words, links), key=len)

    def _rows(
        self, tree: HtmlElement, answer: ApiResponse
    ) -> dict[str, tuple[str, list[HtmlElement], HtmlElement]]:
        """Return each posting's address, links and row, by id."""
        links: dict[str, list[HtmlElement]] = {}
        addresses: dict[str, str] = {}
        named: dict[HtmlElement, str] = {}
        linked = {
            link: (url, found["id"])
            for link in tree.iter("a")
            if (url := address_of(answer.url, (link.get("href") or "").strip()))
            and (found := self.named(url))
        }
        own = self.own_among((url for url, _ in linked.values()), answer)
        for link, (url, identity) in linked.items():
            if url in own:
                named[link] = identity
                links.setdefault(identity, []).append(link)
                addresses.setdefault(identity, url)
        return {
            identity: (addresses[identity], each, self._row(each[0], identity, named))
            for identity, each in links.items()
        }

    def _row(self, link: HtmlElement, identity: str, named: dict[HtmlElement, str]) -> HtmlElement:
        if self.rows:
            for around in link.iterancestors():
                classes = (around.get("class") or "").split()
                if self.rows.fullmatch(".".join((str(around.tag), *classes))):
                    return around
        return _row(link, identity, named)


def _vacancy(posting: Posting) -> Vacancy:
    known = facets(
        location=posting.location.split("; "),
        remote=str(posting.remote),
        employment=posting.employment_type,
    )
    return Vacancy(posting, known)


def _row(link: HtmlElement, identity: str, named: dict[HtmlElement, str]) -> HtmlElement:
    """Return the largest element around a link that holds no other posting's link."""
    row = link
    for around in link.iterancestors():
        others = (named.get(each, identity) for each in around.iter("a"))
        if around.tag in ("body", "html", "main") or any(each != identity for each in others):
            break
        row = around
    return row


def _marked(row: HtmlElement, mark: re.Pattern[str]) -> Iterator[HtmlElement]:
    """Yield the elements in a row whose class, item property or data attribute matches."""
    for element in row.iter():
        marks = (
            str(value)
            for name, value in element.attrib.items()
            if name in ("class", "itemprop") or name.startswith("data-")
        )
        if any(map(mark.search, marks)):
            yield element


def _words(element: HtmlElement | None) -> str:
    return "" if element is None else " ".join(element.text_content().split())
