"""Cornerstone OnDemand: a career site's page holds a token and the address of its search."""

import re
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlsplit

from reactor.posting import Posting
from reactor.scrape.boards.api_response import (
    ApiResponse,
    as_count,
    as_identity,
    as_mapping,
    as_mappings,
    as_text,
)
from reactor.scrape.boards.board import RESERVED_HOSTS, Board, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.embedded import json_behind, service_of
from reactor.scrape.boards.facets import facets
from reactor.scrape.boards.field_conversion import country_of, place_of, plain_text, remote_of
from reactor.scrape.boards.paging import Paging
from reactor.scrape.boards.request import Request
from reactor.scrape.boards.written_dates import date_written
from reactor.scrape.vocabulary.stated import joined

_CONTEXT = re.compile(r"\bcsod\.context\s{0,9}=\s{0,9}")
_PAGING = Paging("pageNumber", by="pages", size=100)
# Date formats differ in other languages; the postings are the same.
_ENGLISH = {"cultureId": 1, "cultureName": "en-US"}
_NO_FILTERS: dict[str, Any] = {
    **dict.fromkeys(("searchText", "placeID"), ""),
    **dict.fromkeys(("radius", "postingsWithinDays")),
    **{name: [] for name in ("states", "countryCodes", "cities", "customFieldCheckboxKeys")},
    **{name: [] for name in ("customFieldDropdowns", "customFieldRadios")},
}
_OWN_HOST = "own host"
_DETAILS = "details"


class Cornerstone(Board):
    """Career sites on csod.com; a company may have several, each with its own postings.

    The list holds a part of each text; the advertisement is requested separately. Both need the
    token, and on the company's own host also the cookies of the page.
    """

    name = "cornerstone"
    title = "Cornerstone OnDemand"
    marks = ("csod.com",)
    reserved = RESERVED_HOSTS | {"portal"}
    addresses = re.compile(
        r"//(?P<slug>[\w-]{1,63})\.csod\.com/ux/ats/careersite/(?P<part>\d{1,9})(?!\d)"
        r"(?:/home(?:/requisition/\d+)?/?\?(?:[^\s\"'<>#]{0,200}?&)?c=(?P<aside>[\w-]+))?",
        re.IGNORECASE,
    )
    has_session = True

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the site's page twice: for the search it names, then for that on its own host."""
        tenant, _, site = address.slug.lower().partition("/")
        company = quote(address.aside.lower() or tenant)
        page = f"https://{tenant}.csod.com/ux/ats/careersite/{site}/home?c={company}"
        return (Request(page), Request(page, step=_OWN_HOST))

    def page(self, answer: ApiResponse) -> BoardPage:
        """Return the request for the list, or read one of its pages."""
        if answer.request.body is None:
            return BoardPage((), _search(answer), leads=True)
        found = answer.mapping("data")
        listed = found.get("requisitions")
        if not isinstance(listed, list):
            raise answer.unlike("a list of postings")
        following, whole = _PAGING.following(
            answer, len(listed), total=as_count(found.get("totalCount"))
        )
        page = answer.request.headers.get("Referer", "")
        return BoardPage(tuple(_vacancy(as_mapping(job), page) for job in listed), following, whole)

    def reading(self, posting: Posting) -> Request:
        """Return the site's page again: its token expires."""
        site, _, rest = posting.source.partition("/requisition/")
        return Request(f"{site}?{rest.partition('?')[2]}")

    def read(self, answer: ApiResponse, posting: Posting) -> Posting | Request:
        """Return the request for the advertisement, or for the description if it is empty."""
        origin, _, path = posting.source.partition("/ux/ats/careersite/")
        site, identity = path.partition("/")[0], urlsplit(posting.source).path.rpartition("/")[2]
        if "Authorization" not in answer.request.headers:
            headers = _authorised(answer, _context(answer))
            way = f"{origin}/Services/API/ATS/CareerSite/{site}/JobRequisitions/{identity}"
            return Request(f"{way}?useMobileAd=false&cultureId=1", headers=headers)
        if answer.request.step == _DETAILS:
            text = as_text(answer.mapping("data").get("externalDescription"))
            return replace(posting, text=plain_text(text))
        if text := _advertisement(answer):
            return replace(posting, text=plain_text(text))
        details = f"{origin}/services/x/job-requisition/v2/requisitions/{identity}/jobDetails"
        return replace(answer.request, url=f"{details}?cultureId=1", step=_DETAILS)


def _context(answer: ApiResponse) -> dict[str, Any]:
    return as_mapping(json_behind(answer, _CONTEXT))


def _authorised(answer: ApiResponse, context: dict[str, Any]) -> dict[str, str]:
    if not (token := as_text(context.get("token"))):
        raise answer.unlike("the page of a career site, with a token")
    return {"Authorization": f"Bearer {token}", "Referer": answer.request.url}


def _search(answer: ApiResponse) -> Request:
    """Return the request for the list of the site with this page."""
    context = _context(answer)
    site = as_count(answer.request.url.partition("/careersite/")[2].partition("/")[0])
    if answer.request.step == _OWN_HOST:
        search = f"https://{answer.request.host}/services/x/career-site/v1/search"
    else:
        cloud = service_of(answer, as_mapping(context.get("endpoints")).get("cloud"), "csod.com")
        search = f"{cloud}/rec-job-search/external/jobs"
    asked = {
        **dict.fromkeys(("careerSiteId", "careerSitePageId"), site),
        "pageNumber": 1,
        "pageSize": _PAGING.size,
        **_ENGLISH,
        **_NO_FILTERS,
    }
    return Request(search, asked, _authorised(answer, context))


def _advertisement(answer: ApiResponse) -> str:
    first = next(iter(as_mappings(answer.mapping().get("data"))), {})
    item = next(iter(as_mappings(first.get("items"))), {})
    return as_text(as_mapping(item.get("fields")).get("ad"))


def _vacancy(job: dict[str, Any], page: str) -> Vacancy:
    identity = as_identity(job.get("requisitionId"))
    site, _, query = page.partition("?")
    url = f"{site}/requisition/{identity}?{query}" if identity and page else ""
    sites = as_mappings(job.get("locations"))
    places = [
        place_of(each.get("city"), each.get("state"), country_of(each.get("country")))
        for each in sites
    ]
    posting = Posting(
        url=url,
        title=as_text(job.get("displayJobTitle")),
        location=joined(places),
        remote=remote_of("", *places),
        posted_at=date_written(as_text(job.get("postingEffectiveDate"))).strip("-"),
        source=url,
    )
    countries = [as_text(each.get("country")) for each in sites]
    return Vacancy(posting, facets(location=places, country=countries, remote=str(posting.remote)))
