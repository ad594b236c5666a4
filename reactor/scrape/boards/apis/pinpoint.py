"""Pinpoint: the list that each of its career sites publishes."""

import re
from typing import Any

from reactor.posting import Posting
from reactor.scrape.boards.api_response import (
    ApiResponse,
    as_mapping,
    as_name,
    as_text,
    names_and_ids,
)
from reactor.scrape.boards.board import RESERVED_HOSTS, Board, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.facets import facets
from reactor.scrape.boards.field_conversion import (
    address_of,
    place_of,
    plain_text,
    remote_of,
    salary_of,
    sections,
)
from reactor.scrape.boards.request import Request

_SECTIONS = ("description", "key_responsibilities", "skills_knowledge_expertise", "benefits")


class Pinpoint(Board):
    """Career sites on pinpointhq.com."""

    name = "pinpoint"
    title = "Pinpoint"
    evidence = "answers"
    marks = ("pinpointhq.com",)
    reserved = RESERVED_HOSTS
    addresses = re.compile(r"//(?P<slug>[\w-]{1,63})\.pinpointhq\.com", re.IGNORECASE)

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the only list."""
        return (Request(f"https://{address.slug}.pinpointhq.com/postings.json"),)

    def page(self, answer: ApiResponse) -> BoardPage:
        """Read the only page, with texts."""
        return BoardPage(tuple(_vacancy(job, answer.request.url) for job in answer.listed("data")))


def _vacancy(job: dict[str, Any], site: str) -> Vacancy:
    address = as_text(job.get("url")) or as_text(job.get("path"))
    requisition, office = as_mapping(job.get("job")), as_mapping(job.get("location"))
    workplace = as_text(job.get("workplace_type"))
    place = as_name(office) or place_of(office.get("city"), office.get("province"))
    pay = [
        job.get(f"compensation_{part}") for part in ("minimum", "maximum", "currency", "frequency")
    ]
    kinds = [as_text(job.get(f"employment_type{of}")) for of in ("_text", "")]
    posting = Posting(
        url=address_of(site, address),
        title=as_text(job.get("title")),
        text=plain_text(
            sections(
                (as_text(job.get(f"{part}_header")), as_text(job.get(part))) for part in _SECTIONS
            )
        ),
        location=place,
        remote=remote_of(workplace, as_text(job.get("workplace_type_text")), place),
        employment_type=next(filter(None, kinds), ""),
        posted_at=as_text(job.get("published_at")),
        valid_through=as_text(job.get("deadline_at")),
        # Hidden pay is in the response, but not on the site.
        salary=salary_of(*pay) if job.get("compensation_visible") is True else None,
    )
    return Vacancy(
        posting,
        facets(
            department=names_and_ids(requisition.get("department"), job.get("department")),
            team=names_and_ids(requisition.get("division"), job.get("division")),
            location=[
                *names_and_ids(office),
                *(as_text(office.get(of)) for of in ("city", "province")),
            ],
            remote=[str(posting.remote), workplace],
            employment=kinds,
        ),
    )
