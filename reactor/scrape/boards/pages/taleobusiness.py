"""Taleo Business: pages of ten postings, which state the total or link the next page."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from reactor.posting import Posting
from reactor.scrape.boards.api_response import ApiResponse, as_count
from reactor.scrape.boards.board import BoardAddress
from reactor.scrape.boards.link_list import LinkListBoard
from reactor.scrape.boards.request import Request

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ROW = re.compile(r"[?&]rowFrom=(\d+)")
_NEXT = "//a[contains(@class, 'jscroll-next')]/@href"


class TaleoBusiness(LinkListBoard):
    """Career sites on tbe.taleo.net: part of a data centre, a company in it, and its site.

    Companies move to other parts, to which their addresses then redirect, so the part is not in the
    slug.
    """

    name = "taleobusiness"
    title = "Taleo Business"
    marks = ("tbe.taleo.net",)
    reserved = frozenset()
    usual_part = "1"
    addresses = re.compile(
        r"//(?P<host>(?:[a-z]{2,5}\.)?tbe\.taleo\.net)/(?P<aside>[a-z]{2,5}\d{1,2})/ats/careers/"
        r"(?:v2/)?[\w.]{1,40}/?\?(?=(?:[^\s\"'<>#?]*&)?org=(?P<slug>[\w-]{1,64}))"
        r"(?:(?=(?:[^\s\"'<>#?]*&)?cws=(?P<part>\d{1,10})))?",
        re.IGNORECASE,
    )
    has_session = True
    postings = re.compile(
        r"/[a-z]{2,5}\d{1,2}/ats/careers/v2/viewRequisition/?\?(?:[^#]*&)?rid=(?P<id>\d+)(?:&.*)?",
        re.IGNORECASE,
    )
    ours = re.compile(r"oracletaleocwsv2")
    titles = re.compile(r"head-title")
    pages = re.compile(r"oracletaleocwsv2-panel-number[^<>]{0,99}>\s{0,99}(?P<total>[\d,.]+)")

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the first page of `ACME/41`, in the data centre's part that its address names."""
        org, _, cws = address.slug.partition("/")
        cluster = address.host.partition(".")[0]
        part = (address.aside or f"{cluster}01").lower()
        site = f"https://{address.host}/{part}/ats/careers/v2"
        return (Request(f"{site}/searchResults?org={org}&cws={cws or self.usual_part}"),)

    def named(self, url: str) -> re.Match[str] | None:
        """Match the number of a posting in the query."""
        parts = urlsplit(url)
        return self.postings.fullmatch(f"{parts.path}?{parts.query}")

    def posting(self, url: str, links: list[HtmlElement], row: HtmlElement) -> Posting:
        """Return a row's posting, at an address without the session's parameters."""
        parts = urlsplit(url)
        asked = parse_qs(parts.query)
        kept = [f"{name}={asked[name][0]}" for name in ("org", "cws", "rid") if name in asked]
        plain = parts._replace(query="&".join(kept), fragment="").geturl()
        return replace(super().posting(url, links, row), url=plain)

    def onward(self, answer: ApiResponse, entries: int) -> tuple[Request | None, bool]:
        """Return the next ten, if the page states as many or links them."""
        asked = _ROW.search(answer.request.url)
        seen = (int(asked[1]) if asked else 0) + entries
        stated = self.pages.search(answer.page.text)
        if stated:
            more = seen < as_count(stated["total"])
        else:
            linked = (_ROW.search(str(link)) for link in answer.html().xpath(_NEXT))
            more = any(each and int(each[1]) >= seen for each in linked)
        # After a redirect, the list continues at the new address.
        url = answer.url if "org=" in answer.url else answer.request.url
        further = Request(f"{_ROW.sub('', url)}&rowFrom={seen}")
        return (further if more and entries else None), not more
