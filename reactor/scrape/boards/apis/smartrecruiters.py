"""SmartRecruiters: https://developers.smartrecruiters.com/docs/posting-api."""

import re
from dataclasses import replace
from typing import Any

from reactor.posting import Posting
from reactor.scrape.boards.api_response import (
    ApiResponse,
    as_count,
    as_identity,
    as_mapping,
    as_name,
    as_text,
    as_truth,
    names_and_ids,
)
from reactor.scrape.boards.board import Board, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.facets import facets
from reactor.scrape.boards.field_conversion import place_of, plain_text, sections
from reactor.scrape.boards.paging import Paging
from reactor.scrape.boards.request import Request

_PAGE_SIZE = 100
_PAGING = Paging(size=_PAGE_SIZE)


_PORTAL = "portal"
_ONE_CLICK = re.compile(
    r"//(?:jobs|careers)\.smartrecruiters\.com/oneclick-ui/company/([\w-]+)/(?:publication|job)/",
    re.IGNORECASE,
)


class SmartRecruiters(Board):
    """Boards on smartrecruiters.com. The list holds no texts; each posting's sections are read.

    A company's own portal names the company of its list in its data. Only one source has seen this:
    a host whose data names no company, or several, is treated as if it had not been claimed.
    """

    name = "smartrecruiters"
    title = "SmartRecruiters"
    evidence = "answers"
    marks = ("smartrecruiters",)
    addresses = re.compile(
        r"//(?:(?:jobs|careers)\.smartrecruiters\.com/(?:oneclick-ui/company/)?"
        r"|api\.smartrecruiters\.com/v1/companies/"
        # Its own site has pages there too; companies are capitalised, or a number follows.
        r"|www\.smartrecruiters\.com/(?=[\w-]+/\d{6,}|(?-i:[A-Z])[\w-]*(?:[/?#\"'\s<>]|$)))"
        r"(?P<slug>[\w-]+)",
        re.IGNORECASE,
    )
    widgets = re.compile(
        r"//api\.smartrecruiters\.com/v1/companies/(?P<slug>[\w-]+)"
        r"|\\?[\"']?\bcompany_code\\?[\"']?\s*[:=]\s*\\?[\"'](?P<slug2>[\w-]+)"
        # The request of portals' scripts to their own host.
        r"|[\"'`]/?api/jobs(?=[?\"'`])",
        re.IGNORECASE,
    )
    domain = "smartrecruiters.com"

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the first page; for a portal, the data that names its company."""
        if not address.slug:
            return (Request(f"https://{address.host}/api/jobs", step=_PORTAL),)
        return (_first(address.slug),)

    def page(self, answer: ApiResponse) -> BoardPage:
        """Read a page of at most 100 postings, with the total."""
        if answer.request.step == _PORTAL:
            return BoardPage((), _first(_company_of(answer)), leads=True)
        jobs = answer.listed("content")
        total = as_count(answer.mapping().get("totalFound")) or answer.request.total
        following, whole = _PAGING.following(answer, len(jobs), total=total)
        source = answer.request.url.partition("?")[0]
        return BoardPage(tuple(_vacancy(job, source) for job in jobs), following, whole=whole)

    def is_own(self, answer: ApiResponse) -> bool:
        """The list is on the system's own host; a portal's data has named a company on it."""
        return answer.request.step == _PORTAL or answer.request.host.endswith(f".{self.domain}")

    def read(self, answer: ApiResponse, posting: Posting) -> Posting:
        """Return all sections of the posting's advertisement, in order, with their titles."""
        parts = answer.mapping("jobAd", "sections").values()
        named = [
            (as_text(part.get("title")), as_text(part.get("text")))
            for part in map(as_mapping, parts)
        ]
        return replace(posting, text=plain_text(sections(named)))


def _first(company: str) -> Request:
    base = f"https://api.smartrecruiters.com/v1/companies/{company}/postings"
    return Request(f"{base}?limit={_PAGE_SIZE}&offset=0")


def _company_of(answer: ApiResponse) -> str:
    """Return the only company whose postings a portal's data links.

    Raises:
        LastingError: there is none, or more than one.
    """
    answer.json()
    companies = set(_ONE_CLICK.findall(answer.page.text.replace("\\/", "/")))
    if len(companies) != 1:
        raise answer.unlike("a portal's list of postings")
    return str(companies.pop())


def _vacancy(job: dict[str, Any], source: str) -> Vacancy:
    site = as_mapping(job.get("location"))
    country = as_text(site.get("country")).upper()
    # Unknown parts are empty: "Tallinn, , Estonia".
    place = ", ".join(filter(None, map(str.strip, as_text(site.get("fullLocation")).split(","))))
    identity = as_identity(job.get("id"))
    company = as_text(as_mapping(job.get("company")).get("identifier")) or source.split("/")[-2]
    remote = True if site.get("remote") is True else as_truth(site.get("remote"))
    hybrid = site.get("hybrid") is True
    posting = Posting(
        url=f"https://jobs.smartrecruiters.com/{company}/{identity}" if identity else "",
        title=as_text(job.get("name")),
        location=place or place_of(site.get("city"), site.get("region"), country),
        remote=False if hybrid and not remote else remote,
        employment_type=as_name(job.get("typeOfEmployment")),
        posted_at=as_text(job.get("releasedDate")),
        source=f"{source}/{identity}",
    )
    return Vacancy(
        posting,
        facets(
            department=names_and_ids(job.get("department"), job.get("function")),
            location=[posting.location, *(as_text(site.get(name)) for name in ("city", "region"))],
            country=country,
            remote=[str(posting.remote), "hybrid" if hybrid else ""],
            employment=names_and_ids(job.get("typeOfEmployment")),
        ),
    )
