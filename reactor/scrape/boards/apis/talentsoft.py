"""Talentsoft, now Cegid: a feed of each career site, with all texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reactor.posting import Posting
from reactor.scrape.boards.api_response import ApiResponse, element_text, elements
from reactor.scrape.boards.board import RESERVED_HOSTS, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.facets import facets
from reactor.scrape.boards.field_conversion import date_of_mail, plain_text, remote_of
from reactor.scrape.boards.link_list import LinkListBoard
from reactor.scrape.boards.paging import Paging
from reactor.scrape.boards.request import Request
from reactor.scrape.vocabulary.stated import labelled_location

if TYPE_CHECKING:
    from lxml.etree import _Element

_FEED = "/handlers/offerRss.ashx"
_PAGES = "/offre-de-emploi/liste-offres.aspx"
_LANGUAGES = ("1036", "2057")
"""French, English: what a site without the requested language returns is not documented."""
_REFERENCE = re.compile(r"\d{2,4}-\w{1,20}\s*[-\u2013\u2014:]\s*")


class Talentsoft(LinkListBoard):
    """Career sites on talent-soft.com (French and other companies), and on companies' own domains.

    The feed has all offers in one response. Places are only in the texts; a title begins with the
    offer's reference. Only one known program reads it; others follow the links of the pages, which
    are requested if the feed is off.
    """

    name = "talentsoft"
    title = "Talentsoft (Cegid)"
    evidence = "single"
    marks = ("talent-soft.com", "offerrss.ashx")
    reserved = RESERVED_HOSTS
    addresses = re.compile(r"//(?P<host>(?P<slug>[\w-]{1,63})\.talent-soft\.com)", re.IGNORECASE)
    domain = "talent-soft.com"
    paging = Paging("page", by="pages")
    postings = re.compile(r"/[\w-]{1,60}/(?:emploi|job)-[^/]*_(?P<id>\d+)\.aspx", re.IGNORECASE)
    ours = re.compile(r"\bts-offer|talent-?soft", re.IGNORECASE)
    widgets = re.compile(r"[\"'/]handlers/offerRss\.ashx\b", re.IGNORECASE)

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the feed in French, then the pages."""
        site = f"https://{address.host}"
        return (Request(f"{site}{_FEED}?LCID={_LANGUAGES[0]}"), Request(f"{site}{_PAGES}?page=1"))

    def page(self, answer: ApiResponse) -> BoardPage:
        """Read the feed with all offers; if the French one is empty, the English one follows."""
        if urlsplit(answer.request.url).path == _PAGES:
            return super().page(answer)
        channels = elements(answer.xml("rss"), "channel")
        if not channels:
            raise answer.unlike("a feed of offers")
        items = elements(channels[0], "item")
        first, last = (f"LCID={each}" for each in _LANGUAGES)
        if not items and answer.request.url.endswith(first):
            english = answer.request.url.removesuffix(first) + last
            return BoardPage((), Request(english), leads=True)
        return BoardPage(tuple(map(_vacancy, items)))

    def is_own(self, answer: ApiResponse) -> bool:
        """No other system has a feed at this address."""
        return urlsplit(answer.url).path.lower() == _FEED.lower()


def _vacancy(item: _Element) -> Vacancy:
    categories = ["".join(map(str, each.itertext())).strip() for each in elements(item, "category")]
    text = plain_text(element_text(item, "description"))
    place, remote = labelled_location(text)
    title = element_text(item, "title")
    # The first category is the job family, the last the contract.
    kind = categories[-1] if len(categories) > 1 else ""
    posting = Posting(
        url=element_text(item, "link"),
        title=_REFERENCE.sub("", title, count=1) if _REFERENCE.match(title) else title,
        text=text,
        location=place,
        remote=remote_of("", place, title) if remote is None else remote,
        employment_type=kind,
        posted_at=date_of_mail(element_text(item, "pubDate")),
    )
    known = facets(
        department=categories[:1], location=place, remote=str(posting.remote), employment=kind
    )
    return Vacancy(posting, known)
