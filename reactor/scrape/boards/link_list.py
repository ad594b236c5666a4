"""Boards whose list is a page of links: the postings' own pages tell the rest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlsplit

from reactor.posting import Posting
from reactor.scrape.boards.answer import Answer, as_count
from reactor.scrape.boards.board import Board, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.facets import facets
from reactor.scrape.boards.request import Request
from reactor.scrape.boards.stated import address_of, remote_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from reactor.scrape.boards.paging import Paging

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class LinkListBoard(Board):
    """A system that lists its postings as links, in one page or several.

    A subclass names the pages, and says what the links of postings look like.

    Attributes:
        lists: where the first page may be, the likeliest first: `{slug}` and `{host}` are the
            board's. It holds the number that `paging` counts.
        paging: how one page leads to the next; None if one page lists them all.
        postings: matches the path of a posting's address. The group `id` is what it keeps in every
            spelling; links to the same one are one.
        ours: what every page of this system holds, even one without postings. An answer with
            neither is none of its pages.
        departed: what its page says where the company is gone.
        titles: the classes of the element that holds a title, if it is no heading in the link.
        rows: matches the name and classes, `tr` or `li.job`, of the innermost element around a link
            that is about its posting alone; None for the largest that holds no other posting's.
        places: the classes, item properties or data attributes of the element that holds a place.
        pages: finds how many pages there are, in the group `pages`, or postings, in `total`.
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
        """The first pages, the likeliest first."""
        return tuple(
            Request(each.format(slug=address.slug, host=address.host)) for each in self.lists
        )

    def page(self, answer: Answer) -> BoardPage:
        """The postings that a page links, each with the place that stands beside it."""
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

    def onward(self, answer: Answer, entries: int) -> tuple[Request | None, bool]:
        """The request for the page behind this one, and whether the list is whole with this one."""
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
        """What `postings` finds in an address; None if it is no posting's."""
        return self.postings.fullmatch(urlsplit(url).path)

    def listed(self, answer: Answer) -> HtmlElement:
        """The document, or the part of it, that lists the postings."""
        return answer.html()

    def posting(self, url: str, links: list[HtmlElement], row: HtmlElement) -> Posting:
        """A posting as its row tells it."""
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
        self, tree: HtmlElement, answer: Answer
    ) -> dict[str, tuple[str, list[HtmlElement], HtmlElement]]:
        """By their ids: the address of each posting, the links to it, and all that is about it."""
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
    """The largest element around a link that holds no other posting's."""
    row = link
    for around in link.iterancestors():
        others = (named.get(each, identity) for each in around.iter("a"))
        if around.tag in ("body", "html", "main") or any(each != identity for each in others):
            break
        row = around
    return row


def _marked(row: HtmlElement, mark: re.Pattern[str]) -> Iterator[HtmlElement]:
    """The elements in a row whose class, item property or data attribute is marked so."""
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
