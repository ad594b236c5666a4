"""Jobvite: pages of links, or a feed if only the company's number is known."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

from reactor.posting import Posting
from reactor.scrape.boards.api_response import ApiResponse, element_text, elements
from reactor.scrape.boards.board import RESERVED_PATHS, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.facets import facets
from reactor.scrape.boards.field_conversion import address_of, plain_text, remote_of
from reactor.scrape.boards.link_list import LinkListBoard
from reactor.scrape.boards.paging import Paging
from reactor.scrape.boards.request import Request

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

_FEED = "https://app.jobvite.com/CompanyJobs/Xml.aspx"
_ON_FEEDS_HOST = r"(?:app|hire)\.jobvite\.com/CompanyJobs/\w+\.aspx\?(?:[^\"'\s<>]{0,500}?&)?c="
_SITE = "https://jobs.jobvite.com/"
_MAX_CATEGORIES = 128
_SEVERAL_PLACES = re.compile(r"\d+ locations?", re.IGNORECASE)
_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


class Jobvite(LinkListBoard):
    """Career sites on jobs.jobvite.com with paged search results (from 0, one source).

    A list by category may show only the first postings of each (one source) and link a search for
    the rest. The address of a company that has left redirects to another host. The feed (one
    source) holds all texts, and is slow.
    """

    name = "jobvite"
    title = "Jobvite"
    marks = ("jobvite.com",)
    reserved = RESERVED_PATHS | {"careers", "help", "support", "companyjobs", "_ng", "__assets__"}
    addresses = re.compile(
        r"//(?:jobs\.jobvite\.com/(?:careers/)?(?P<slug>[\w-]{1,63})(?![\w.-])"
        rf"|(?=(?P<host2>(?:app|hire)\.jobvite\.com)){_ON_FEEDS_HOST}(?P<slug2>\w{{6,40}}))",
        re.IGNORECASE,
    )
    stand_ins = True
    lists = (
        "https://jobs.jobvite.com/{slug}/search?p=0",
        "https://jobs.jobvite.com/{slug}/jobs",
        "https://jobs.jobvite.com/careers/{slug}/search?p=0",
        "https://jobs.jobvite.com/{slug}/jobs/positions",
    )
    paging = Paging("p", by="pages", first=0)
    postings = re.compile(r"/(?:careers/)?[\w-]+/job/(?P<id>[\w-]{6,64})/?", re.IGNORECASE)
    ours = re.compile(r"\bjv-job-list\b")
    titles = re.compile(r"\bjv-job-list-name\b")
    places = re.compile(r"\bjv-job-list-location\b")
    pages = re.compile(r"jv-pagination-text[^<>]{0,200}>[^<>]{0,200}?\bof\s+(?P<total>[\d,.]{1,9})")

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the company's pages, or the feed if only its number is known."""
        if address.host:
            return (Request(f"{_FEED}?c={address.slug}"),)
        return super().beginnings(address)

    def page(self, answer: ApiResponse) -> BoardPage:
        """Read a page of links, or the feed. A site that redirects its visitors lists nothing."""
        if answer.request.url.startswith(_FEED):
            jobs = elements(answer.xml("result"), "job")
            return BoardPage(tuple(map(_vacancy, jobs)))
        found = super().page(answer)
        return found if "p=" in answer.request.url else replace(found, parts=_more(answer))

    def onward(self, answer: ApiResponse, entries: int) -> tuple[Request | None, bool]:
        """Only search results have pages; other forms of the list have one."""
        return super().onward(answer, entries) if "p=" in answer.request.url else (None, True)

    def posting(self, url: str, links: list[HtmlElement], row: HtmlElement) -> Posting:
        """Return a row's posting; a row with several places names none of them."""
        found = super().posting(url.partition("?")[0], links, row)
        several = _SEVERAL_PLACES.fullmatch(found.location)
        return replace(found, location="") if several else found


def _more(answer: ApiResponse) -> tuple[Request, ...]:
    """Return the searches by category that a list links if it shows only the first postings."""
    company = urlsplit(answer.request.url).path.split("/")[1].lower()
    found = dict[str, Request]()
    for link in answer.html().iter("a"):
        parts = urlsplit(address_of(answer.url, (link.get("href") or "").strip()))
        category = dict(parse_qsl(parts.query)).get("c", "")
        if parts.path.strip("/").lower() == f"{company}/search" and category:
            asked = f"{_SITE}{company}/search?{urlencode({'c': category, 'p': 0})}"
            found.setdefault(category, Request(asked))
    return tuple(found.values())[:_MAX_CATEGORIES]


def _vacancy(job: _Element) -> Vacancy:
    place = element_text(job, "location")
    posting = Posting(
        url=element_text(job, "detail-url").partition("?")[0],
        title=element_text(job, "title"),
        text=plain_text(element_text(job, "description")),
        location=place,
        remote=remote_of("", place),
        employment_type=element_text(job, "jobtype"),
        posted_at=_iso(element_text(job, "date")),
    )
    named = {"department": element_text(job, "category"), "location": place}
    return Vacancy(posting, facets(**named, remote=str(posting.remote)))


def _iso(words: str) -> str:
    """Return the ISO form of an American date; `words` unchanged if they are none."""
    if found := _DATE.fullmatch(words):
        month, day, year = map(int, found.groups())
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            return words
    return words
