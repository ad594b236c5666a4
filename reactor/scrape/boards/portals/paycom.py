"""Paycom: a portal's page holds a short-lived token and the address of the API."""

import re
from contextlib import suppress
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from reactor.errors import LastingError
from reactor.posting import Posting
from reactor.scrape.boards.api_response import (
    ApiResponse,
    as_count,
    as_identity,
    as_mapping,
    as_text,
    as_truth,
)
from reactor.scrape.boards.board import Board, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.embedded import json_behind, json_in, service_of
from reactor.scrape.boards.facets import facets
from reactor.scrape.boards.field_conversion import plain_text, remote_of, salary_in, sections
from reactor.scrape.boards.paging import Paging
from reactor.scrape.boards.request import Request
from reactor.scrape.vocabulary.stated import joined

_DOMAIN = "paycomonline.net"
_SITE = f"https://www.{_DOMAIN}/v4/ats/web.php"
_CONFIGURATION = re.compile(r"\bconfigsFromHost\s{0,9}=\s{0,9}")
_KEY = r"[0-9a-f]{32}"
_PAGING = Paging("skip", size=100)
_NO_FILTERS: dict[str, Any] = {
    "distanceFrom": 0,
    **{name: [] for name in ("workEnvironments", "positionTypes", "educationLevels", "categories")},
    **{name: [] for name in ("travelTypes", "shiftTypes", "otherFilters")},
    **dict.fromkeys(("keywordSearchText", "location", "sortOption"), ""),
}
_REFERRER = "Portal-Host-Referrer"


class Paycom(Board):
    """Portals on paycomonline.net; each visit begins at their page, as the token expires."""

    name = "paycom"
    title = "Paycom"
    marks = (_DOMAIN,)
    addresses = re.compile(
        rf"//(?:www\.)?paycomonline\.net/v4/ats/web\.php/portal/(?P<slug>{_KEY})(?![0-9a-z])"
        r"|//(?:www\.)?paycomonline\.net/v4/ats/web\.php/jobs(?:/ViewJobDetails)?"
        rf"\?(?:[^\s\"'<>#]{{0,200}}?&)?clientkey=(?P<slug2>{_KEY})(?![0-9a-z])",
        re.IGNORECASE,
    )

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the portal's page."""
        return (Request(f"{_SITE}/portal/{address.slug.lower()}/career-page"),)

    def page(self, answer: ApiResponse) -> BoardPage:
        """Return the request for the list, or read one of its pages."""
        if answer.request.body is None:
            asked = {"skip": 0, "take": _PAGING.size, "filtersForQuery": _NO_FILTERS}
            return BoardPage((), _asking(answer, "job-posting-previews/search", asked), leads=True)
        total = as_count(answer.mapping().get("jobPostingPreviewsCount"))
        listed = answer.listed("jobPostingPreviews")
        following, whole = _PAGING.following(answer, len(listed), total=total)
        portal = answer.request.headers.get(_REFERRER, "").removesuffix("/career-page")
        return BoardPage(tuple(_vacancy(job, portal) for job in listed), following, whole)

    def reading(self, posting: Posting) -> Request:
        """Return the portal's page again."""
        return Request(f"{posting.source.rpartition('/jobs/')[0]}/career-page")

    def read(self, answer: ApiResponse, posting: Posting) -> Posting | Request:
        """Return the request for the text, or the text."""
        if _REFERRER not in answer.request.headers:
            identity = urlsplit(posting.source).path.rpartition("/")[2]
            return _asking(answer, f"job-postings/{identity}", None)
        job = answer.mapping("jobPosting")
        text = sections(
            (
                ("", as_text(job.get("description"))),
                ("Qualifications", as_text(job.get("qualifications"))),
            )
        )
        structured = dict[str, Any]()
        with suppress(LastingError):
            structured = as_mapping(json_in(answer, job.get("googleJobJson")))
        return replace(
            posting,
            text=plain_text(text),
            salary=salary_in(job.get("salaryRange")),
            posted_at=as_text(structured.get("datePosted")) or posting.posted_at,
        )


def _asking(answer: ApiResponse, path: str, body: dict[str, Any] | None) -> Request:
    """Return a request to the API that a portal's page names, with its token."""
    configuration = as_mapping(json_behind(answer, _CONFIGURATION))
    library = as_mapping(json_in(answer, configuration.get("libConfig")))
    service = service_of(answer, library.get("atsPortalMantleServiceUrl"), _DOMAIN)
    headers = {
        "Authorization": as_text(configuration.get("sessionJWT")),
        "Locale": as_text(library.get("locale")) or "en-US",
        "Translation-Highlights": str(bool(as_truth(library.get("translationHighlights")))).lower(),
        _REFERRER: answer.request.url,
    }
    return Request(f"{service}/api/ats/{path}", body, headers)


def _vacancy(job: dict[str, Any], portal: str) -> Vacancy:
    identity = as_identity(job.get("jobId"))
    stated = job.get("locations")
    place = joined(map(as_text, stated)) if isinstance(stated, list) else as_text(stated)
    workplace = as_text(job.get("remoteType"))
    url = f"{portal}/jobs/{identity}" if identity else ""
    posting = Posting(
        url=url,
        title=as_text(job.get("jobTitle")),
        location=place,
        remote=remote_of(workplace, place),
        employment_type=as_text(job.get("positionType")),
        posted_at=as_text(job.get("postedOn")),
        source=url,
    )
    return Vacancy(
        posting,
        facets(
            location=place,
            remote=[str(posting.remote), workplace],
            employment=posting.employment_type,
        ),
    )
