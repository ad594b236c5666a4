"""onlyfy, which was Prescreen: career pages in Germany and Austria."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reactor.errors import GoneError, LastingError
from reactor.posting import Posting
from reactor.scrape.boards.answer import Answer
from reactor.scrape.boards.board import RESERVED_HOSTS, read_as_page
from reactor.scrape.boards.link_list import LinkListBoard
from reactor.scrape.boards.request import Request

if TYPE_CHECKING:
    from lxml.html import HtmlElement


class Onlyfy(LinkListBoard):
    """Career pages on onlyfy.jobs, to which jobbase.io and prescreenapp.io lead.

    One page lists all postings, in the visitor's language or in none. Where a posting's page shows
    nothing, its printed form does.
    """

    name = "onlyfy"
    title = "onlyfy (Prescreen)"
    marks = ("onlyfy.jobs", "jobbase.io", "prescreenapp.io")
    reserved = RESERVED_HOSTS
    addresses = re.compile(
        r"//(?P<slug>[\w-]{1,63})\.(?:onlyfy\.jobs|jobbase\.io|prescreenapp\.io)", re.IGNORECASE
    )
    lists = ("https://{slug}.onlyfy.jobs/",)
    postings = re.compile(r"/(?:[a-z]{2}/)?job/(?P<id>[a-z0-9]{8,64})/?")
    ours = re.compile(r"\bjobList\b|onlyfy|prescreen", re.IGNORECASE)
    titles = re.compile(r"\b(?:job)?-?title\b", re.IGNORECASE)
    places = re.compile(r"location|\bcity\b", re.IGNORECASE)

    def posting(self, url: str, links: list[HtmlElement], row: HtmlElement) -> Posting:
        """A posting at its address without a language."""
        found = self.postings.fullmatch(urlsplit(url).path)
        plain = f"https://{urlsplit(url).netloc}/job/{found['id']}" if found else url
        known = super().posting(plain, links, row)
        return replace(known, source=plain)

    def read(self, answer: Answer, posting: Posting) -> Posting | Request:
        """What the posting's page says, or its printed form."""
        printed = posting.url.replace("/job/", "/job/show/", 1) + "/full"
        try:
            return read_as_page(answer, posting)
        except GoneError:
            raise
        except LastingError:
            if answer.request.url == printed:
                raise
            return Request(printed)
