"""Polymer: the public API of its job boards."""

import re
from dataclasses import replace
from typing import Any

from reactor.posting import Posting
from reactor.scrape.boards.api_response import (
    ApiResponse,
    as_identity,
    as_mapping,
    as_name,
    as_text,
    as_truth,
)
from reactor.scrape.boards.board import RESERVED_PATHS, Board, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.facets import facets
from reactor.scrape.boards.field_conversion import (
    country_of,
    place_of,
    plain_text,
    remote_of,
    salary_in,
)
from reactor.scrape.boards.request import Request

_API = "https://api.polymer.co/v1/hire/organizations"


class Polymer(Board):
    """Boards on jobs.polymer.co.

    Known programs interpret the counts in its responses in two ways, so no count is used: the list
    ends where it says so, or with an empty page.
    """

    name = "polymer"
    title = "Polymer"
    marks = ("polymer.co",)
    reserved = RESERVED_PATHS
    addresses = re.compile(
        r"//jobs\.polymer\.co/(?P<slug>[\w-]+)"
        r"|//api\.polymer\.co/v1/hire/organizations/(?P<slug2>[\w-]+)",
        re.IGNORECASE,
    )
    widgets = re.compile(
        r"//api\.polymer\.co/v1/hire/organizations/(?P<slug>[\w-]+)", re.IGNORECASE
    )

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the first page of the list."""
        return (Request(f"{_API}/{address.slug.lower()}/jobs?per_page=50&page=1"),)

    def page(self, answer: ApiResponse) -> BoardPage:
        """Read a page of the list, mostly without texts."""
        listed = answer.listed("items")
        slug = answer.request.url.removeprefix(f"{_API}/").partition("/")[0]
        vacancies = tuple(_vacancy(job, slug) for job in listed)
        if not listed or as_truth(as_mapping(answer.mapping().get("meta")).get("is_last")):
            return BoardPage(vacancies)
        number = answer.request.number("page") + 1
        return BoardPage(vacancies, answer.request.numbered("page", number))

    def read(self, answer: ApiResponse, posting: Posting) -> Posting:
        """Return the text."""
        return replace(posting, text=plain_text(as_text(answer.mapping().get("description"))))


def _vacancy(job: dict[str, Any], slug: str) -> Vacancy:
    identity = as_identity(job.get("id"))
    town = place_of(job.get("city"), job.get("state_region"), job.get("country"))
    workplace = as_text(job.get("remoteness_pretty"))
    abroad = job.get("remote_restriction_country_list")
    countries = list(map(country_of, abroad)) if isinstance(abroad, list) else []
    place = town or as_text(job.get("display_location")) or place_of(*countries)
    posting = Posting(
        url=f"https://jobs.polymer.co/{slug}/{identity}" if identity else "",
        title=as_text(job.get("title")),
        text=plain_text(as_text(job.get("description"))),
        location=place,
        remote=remote_of(workplace, place),
        salary=salary_in(job.get("salary_pretty")),
        employment_type=as_text(job.get("kind_pretty")),
        posted_at=as_text(job.get("published_at")),
        source=f"{_API}/{slug}/jobs/{identity}" if identity else "",
    )
    return Vacancy(
        posting,
        facets(
            department=[as_name(job.get("job_category_name")), as_name(job.get("department"))],
            location=[place, as_text(job.get("display_location"))],
            country=countries,
            remote=[str(posting.remote), workplace],
            employment=posting.employment_type,
        ),
    )
