"""Hireology: the API of the career sites of shops, workshops and homes."""

import re
from typing import Any

from reactor.posting import Posting
from reactor.scrape.boards.api_response import (
    ApiResponse,
    as_count,
    as_mapping,
    as_mappings,
    as_name,
    as_text,
    as_truth,
)
from reactor.scrape.boards.board import (
    RESERVED_HOSTS,
    RESERVED_PATHS,
    Board,
    BoardAddress,
    BoardPage,
    Vacancy,
)
from reactor.scrape.boards.embedded import json_behind
from reactor.scrape.boards.facets import facets, key
from reactor.scrape.boards.field_conversion import place_of, plain_text, remote_of, salary_of
from reactor.scrape.boards.paging import Paging
from reactor.scrape.boards.request import Request
from reactor.scrape.vocabulary.stated import joined

_SITE = "https://careers.hireology.com"
_API = "https://api.hireology.com/v2/public/careers"
_STARTING = re.compile(r"\bstartingData\s{0,9}=\s{0,9}")
_PAGING = Paging("page", by="pages", size=100)


class Hireology(Board):
    """Career sites on careers.hireology.com and hireology.careers.

    Several known programs use the API without a token, others with the token that each page holds.
    So the request is repeated with a token if the API requires one.
    """

    name = "hireology"
    title = "Hireology"
    marks = ("hireology",)
    reserved = RESERVED_HOSTS | RESERVED_PATHS
    addresses = re.compile(
        r"//careers\.hireology\.com/(?P<slug>[\w-]+)"
        r"|//api\.hireology\.com/v[12]/(?:public/)?careers/(?P<slug2>[\w-]+)"
        r"|//(?P<slug3>[\w-]{1,63})\.hireology\.careers",
        re.IGNORECASE,
    )
    widgets = re.compile(
        r"//api\.hireology\.com/v[12]/(?:public/)?careers/(?P<slug>[\w-]+)", re.IGNORECASE
    )

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the API, then the page with a token for it."""
        slug = address.slug.lower()
        return (_list(slug), Request(f"{_SITE}/{slug}"))

    def page(self, answer: ApiResponse) -> BoardPage:
        """Read a page of the list, with texts; closed postings in it are skipped."""
        if not answer.request.url.startswith(_API):
            token = as_text(as_mapping(json_behind(answer, _STARTING)).get("apiToken"))
            if not token:
                raise answer.unlike("the page of a career site, with a token")
            slug = answer.request.url.rpartition("/")[2]
            return BoardPage((), _list(slug, Authorization=f"Bearer {token}"), leads=True)
        total = as_count(answer.mapping().get("count"))
        listed = answer.listed("data")
        following, whole = _PAGING.following(answer, len(listed), total=total)
        open_now = (job for job in listed if key(as_text(job.get("status")) or "open") == "open")
        return BoardPage(tuple(map(_vacancy, open_now)), following, whole)


def _list(slug: str, **headers: str) -> Request:
    return Request(f"{_API}/{slug}?page_size={_PAGING.size}&page=1", headers=headers)


def _vacancy(job: dict[str, Any]) -> Vacancy:
    places = [
        place_of(each.get("city"), each.get("state")) for each in as_mappings(job.get("locations"))
    ]
    several = as_truth(job.get("is_comp_range"))
    least, most = ("comp_range_min", "comp_range_max") if several else ("comp_single_amount",) * 2
    posting = Posting(
        url=as_text(job.get("career_site_url")),
        title=as_text(job.get("name")),
        text=plain_text(as_text(job.get("job_description"))),
        location=joined(places),
        remote=True if as_truth(job.get("remote")) else remote_of("", *places),
        salary=salary_of(job.get(least), job.get(most), None, job.get("comp_period")),
        employment_type=as_text(job.get("employment_status")),
        posted_at=as_text(job.get("created_at")),
    )
    return Vacancy(
        posting,
        facets(
            department=[as_name(job.get("job_family")), as_name(job.get("organization"))],
            location=places,
            remote=str(posting.remote),
            employment=posting.employment_type,
        ),
    )
