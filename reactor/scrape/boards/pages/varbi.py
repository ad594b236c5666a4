"""Varbi: recruitment of Nordic universities, regions and companies."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reactor.scrape.boards.board import RESERVED_HOSTS
from reactor.scrape.boards.link_list import LinkListBoard
from reactor.scrape.boards.written_dates import date_written

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from reactor.posting import Posting

_ENDS = "pos-ends"
_LANGUAGE = re.compile(r"(?<=\.varbi\.com)/[a-z]{2}/(?=what:)")


class Varbi(LinkListBoard):
    """Career pages on varbi.com: one table, in the language that its address names."""

    name = "varbi"
    title = "Varbi"
    evidence = "single"
    marks = ("varbi.com",)
    reserved = RESERVED_HOSTS
    addresses = re.compile(r"//(?P<slug>[\w-]{1,63})\.varbi\.com", re.IGNORECASE)
    lists = ("https://{slug}.varbi.com/en/", "https://{slug}.varbi.com/se/")
    postings = re.compile(r"/(?:[a-z]{2}/)?what:job/jobID:(?P<id>\d+)(?:/.*)?", re.IGNORECASE)
    ours = re.compile(r"\bpos-(?:title|town|ends)\b|varbi", re.IGNORECASE)
    titles = re.compile(r"\bpos-title\b")
    rows = re.compile(r"tr\b.*")
    places = re.compile(r"\bpos-town\b")

    def posting(self, url: str, links: list[HtmlElement], row: HtmlElement) -> Posting:
        """A posting of one row, with the day until which one may apply."""
        ends = [" ".join(each.text_content().split()) for each in row.find_class(_ENDS)]
        known = super().posting(_LANGUAGE.sub("/en/", url), links, row)
        return replace(known, valid_through=date_written(ends[0]) if ends else "")
