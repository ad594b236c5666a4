"""Ashby: https://developers.ashbyhq.com/docs/public-job-posting-api."""

import json
import re
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from reactor.posting import Posting, Salary
from reactor.scrape.boards.api_response import (
    ApiResponse,
    as_identity,
    as_mapping,
    as_mappings,
    as_text,
    as_truth,
)
from reactor.scrape.boards.board import Board, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.facets import facets
from reactor.scrape.boards.field_conversion import (
    plain_text,
    remote_of,
    salary_in,
    salary_of,
    sections,
)
from reactor.scrape.boards.request import Request
from reactor.scrape.vocabulary.stated import joined

_APP_DATA = re.compile(r"\bwindow\.__appData\s*=\s*")
_DECODER = json.JSONDecoder(strict=False)
_PAGE_API = "https://jobs.ashbyhq.com/api/non-user-graphql"
_LIST = "ApiJobBoardWithTeams"
_POSTING = "ApiJobPosting"
_BOARD_ASKED = f"""query {_LIST}($organizationHostedJobsPageName: String!) {{
  jobBoard: jobBoardWithTeams(organizationHostedJobsPageName: $organizationHostedJobsPageName) {{
    jobPostings {{ id title locationName employmentType }} }} }}"""
_POSTING_ASKED = f"""query {_POSTING}(
  $organizationHostedJobsPageName: String!, $jobPostingId: String!) {{
  jobPosting(
    organizationHostedJobsPageName: $organizationHostedJobsPageName, jobPostingId: $jobPostingId
  ) {{ id title descriptionHtml locationName }} }}"""


class Ashby(Board):
    """Boards on ashbyhq.com. Slugs are ordinary names: with dots, capitals, spaces.

    The requests of the hosted page's scripts are known from one source only, so they come last.
    """

    name = "ashby"
    title = "Ashby"
    evidence = "answers"
    marks = ("ashbyhq",)
    addresses = re.compile(
        r"//(?:jobs\.ashbyhq\.com/|api\.ashbyhq\.com/posting-api/job-board/)(?P<slug>[\w.%&+'-]+)",
        re.IGNORECASE,
    )
    widgets = re.compile(
        r"//jobs\.ashbyhq\.com/(?P<slug>[\w.%+-]+)/embed"
        r"|//api\.ashbyhq\.com/posting-api/job-board/(?P<slug2>[\w.%+-]+)",
        re.IGNORECASE,
    )

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the posting API, then the hosted page: a company may disable its API.

        The last request is that of the hosted page's scripts, for a page without the list.
        """
        host = "https://api.ashbyhq.com"
        return (
            Request(f"{host}/posting-api/job-board/{address.slug}?includeCompensation=true"),
            Request(f"https://jobs.ashbyhq.com/{address.slug}"),
            _asking(_LIST, _BOARD_ASKED, address.slug),
        )

    def page(self, answer: ApiResponse) -> BoardPage:
        """Read the only page; unlisted postings are reachable by link only."""
        asked = answer.request
        if asked.body is not None:
            slug = quote(_named(asked))
            jobs = _asked_by_page(answer)
            listed = (_vacancy(job, f"https://jobs.ashbyhq.com/{slug}") for job in jobs)
            return BoardPage(tuple(_asked_for(vacancy, slug) for vacancy in listed))
        found = self.addresses.search(asked.url)
        base = f"https://jobs.ashbyhq.com/{found['slug'] if found else ''}"
        hosted = _APP_DATA.search(answer.page.text)
        jobs = _in_page(answer, hosted.end()) if hosted else answer.listed("jobs")
        public = (job for job in jobs if job.get("isListed") is not False)
        vacancies = (_vacancy(job, base) for job in public)
        return BoardPage(tuple(map(_read_on_its_page, vacancies) if hosted else vacancies))

    def reading(self, posting: Posting) -> Request:
        """Return the posting's page, or the request of its scripts."""
        if not posting.source.startswith(_PAGE_API):
            return Request(posting.source)
        known = dict(parse_qsl(urlsplit(posting.source).query))
        slug, identity = known.get("board", ""), known.get("posting", "")
        return _asking(_POSTING, _POSTING_ASKED, slug, jobPostingId=identity)

    def read(self, answer: ApiResponse, posting: Posting) -> Posting:
        """Return the text in the data of a posting's page: its board has no API."""
        hosted = _APP_DATA.search(answer.page.text)
        if answer.request.body is not None:
            job = answer.mapping("data", "jobPosting")
        else:
            job = as_mapping(_data(answer, hosted.end()).get("posting")) if hosted else {}
        text = plain_text(_description(job))
        if not text:
            raise answer.unlike("a posting")
        return replace(posting, text=text, salary=posting.salary or _salary(job))


