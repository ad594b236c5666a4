"""JOIN: small companies in Germany, Austria and Switzerland."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from reactor.posting import Posting
from reactor.scrape.boards.api_response import (
    ApiResponse,
    as_count,
    as_identity,
    as_mapping,
    as_mappings,
    as_name,
    as_text,
)
from reactor.scrape.boards.board import Board, BoardAddress, BoardPage, Vacancy, read_as_page
from reactor.scrape.boards.facets import facets
from reactor.scrape.boards.field_conversion import place_of, plain_text, remote_of
from reactor.scrape.boards.paging import Paging
from reactor.scrape.boards.request import Request

_SITE = "https://join.com/companies/"
_API = "https://join.com/api/public/companies/"
# The API refuses larger pages; the site's pages have the same size.
_PAGING = Paging("page", by="pages", size=5)
_TAG = re.compile(r"</?(?:p|br|ul|ol|li|h\d|div|strong|b|em|i|a)\b[^<>]{0,200}>", re.IGNORECASE)


class Join(Board):
    """Companies' pages on join.com: each holds five postings as data, else the API's id.

    For a company that has left, another company's page is shown, or a page with status 200 that
    says 404. Entities in a posting's text are escaped twice.
    """

    name = "join"
    title = "JOIN"
    marks = ("join.com",)
    reserved = frozenset({"embed", "jobs", "new", "search"})
    addresses = re.compile(
        r"//(?:www\.)?join\.com/(?:[a-z]{2}/)?companies/(?P<slug>[\w-]{1,100})", re.IGNORECASE
    )

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the company's page."""
        return (Request(f"{_SITE}{address.slug.lower()}?page=1"),)

    def page(self, answer: ApiResponse) -> BoardPage:
        """Read five postings, from the company's page or the API."""
        slug = _slug(answer.request)
        if answer.request.url.startswith(_API):
            jobs = answer.mapping()
        else:
            state = self._state(answer)
            company = as_mapping(state.get("company"))
            if as_text(company.get("domain")).lower() != slug:
                raise answer.unlike("the page of the company that was asked for")
            jobs = as_mapping(state.get("jobs"))
            if not isinstance(jobs.get("items"), list):
                api = _by_api(answer, as_identity(company.get("id")), slug)
                return BoardPage((), api, leads=True)
        items = jobs.get("items")
        if not isinstance(items, list):
            raise answer.unlike("a list of postings")
        counted = as_mapping(jobs.get("pagination"))
        pages = max(as_count(counted.get(name)) for name in ("pageCount", "totalPages"))
        following, whole = _PAGING.following(answer, len(items), pages=pages)
        vacancies = (_vacancy(as_mapping(item), slug) for item in items)
        return BoardPage(tuple(vacancies), following, whole)

    def read(self, answer: ApiResponse, posting: Posting) -> Posting:
        """Return the posting's page; its markup is escaped so that it appears as text."""
        found = read_as_page(answer, posting)
        if not _TAG.search(found.text):
            return found
        return replace(found, text=plain_text(found.text.replace("\n", "<br>")))

    def _state(self, answer: ApiResponse) -> dict[str, Any]:
        from reactor.scrape.markup.states import decoded  # noqa: PLC0415 - it loads libxml

        for script in answer.html().iter("script"):
            if script.get("id") == "__NEXT_DATA__":
                data = as_mapping(decoded(script.text or ""))
                shown = as_mapping(as_mapping(data.get("props")).get("pageProps"))
                return as_mapping(shown.get("initialState"))
        raise answer.unlike("a company's page")


def _by_api(answer: ApiResponse, company: str, slug: str) -> Request:
    """Return the API's first page, with the company's page as referrer to identify the company."""
    if not company:
        raise answer.unlike("a company's page")
    query = f"locale=en-us&page=1&pageSize={_PAGING.size}"
    return Request(f"{_API}{company}/jobs?{query}", headers={"Referer": f"{_SITE}{slug}"})


def _slug(asked: Request) -> str:
    referer = next((each for name, each in asked.headers.items() if name.lower() == "referer"), "")
    found = Join.addresses.search(referer) or Join.addresses.search(asked.url)
    return found["slug"].lower() if found else ""


def _vacancy(job: dict[str, Any], slug: str) -> Vacancy:
    identity = as_text(job.get("idParam")) or as_identity(job.get("id"))
    cities = [as_mapping(job.get("city")), *as_mappings(job.get("cities"))]
    city = next(filter(None, cities), {})
    place = place_of(city.get("cityName"), city.get("countryName"))
    workplace = as_text(job.get("workplaceType"))
    posting = Posting(
        url=f"{_SITE}{slug}/{identity}" if identity else "",
        title=as_text(job.get("title")),
        location=place,
        remote=remote_of(workplace, place),
        employment_type=as_name(job.get("employmentType")),
        posted_at=as_text(job.get("createdAt")),
        source=f"{_SITE}{slug}/{identity}" if identity else "",
    )
    named = {"department": as_name(job.get("department") or job.get("category"))}
    return Vacancy(
        posting,
        facets(
            **named,
            location=place,
            remote=[str(posting.remote), workplace],
            employment=posting.employment_type,
        ),
    )
