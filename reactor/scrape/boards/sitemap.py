"""Boards whose list is a sitemap; the postings' own pages have the other data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import unquote, urlsplit

from reactor.posting import Posting
from reactor.scrape.boards.api_response import ApiResponse, element_text, elements
from reactor.scrape.boards.board import Board, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.field_conversion import address_of
from reactor.scrape.boards.request import Request

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

_BETWEEN_WORDS = re.compile(r"[-_+\s]+")
_FIRST_CHOICE = "en"
_LANGUAGE = len(_FIRST_CHOICE)


class SitemapBoard(Board):
    """A system that lists its postings in sitemaps (https://www.sitemaps.org/protocol.html).

    A subclass defines the sitemaps and the form of postings' addresses. A sitemap has no titles:
    until its own page is read, a posting's title is the words in its address.

    Attributes:
        sitemaps: templates of their addresses, with the board's `{slug}` and `{host}`.
        postings: matches the whole path of a posting's address. The group `id` is the same in every
            language and spelling; `name` holds the words of the title.
        children: matches the sitemaps in an index that hold postings. If they have languages, in
            the group `lang`, those of one are read: English if there is any, as each posting is in
            all of them. `en` and `en-us` count as one: either may hold postings that the other
            lacks.
    """

    guesses_titles = True
    sitemaps: ClassVar[tuple[str, ...]]
    postings: ClassVar[re.Pattern[str]]
    children: ClassVar[re.Pattern[str]] = re.compile(r".*")

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the requests for the sitemaps, likeliest first."""
        return tuple(
            Request(each.format(slug=address.slug, host=address.host)) for each in self.sitemaps
        )

    def page(self, answer: ApiResponse) -> BoardPage:
        """Return a sitemap's postings, or the sitemaps that an index names."""
        if (index := _root(answer, "sitemapindex")) is not None:
            # A foreign index could otherwise make us send thousands of requests to another host.
            children = self.own_among(_locations(index, "sitemap"), answer)
            parts = tuple(map(Request, self._in_one_language(children)))
            if not parts:
                return BoardPage(())
            return BoardPage((), parts[0], parts=parts[1:], leads=True)
        found: dict[str, Vacancy] = {}
        urls = _locations(answer.xml("urlset"), "url")
        addresses = (address_of(answer.url, url) for url in urls if self.named(url))
        for address in self.own_among(addresses, answer):
            if named := self.named(address):
                vacancy = Vacancy(self.posting(address, named), identity=named["id"])
                found.setdefault(named["id"], vacancy)
        return BoardPage(tuple(found.values()))

    def named(self, url: str) -> re.Match[str] | None:
        """Return the match of `postings` with an address; None if it is no posting's."""
        return self.postings.fullmatch(urlsplit(url).path)

    def posting(self, url: str, found: re.Match[str]) -> Posting:
        """Return a posting with the title words in its address."""
        words = unquote(found.groupdict().get("name") or "")
        title = _BETWEEN_WORDS.sub(" ", words).strip()
        return Posting(url=url, title=title or f"Posting {found['id']}", source=url)

    def _in_one_language(self, urls: Iterable[str]) -> list[str]:
        by_language: dict[str, list[str]] = {}
        for url in urls:
            if child := self.children.search(url):
                language = (child.groupdict().get("lang") or "").lower()[:_LANGUAGE]
                by_language.setdefault(language, []).append(url)
        chosen = min(
            by_language,
            key=lambda each: (each != _FIRST_CHOICE, -len(by_language[each])),
            default="",
        )
        return by_language.get(chosen, [])


def _root(answer: ApiResponse, name: str) -> _Element | None:
    """Return the root of the response if it has this name, else None."""
    return answer.xml(name) if f"<{name}" in answer.page.text[:2000] else None


def _locations(root: _Element, name: str) -> list[str]:
    return [element_text(entry, "loc") for entry in elements(root, name)]
