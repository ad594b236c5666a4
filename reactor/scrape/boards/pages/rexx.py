"""rexx systems: job markets on its own hosts or on a company's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reactor.scrape.boards.api_response import ApiResponse
from reactor.scrape.boards.board import RESERVED_HOSTS, BoardAddress
from reactor.scrape.boards.link_list import LinkListBoard
from reactor.scrape.boards.paging import Paging
from reactor.scrape.boards.request import Request

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from reactor.posting import Posting

_FILES = ("stellenangebote.html", "job-offers.html")


class Rexx(LinkListBoard):
    """Job markets on rexx-systems.com and rexx-server.com, and on companies' own domains.

    Its links contain the visitor's session. Hosts such as `ds6` are shared by companies. A list
    states the number of postings; without it, pages are requested until nothing new comes.
    """

    name = "rexx"
    title = "rexx systems"
    marks = ("rexx-systems.com", "rexx-server.com", "rexx-recruitment.com", "joboffer_container")
    reserved = RESERVED_HOSTS
    addresses = re.compile(
        r"//(?P<host>(?!ds\d)(?P<slug>[\w-]{1,63}?)(?:-portal)?"
        r"(?:\.recruiting)?\.rexx-(?:systems|server|recruitment)\.com)",
        re.IGNORECASE,
    )
    widgets = re.compile(r"\bclass\s?=\s?[\"'][^\"'<>]{0,200}\bjoboffer_container\b", re.IGNORECASE)
    domain = "rexx-systems.com"
    paging = Paging("start")
    postings = re.compile(r"/(?:[\w-]{1,60}/)?(?:[^/]+-)?j(?P<id>\d+)\.html", re.IGNORECASE)
    ours = re.compile(r"joboffer|rexx[ -]systems", re.IGNORECASE)
    rows = re.compile(r"[^.]{0,20}(?:\.[^.]{0,60}){0,9}\.joboffer_container(?:\..{0,600})?")
    titles = re.compile(r"\bjoboffer_title", re.IGNORECASE)
    places = re.compile(r"\bjob_standort\b", re.IGNORECASE)
    pages = re.compile(r"\bdata-count\s?=\s?[\"'](?P<total>\d{1,6})[\"']", re.IGNORECASE)

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the list by its German name, then by its English one."""
        return tuple(Request(f"https://{address.host}/{file}?start=0") for file in _FILES)

    def is_own(self, answer: ApiResponse) -> bool:
        """Its rows have a class of their own."""
        return self.widgets.search(answer.page.text) is not None

    def posting(self, url: str, links: list[HtmlElement], row: HtmlElement) -> Posting:
        """Return a posting at its address without the session."""
        return super().posting(url.partition("?")[0], links, row)
