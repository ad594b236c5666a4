"""Manatal: the open API behind careers-page.com."""

import re
from typing import Any

from reactor.posting import Posting
from reactor.scrape.boards.api_response import ApiResponse, as_identity, as_name, as_text, as_truth
from reactor.scrape.boards.board import (
    RESERVED_HOSTS,
    RESERVED_PATHS,
    Board,
    BoardAddress,
    BoardPage,
    Vacancy,
)
from reactor.scrape.boards.facets import facets
from reactor.scrape.boards.field_conversion import place_of, plain_text, remote_of
from reactor.scrape.boards.request import Request

_API = "https://open.api.manatal.com/open/v3/career-page"


class Manatal(Board):
    """Boards on careers-page.com. Their list has texts, but no dates."""

    name = "manatal"
    title = "Manatal"
    marks = ("careers-page.com", "open.api.manatal.com")
    reserved = RESERVED_HOSTS | RESERVED_PATHS
    addresses = re.compile(
        r"//(?:www\.)?careers-page\.com/(?P<slug>[\w-]+)"
        r"|//(?P<slug2>[\w-]{1,63})\.careers-page\.com"
        r"|//open\.api\.manatal\.com/open/v3/career-page/(?P<slug3>[\w-]+)",
        re.IGNORECASE,
    )
    widgets = re.compile(
        r"//open\.api\.manatal\.com/open/v3/career-page/(?P<slug>[\w-]+)", re.IGNORECASE
    )

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the first page of the list, in the API's own page size."""
        return (Request(f"{_API}/{address.slug}/jobs/?page=1"),)

    def page(self, answer: ApiResponse) -> BoardPage:
        """Read a page of the list; the API states whether another follows."""
        listed = answer.listed("results")
        slug = answer.request.url.removeprefix(f"{_API}/").partition("/")[0]
        vacancies = tuple(_vacancy(job, slug) for job in listed)
        # The next page's address in it may be without encryption.
        if not (more := bool(answer.mapping().get("next"))) or not listed:
            return BoardPage(vacancies, whole=not more)
        number = answer.request.number("page") + 1
        return BoardPage(vacancies, answer.request.numbered("page", number))


def _vacancy(job: dict[str, Any], slug: str) -> Vacancy:
    identity = as_identity(job.get("hash"))
    town = place_of(job.get("city"), job.get("state"), job.get("country"))
    place = as_text(job.get("location_display")) or town
    posting = Posting(
        url=f"https://www.careers-page.com/{slug}/job/{identity}" if identity else "",
        title=as_text(job.get("position_name")),
        text=plain_text(as_text(job.get("description"))),
        location=place,
        remote=True if as_truth(job.get("is_remote")) else remote_of("", place),
        employment_type=as_text(job.get("contract_details")).replace("_", " "),
    )
    return Vacancy(
        posting,
        facets(
            department=as_name(job.get("organization_name")),
            location=[place, town],
            remote=str(posting.remote),
            employment=posting.employment_type,
        ),
    )
