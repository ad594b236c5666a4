"""Rippling: https://developer.rippling.com/documentation/job-board-api."""

import re
from dataclasses import replace
from typing import Any

from reactor.posting import Posting, Salary
from reactor.scrape.boards.api_response import (
    ApiResponse,
    as_count,
    as_identity,
    as_mapping,
    as_mappings,
    as_name,
    as_text,
    names_and_ids,
)
from reactor.scrape.boards.board import Board, BoardAddress, BoardPage, Vacancy, listed_once
from reactor.scrape.boards.facets import facets
from reactor.scrape.boards.field_conversion import plain_text, remote_of, salary_of, sections
from reactor.scrape.boards.request import Request
from reactor.scrape.vocabulary.stated import joined

_PAGE = re.compile(r"(?<=[?&]page=)\d+")


class Rippling(Board):
    """Boards on ats.rippling.com."""

    name = "rippling"
    title = "Rippling"
    evidence = "answers"
    marks = ("rippling.com",)
    addresses = re.compile(
        r"//(?:ats(?:\.[a-z]{2}\d)?\.rippling\.com/(?:api/v\d/board/|embed/|[a-z]{2}-[a-z]{2}/)?"
        r"|api\.rippling\.com/platform/api/ats/v\d/board/)(?P<slug>[\w-]+)",
        re.IGNORECASE,
    )

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the whole list, else the first page as the career site itself requests it."""
        first = "https://api.rippling.com/platform/api/ats/v1/board"
        second = "https://ats.rippling.com/api/v2/board"
        return (
            Request(f"{first}/{address.slug}/jobs"),
            Request(f"{second}/{address.slug}/jobs?page=0&pageSize=50"),
        )

    def page(self, answer: ApiResponse) -> BoardPage:
        """Read one page or several, without texts; a posting may appear once per place."""
        api = answer.request.url.partition("?")[0]
        vacancies = listed_once(_vacancy(job, api) for job in answer.listed("items"))
        shown = _PAGE.search(answer.request.url)
        further = int(shown[0]) + 1 if shown else 0
        if further >= as_count(as_mapping(answer.json()).get("totalPages")):
            return BoardPage(vacancies)
        following = Request(_PAGE.sub(str(further), answer.request.url))
        return BoardPage(vacancies, following, whole=False)

    def read(self, answer: ApiResponse, posting: Posting) -> Posting:
        """Return the text, role before company as on the posting's page, and all its places."""
        job = answer.mapping()
        described = job.get("description")
        if not isinstance(described, dict | str):
            raise answer.unlike("a posting")
        parts = as_mapping(described)
        named = dict.fromkeys(("role", "company", *parts))
        places = joined(names_and_ids(job.get("workLocations")))
        kind = as_mapping(job.get("employmentType"))
        markup = sections(("", as_text(parts.get(part))) for part in named) or as_text(described)
        return replace(
            posting,
            text=plain_text(markup),
            location=places or posting.location,
            remote=remote_of("", places) if posting.remote is None else posting.remote,
            employment_type=as_text(kind.get("id")) or as_name(job.get("employmentType")),
            posted_at=as_text(job.get("createdOn")),
            salary=_salary(job),
        )


def _vacancy(job: dict[str, Any], api: str) -> Vacancy:
    identity = as_identity(job.get("uuid")) or as_identity(job.get("id"))
    slug = api.split("/")[-2]
    hosted = f"https://ats.rippling.com/{slug}/jobs/{identity}" if identity else ""
    several = as_mappings(job.get("locations"))
    places = [as_name(site) for site in (job.get("workLocation"), *several)]
    workplaces = [as_text(site.get("workplaceType")) for site in several]
    known = {remote_of(workplace, *places) for workplace in workplaces or [""]}
    posting = Posting(
        url=as_text(job.get("url")) or hosted,
        title=as_text(job.get("name")),
        location=joined(places),
        remote=next((each for each in (True, False) if each in known), None),
        source=f"{api}/{identity}" if identity else "",
    )
    return Vacancy(
        posting,
        facets(
            department=names_and_ids(job.get("department")),
            location=[*places, *names_and_ids(job.get("workLocation"), several)],
            remote=[str(posting.remote), *workplaces],
        ),
    )


def _salary(job: dict[str, Any]) -> Salary | None:
    """Return the first range; others are for other places."""
    for pay in as_mappings(job.get("payRangeDetails")):
        least, most = pay.get("rangeStart"), pay.get("rangeEnd")
        if stated := salary_of(least, most, pay.get("currency"), pay.get("frequency")):
            return stated
    return None