def _asking(operation: str, query: str, slug: str, **more: str) -> Request:
    """Return a request as the scripts of a hosted page send it."""
    variables = {"organizationHostedJobsPageName": unquote(slug), **more}
    body = {"operationName": operation, "variables": variables, "query": query}
    return Request(f"{_PAGE_API}?op={operation}", body)


def _named(asked: Request) -> str:
    """Return the requested board's name."""
    variables = as_mapping((asked.body or {}).get("variables"))
    return as_text(variables.get("organizationHostedJobsPageName"))


def _asked_by_page(answer: ApiResponse) -> list[dict[str, Any]]:
    """Return the postings in a response to the page's scripts; an unknown board is null.

    Raises:
        LastingError: there is no such board, or the response is of another kind.
    """
    jobs = answer.mapping("data", "jobBoard").get("jobPostings")
    if not isinstance(jobs, list):
        raise answer.unlike("a list of postings")
    return list(map(as_mapping, jobs))


def _asked_for(vacancy: Vacancy, slug: str) -> Vacancy:
    """Return a vacancy whose text is requested as by the page's scripts."""
    posting = vacancy.posting
    identity = posting.url.rpartition("/")[2]
    source = f"{_PAGE_API}?{urlencode({'board': unquote(slug), 'posting': identity})}"
    return replace(vacancy, posting=replace(posting, source=source))


def _read_on_its_page(vacancy: Vacancy) -> Vacancy:
    """Return a vacancy of the hosted page, which holds no texts."""
    return replace(vacancy, posting=replace(vacancy.posting, source=vacancy.posting.url))


def _data(answer: ApiResponse, start: int) -> dict[str, Any]:
    """Return a hosted page's data for its scripts; an empty object if malformed."""
    try:
        data, _ = _DECODER.raw_decode(answer.page.text, start)
    except (ValueError, RecursionError):
        return {}
    return as_mapping(data)


def _in_page(answer: ApiResponse, start: int) -> list[dict[str, Any]]:
    """Return the postings in the data of the hosted page, without their texts.

    Raises:
        LastingError: the page shows no board.
    """
    postings = as_mapping(_data(answer, start).get("jobBoard")).get("jobPostings")
    if not isinstance(postings, list):
        raise answer.unlike("a page with a list of postings")
    return list(map(as_mapping, postings))


def _description(job: dict[str, Any]) -> str:
    plain = sections((("", as_text(job.get("descriptionPlain"))),))
    return as_text(job.get("descriptionHtml")) or plain


def _vacancy(job: dict[str, Any], base: str) -> Vacancy:
    sites = (job, *as_mappings(job.get("secondaryLocations")))
    # The hosted page and the API name some fields differently.
    places = [as_text(site.get("location")) or as_text(site.get("locationName")) for site in sites]
    identity = as_identity(job.get("id"))
    posting = Posting(
        url=as_text(job.get("jobUrl")) or (f"{base}/{identity}" if identity else ""),
        title=as_text(job.get("title")),
        text=plain_text(_description(job)),
        location=joined(places),
        remote=_remote(job),
        employment_type=as_text(job.get("employmentType")),
        posted_at=as_text(job.get("publishedAt")) or as_text(job.get("publishedDate")),
        salary=_salary(job),
    )
    return Vacancy(
        posting,
        facets(
            department=_texts(job, "department", "departmentName", "departmentId"),
            team=_texts(job, "team", "teamName", "teamId"),
            location=[*places, *(as_text(site.get("locationId")) for site in sites)],
            country=[country for site in sites if (country := _country(site))],
            remote=[str(posting.remote), as_text(job.get("workplaceType"))],
            employment=posting.employment_type,
        ),
    )


def _texts(job: dict[str, Any], *names: str) -> list[str]:
    return [as_text(job.get(name)) for name in names]


def _remote(job: dict[str, Any]) -> bool | None:
    """Prefer `workplaceType`: `isRemote` is also true for hybrid work."""
    known = remote_of(job.get("workplaceType"))
    return as_truth(job.get("isRemote")) if known is None else known


def _country(site: dict[str, Any]) -> str:
    address = as_mapping(site.get("address"))
    postal = as_mapping(address.get("postalAddress")) or address
    return as_text(postal.get("addressCountry"))


def _salary(job: dict[str, Any]) -> Salary | None:
    """Return the pay of the whole posting, if it is to be displayed."""
    if job.get("shouldDisplayCompensationOnJobPostings") is False:
        return None
    compensation = as_mapping(job.get("compensation"))
    tiers = as_mappings(compensation.get("compensationTiers"))
    parts = (
        *as_mappings(compensation.get("summaryComponents")),
        *(part for tier in tiers for part in as_mappings(tier.get("components"))),
    )
    for part in parts:
        if part.get("compensationType") == "Salary":
            least, most = part.get("minValue"), part.get("maxValue")
            if pay := salary_of(least, most, part.get("currencyCode"), part.get("interval")):
                return pay
    return salary_in(compensation.get("scrapeableCompensationSalarySummary"))
