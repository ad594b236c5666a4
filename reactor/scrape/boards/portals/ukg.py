"""UKG Pro (UltiPro): the search of its job boards, and the data in the postings' pages."""

import re
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from reactor.errors import GoneError
from reactor.posting import Posting
from reactor.scrape.boards.api_response import (
    ApiResponse,
    as_count,
    as_identity,
    as_mapping,
    as_mappings,
    as_name,
    as_text,
    as_truth,
)
from reactor.scrape.boards.board import Board, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.embedded import json_behind
from reactor.scrape.boards.facets import Filters, facets
from reactor.scrape.boards.field_conversion import place_of, plain_text, remote_of, salary_of
from reactor.scrape.boards.paging import Paging
from reactor.scrape.boards.request import Request
from reactor.scrape.vocabulary.stated import joined

_PAGING = Paging("opportunitySearch.Skip")
_SEARCH = "/JobBoardView/LoadSearchResults"
_DETAIL = "/OpportunityDetail?opportunityId="
_NEWEST = {"Value": "postedDateDesc", "PropertyName": "PostedDate", "Ascending": False}
_KEYWORDS = "q"
_PAGE = re.compile(r"OpportunitiesViewModel")
_TOKEN = re.compile(
    r"__RequestVerificationToken\"[^<>]{0,200}?\bvalue=\"(?P<token>[^\"<>]{1,2000})\""
)
_DATA = re.compile(r"CandidateOpportunityDetail\s{0,9}\(\s{0,9}(?=\{)")
_WORKPLACES = {0: False, 1: False, 2: True}
"""Hybrid, on site, remote."""
_HOURS = {True: "Full-time", False: "Part-time"}
_UUID = r"[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}"


class UKG(Board):
    """Job boards on ultipro.com, ultipro.ca and rec.pro.ukg.net.

    Three facts were each seen in one program only. A board that does not exist responds like an
    empty one, so an empty list is accepted only if the board's page exists. Some hosts require the
    token of the board's page, so it is read if the search is refused without it. The numbers of
    work models have a meaning, but the words of a place take precedence.
    """

    name = "ukg"
    title = "UKG Pro (UltiPro)"
    marks = (".ultipro.", "rec.pro.ukg.net")
    reserved = frozenset[str]()
    has_session = True
    passing = frozenset({202})
    addresses = re.compile(
        r"//(?P<host>recruiting[2-9]?\.ultipro\.(?:com|ca)|[\w-]{1,63}\.rec\.pro\.ukg\.net)"
        rf"(?::443)?/(?P<slug>[a-z\d]{{3,64}})/JobBoard/(?P<part>{_UUID})(?![\w-])",
        re.IGNORECASE,
    )

    def filters(self, url: str) -> Filters:
        """Return the search words; its other filters use numbers of its own."""
        words = parse_qs(urlsplit(url).query).get(_KEYWORDS, [""])[0].strip()
        return ((_KEYWORDS, words),) if words else ()

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the search, then the board's page, which may hold a token for it."""
        tenant, _, identity = address.slug.partition("/")
        # Its company codes are in capitals, in any spelling of the address.
        board = f"https://{address.host}/{tenant.upper()}/JobBoard/{identity.lower()}"
        words = dict(address.filters).get(_KEYWORDS, "")
        page = f"{board}/?{_KEYWORDS}={quote(words, safe='')}&o=postedDateDesc"
        return (_search(board, words), Request(page, step="token"))

    def page(self, answer: ApiResponse) -> BoardPage:
        """Read a page of the list. An empty list leads to the board's page, to verify the board."""
        asked = answer.request
        if asked.step == "token":
            return BoardPage((), self._with_token(answer), leads=True)
        if asked.step == "empty":
            if not _PAGE.search(answer.page.text):
                raise answer.unlike("the page of a board that is still there")
            return BoardPage(())
        found = answer.mapping()
        rows, total = found.get("opportunities"), as_count(found.get("totalCount"))
        first = not asked.number("opportunitySearch.Skip")
        if not isinstance(rows, list) or (first and total and not rows):
            raise answer.unlike("a list of opportunities")
        board = asked.url.removesuffix(_SEARCH)
        if first and not rows:
            return BoardPage((), Request(f"{board}/", step="empty"), leads=True)
        following, whole = _PAGING.following(answer, len(rows), total=total)
        return BoardPage(tuple(_vacancy(as_mapping(row), board) for row in rows), following, whole)

    def read(self, answer: ApiResponse, posting: Posting) -> Posting:
        """Return the full text, and the pay if the board shows it."""
        found = as_mapping(json_behind(answer, _DATA))
        if found.get("OpportunityIsClosed") is True:
            raise GoneError(f"{answer.url} says that the posting is closed")
        pay = as_mapping(found.get("PayRange")) if found.get("PayRangeVisible") is True else {}
        least, most = pay.get("PayRangeMinimum"), pay.get("PayRangeMaximum")
        return replace(
            posting,
            text=plain_text(as_text(found.get("Description"))),
            salary=salary_of(least, most, found.get("PayRangeCurrencyCode"), ""),
        )

    def _with_token(self, answer: ApiResponse) -> Request:
        token = _TOKEN.search(answer.page.text)
        if token is None or not _PAGE.search(answer.page.text):
            raise answer.unlike("the page of a board with a token")
        page = answer.request.url
        words = dict(self.filters(page)).get(_KEYWORDS, "")
        return _search(page.partition("/?")[0], words, RequestVerificationToken=token["token"])


def _search(board: str, words: str, **headers: str) -> Request:
    asked = {"Top": 50, "Skip": 0, "QueryString": words, "OrderBy": [_NEWEST], "Filters": []}
    # Its own page sends these headers too.
    said = {"X-Requested-With": "XMLHttpRequest", "Referer": f"{board}/", **headers}
    return Request(f"{board}{_SEARCH}", {"opportunitySearch": asked}, said)


def _vacancy(job: dict[str, Any], board: str) -> Vacancy:
    identity = as_identity(job.get("Id"))
    sites = as_mappings(job.get("Locations"))
    places = list(dict.fromkeys(filter(None, map(_place, sites))))
    words = remote_of("", *places, *map(_called, sites))
    number, full_time = job.get("JobLocationType"), as_truth(job.get("FullTime"))
    stated = _WORKPLACES.get(number) if isinstance(number, int) else None
    page = f"{board}{_DETAIL}{quote(identity, safe='')}" if identity else ""
    posting = Posting(
        url=page,
        title=as_text(job.get("Title")),
        location=joined(places),
        remote=stated if words is None else words,
        employment_type="" if full_time is None else _HOURS[full_time],
        posted_at=as_text(job.get("PostedDate")),
        source=page,
    )
    department = as_name(job.get("JobCategoryName"))
    return Vacancy(
        posting, facets(location=places, department=department, remote=str(posting.remote))
    )


def _place(site: dict[str, Any]) -> str:
    address = as_mapping(site.get("Address"))
    state, country = as_mapping(address.get("State")), as_mapping(address.get("Country"))
    if called := "" if as_text(address.get("City")) else _called(site):
        # "TX - Remote" is more informative than its address, which may be only the country.
        return called
    return place_of(
        address.get("City"),
        as_text(state.get("Name")) or state.get("Code"),
        as_text(country.get("Name")) or country.get("Code"),
    )


def _called(site: dict[str, Any]) -> str:
    return as_text(site.get("LocalizedDescription")) or as_text(site.get("LocalizedName"))
