"""Taleo Enterprise: a section's page holds the portal's number for the search."""

import json
import re
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlencode, urljoin, urlsplit

from reactor.posting import Posting
from reactor.scrape.boards.api_response import (
    ApiResponse,
    as_count,
    as_identity,
    as_mapping,
    as_mappings,
    as_text,
)
from reactor.scrape.boards.board import Board, BoardAddress, BoardPage, Vacancy, read_as_page
from reactor.scrape.boards.facets import Filters, facets, filters_of
from reactor.scrape.boards.field_conversion import plain_text, remote_of
from reactor.scrape.boards.paging import Paging
from reactor.scrape.boards.request import Request
from reactor.scrape.vocabulary.stated import joined

_PAGING = Paging("pageNo", by="pages")
_PORTAL = re.compile(r"\bportalNo[\"']?\s{0,9}:\s{0,9}[\"']?(\d{4,20})")
_TIME_ZONE = {"tz": "GMT+00:00", "tzname": "UTC"}
_NO_FILTERS = {"searchFilterSelections": list[Any]()}
_SEARCHED = {
    "multilineEnabled": False,
    "sortingSelection": {"sortBySelectionParam": "3", "ascendingSortingOrder": False},
    "fieldData": {"fields": {"KEYWORD": "", "LOCATION": ""}, "valid": True},
    "filterSelectionParam": _NO_FILTERS,
    "advancedSearchFiltersSelectionParam": _NO_FILTERS,
    "pageNo": 1,
}
# The following text is percent-encoded HTML, up to the end of a field or of a string.
_TEXT = re.compile(r"!\*!((?:[^\\'\"<>!]|\\.|!(?!\|!))+)")
_DAY = "%b %d, %Y"


class TaleoEnterprise(Board):
    """Career sections on taleo.net. The search (one source) belongs to a session of the section.

    Columns differ by company: the first is the title, and the response names those with places.
    Some sections answer all requests with an error.
    """

    name = "taleo"
    title = "Taleo Enterprise"
    evidence = "single"
    marks = (".taleo.net",)
    reserved = frozenset({"rest", "theme", "iam", "sitemap"})
    addresses = re.compile(
        r"//(?P<host>(?!tbe\.)[\w-]{1,63}\.taleo\.net)/careersection/(?P<slug>[\w-]{1,64})"
        r"(?=/\w+\.(?:ftl|jss))",
        re.IGNORECASE,
    )
    has_session = True

    def filters(self, url: str) -> Filters:
        """Include the language of the section."""
        lang = parse_qs(urlsplit(url).query).get("lang", [""])[0]
        return (*filters_of(url), *([("lang", lang)] if lang else []))

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the section's page, in its language or in English."""
        lang = quote(dict(address.filters).get("lang", "en"), safe="")
        section = f"https://{address.host}/careersection/{address.slug}"
        return (Request(f"{section}/jobsearch.ftl?lang={lang}"),)

    def page(self, answer: ApiResponse) -> BoardPage:
        """Return the request for the search, or read a page of its results."""
        if answer.request.body is None:
            return BoardPage((), _search(answer), leads=True)
        found = answer.mapping()
        jobs = found.get("requisitionList")
        counted = as_mapping(found.get("pagingData")).get("totalCount")
        if not isinstance(jobs, list) or counted is None:
            raise answer.unlike("a list of postings")
        following, whole = _PAGING.following(answer, len(jobs), total=as_count(counted))
        section = answer.request.headers.get("Referer", "")
        listed = as_mappings(jobs)
        vacancies = tuple(_vacancy(job, section) for job in listed)
        return BoardPage(vacancies, following, whole, dropped=len(jobs) - len(listed))

    def read(self, answer: ApiResponse, posting: Posting) -> Posting:
        """Return the texts in the fields of the posting's page, else its visible text."""
        texts = dict.fromkeys(unquote(each) for each in _TEXT.findall(answer.page.text))
        text = plain_text("\n".join(f"<div>{each}</div>" for each in texts))
        return replace(posting, text=text) if text else read_as_page(answer, posting)


def _search(answer: ApiResponse) -> Request:
    found = _PORTAL.search(answer.page.text)
    if not found:
        raise answer.unlike("a section that is open to everybody")
    lang = parse_qs(urlsplit(answer.request.url).query).get("lang", ["en"])[0]
    asked = urlencode({"lang": lang, "portal": found[1]})
    return Request(
        urljoin(answer.url, f"/careersection/rest/jobboard/searchjobs?{asked}"),
        _SEARCHED,
        headers={**_TIME_ZONE, "Referer": answer.request.url},
    )


def _vacancy(job: dict[str, Any], section: str) -> Vacancy:
    number = as_identity(job.get("contestNo")) or as_identity(job.get("jobId"))
    cells = job.get("column")
    columns = [as_text(each) for each in cells] if isinstance(cells, list) else []
    named = job.get("locationsColumns")
    at = [each for each in named if isinstance(each, int)] if isinstance(named, list) else []
    place = joined(
        spot for each in at if 0 <= each < len(columns) for spot in _several(columns[each])
    )
    lang = parse_qs(urlsplit(section).query).get("lang", ["en"])[0]
    asked = urlencode({"job": number, "lang": lang})
    url = urljoin(section, f"jobdetail.ftl?{asked}") if number and section else ""
    posting = Posting(
        url=url,
        title=columns[0] if columns else "",
        location=place,
        remote=remote_of("", place),
        posted_at=next(filter(None, map(_iso, columns[1:])), ""),
        source=url,
    )
    return Vacancy(posting, facets(location=place, remote=str(posting.remote)))


def _several(cell: str) -> list[str]:
    """Return the places in a cell: a list encoded as JSON, or one place."""
    with suppress(ValueError):
        found = json.loads(cell)
        if isinstance(found, list):
            return [*filter(None, map(as_text, found))]
    return [cell]


def _iso(cell: str) -> str:
    """Return the ISO form of `Nov 2, 2026`; `""` if it is no date."""
    try:
        return datetime.strptime(cell, _DAY).date().isoformat()  # noqa: DTZ007 - a date
    except ValueError:
        return ""
