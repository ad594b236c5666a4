"""Avature: pages of search results on portals with names chosen by each company."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reactor.posting import Posting
from reactor.scrape.boards.api_response import ApiResponse, as_count
from reactor.scrape.boards.board import BoardAddress, BoardPage
from reactor.scrape.boards.facets import Filters, filters_of
from reactor.scrape.boards.field_conversion import address_of
from reactor.scrape.boards.link_list import LinkListBoard
from reactor.scrape.boards.request import Request

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PORTAL = r"(?:[a-z]{2}_[A-Z]{2}/)?[\w-]{1,80}"
_PATH = re.compile(rf"/(?P<portal>{_PORTAL})(?:/|$)")
_USUAL, _OTHER = "careers", "offset"
_OWN = re.compile(r"<meta\b[^<>]{0,200}?\bavature\.portal\.id\b", re.IGNORECASE)
_OFFSET = re.compile(r"(?<=[?&])(?P<name>\w*offset)=(?P<number>\d+)", re.IGNORECASE)
_NEXT = "//*[contains(@class, 'aginationNextLink')]/descendant-or-self::a/@href"
_FULL = 6
"""Postings on the smallest full page."""
_COUNT = r"\d[\d.,]{0,9}"
_LEGEND = re.compile(
    rf"(?<![\d.,])({_COUNT})\s?[-\u2013]\s?({_COUNT})\s(?:\w{{1,20}}\s){{1,3}}({_COUNT})(\+?)"
)
_LEGENDS = "//*[contains(@class, 'legend')]"
_POSTED = re.compile(r"\b(\d{1,2}-[A-Z][a-z]{2}-\d{4})\b")
_HTML = {"Accept": "text/html,application/xhtml+xml"}


class Avature(LinkListBoard):
    """Portals on avature.net and on companies' own domains. They offer only pages, no data.

    A page links the next one. Without a link, its legend shows whether there is more; some portals
    count by `offset` instead of `jobOffset`, and show their first page for any other parameter.
    Some answer 406 to requests that do not accept HTML.
    """

    name = "avature"
    title = "Avature"
    marks = ("avature",)
    reserved = frozenset({"www", "assets", "api", "_cms", "ats", "static"})
    addresses = re.compile(
        r"//(?!www\.|help\.|support\.|cdn\.)(?P<host>(?P<slug2>[\w-]{1,63})\.avature\.net)"
        r"(?![\w.-])(?:/(?:(?P<aside>[a-z]{2}_[a-z]{2})/)?(?P<slug>[\w-]{1,80})(?![\w.-]))?",
        re.IGNORECASE,
    )
    widgets = _OWN
    passing = frozenset({406})
    lists = ("https://{host}/{slug}/SearchJobs", "https://{host}/{slug}/SearchJobsMaps")
    postings = re.compile(
        r"(?:/[^/?]{1,99}){0,5}/(?:Job|Folder|Pipeline)Detail(?:/[^/?]{0,300}){0,5}"
        r"/(?P<id>\d{1,12})/?",
        re.IGNORECASE,
    )
    in_query = re.compile(
        r"(?:/[^/?]{1,99}){0,5}/(?:Job|Folder|Pipeline)Detail/?\?(?:job|folder|pipeline)Id=(?P<id>\d+)",
        re.IGNORECASE,
    )
    ours = re.compile(r"\bavature\.portal\.|\barticle--result|\blist-controls__", re.IGNORECASE)
    places = re.compile(r"list-item-location|\blocation\b", re.IGNORECASE)

    def filters(self, url: str) -> Filters:
        """Include the portal, on a company's own domain."""
        found = None if self.addresses.search(url) else _PATH.match(urlsplit(url).path)
        return (*filters_of(url), *([("portal", found["portal"])] if found else []))

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the first pages of the named portal, and of the most common one."""
        named = dict(address.filters).get("portal", "") or _portal_of(address)
        urls = dict.fromkeys(
            each.format(host=address.host, slug=portal)
            for portal in filter(None, (named, _USUAL))
            for each in self.lists
        )
        return tuple(Request(url, headers=_HTML) for url in urls)

    def is_own(self, answer: ApiResponse) -> bool:
        """Its pages state their portal's id."""
        return _OWN.search(answer.page.text) is not None

    def page(self, answer: ApiResponse) -> BoardPage:
        """Return the postings of a page, unless it repeats the first one."""
        asked = _OFFSET.search(answer.request.url)
        if asked and int(asked["number"]) and _legend(answer.html())[0] == 1:
            # The portal does not know the parameter that requested the page.
            if asked["name"] == _OTHER:
                return BoardPage((), whole=False)
            url = f"{answer.request.url.partition('?')[0]}?{_OTHER}={asked['number']}"
            return BoardPage((), replace(answer.request, url=url), leads=True)
        return super().page(answer)

    def named(self, url: str) -> re.Match[str] | None:
        """Match the number of a posting in the path or in the query."""
        parts = urlsplit(url)
        return super().named(url) or self.in_query.fullmatch(f"{parts.path}?{parts.query}")

    def onward(self, answer: ApiResponse, entries: int) -> tuple[Request | None, bool]:
        """Return the next page that a page links, or the one that follows by its legend."""
        tree, asked = answer.html(), answer.request
        found = _OFFSET.search(asked.url)
        name, offset = (found["name"], int(found["number"])) if found else ("jobOffset", 0)
        _, last, total, exact = _legend(tree)
        further = next(filter(None, (_next(link, answer) for link in tree.xpath(_NEXT))), "")
        if further and entries:
            return replace(asked, url=further), False
        if total:
            more = last < total
            whole = not more if exact else last > total
        else:
            more = entries >= _FULL
            whole = not more
        if not (more and entries):
            return None, whole
        url = f"{asked.url.partition('?')[0]}?{name}={last or offset + entries}"
        return replace(asked, url=url), whole

    def posting(self, url: str, links: list[HtmlElement], row: HtmlElement) -> Posting:
        """Return a row's posting with its date."""
        found = _POSTED.search(row.text_content())
        return replace(super().posting(url, links, row), posted_at=_iso(found[1]) if found else "")


def _portal_of(address: BoardAddress) -> str:
    """Return the portal in the language of its address; other languages are the same portal."""
    return "/".join(filter(None, (address.aside, address.slug)))


def _next(link: str, answer: ApiResponse) -> str:
    """Return the address of the next page if it continues the same list; else `""`."""
    url = address_of(answer.url, link)
    asked = _OFFSET.search(answer.request.url)
    found, here = _OFFSET.search(url), urlsplit(answer.url)
    path = urlsplit(url).path.rstrip("/").lower()
    same = urlsplit(url).netloc == here.netloc and path == here.path.rstrip("/").lower()
    on = found and int(found["number"]) > (int(asked["number"]) if asked else 0)
    return url if same and on else ""


def _legend(tree: HtmlElement) -> tuple[int, int, int, bool]:
    """Return a page's first and last number, the total, and whether the total is exact.

    `1-6 of 999+ results` is not; all are zero if a page does not state them.
    """
    for element in tree.xpath(_LEGENDS):
        if found := _LEGEND.search(" ".join(element.text_content().split())):
            first, last, total = map(as_count, found.groups()[:3])
            return first, last, total, not found[4]
    return 0, 0, 0, True


def _iso(words: str) -> str:
    """Return the ISO form of `02-May-2026`; `words` unchanged if they are no such date."""
    try:
        return datetime.strptime(words, "%d-%b-%Y").date().isoformat()  # noqa: DTZ007 - a date
    except ValueError:
        return words
