"""Varbi: recruitment of Nordic universities, regions and companies."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reactor.scrape.boards.board import RESERVED_HOSTS, BoardPage
from reactor.scrape.boards.link_list import LinkListBoard
from reactor.scrape.boards.request import Request
from reactor.scrape.boards.written_dates import date_written

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from reactor.posting import Posting
    from reactor.scrape.boards.api_response import ApiResponse

_ENDS = "pos-ends"
_ENGLISH, _SWEDISH = "/en/", "/se/"


class Varbi(LinkListBoard):
    """Career pages on varbi.com: one table, in the language of its address.

    If it is empty in English, the Swedish one is requested: a university has both, a company may
    have one.
    """

    name = "varbi"
    title = "Varbi"
    marks = ("varbi.com",)
    reserved = RESERVED_HOSTS
    addresses = re.compile(r"//(?P<slug>[\w-]{1,63})\.varbi\.com", re.IGNORECASE)
    lists = (f"https://{{slug}}.varbi.com{_ENGLISH}", f"https://{{slug}}.varbi.com{_SWEDISH}")
    postings = re.compile(r"/(?:[a-z]{2}/)?what:job/jobID:(?P<id>\d+)(?:/.*)?", re.IGNORECASE)
    ours = re.compile(r"\bpos-(?:title|town|ends)\b|varbi", re.IGNORECASE)
    titles = re.compile(r"\bpos-title\b")
    rows = re.compile(r"tr\b.*")
    places = re.compile(r"\bpos-town\b")

    def page(self, answer: ApiResponse) -> BoardPage:
        """Return the postings of the table, or the request for the other language."""
        found, asked = super().page(answer), answer.request.url
        if found.vacancies or not asked.endswith(_ENGLISH):
            return found
        swedish = asked.removesuffix(_ENGLISH) + _SWEDISH
        return BoardPage((), Request(swedish), leads=True)

    def posting(self, url: str, links: list[HtmlElement], row: HtmlElement) -> Posting:
        """Return a row's posting with its application deadline."""
        ends = [" ".join(each.text_content().split()) for each in row.find_class(_ENDS)]
        known = super().posting(url, links, row)
        return replace(known, valid_through=date_written(ends[0]) if ends else "")
