"""Workable: https://help.workable.com/hc/en-us/articles/115012771647 (the widget's API)."""

import re
from typing import Any

from reactor.posting import Posting
from reactor.scrape.boards.answer import (
    Answer,
    as_identity,
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
    listed_once,
)
from reactor.scrape.boards.facets import facets
from reactor.scrape.boards.request import Request
from reactor.scrape.boards.stated import place_of, remote_of, sections
from reactor.scrape.stated import joined

_COUNTRY = ("country", "countryCode")


class Workable(Board):
    """Boards on workable.com. `apply.workable.com/j/CODE` is one posting and names no company."""

    name = "workable"
    marks = ("workable.com", "whr_embed", "whr-items")
    reserved = RESERVED_PATHS | RESERVED_HOSTS
    addresses = re.compile(
        r"//(?:apply\.workable\.com/(?:api/v\d/(?:widget/)?accounts/)?|www\.workable\.com/api/accounts/)"
        r"(?P<slug>[\w-]+)"
        r"|//(?P<slug2>[\w-]{1,63})\.workable\.com",
        re.IGNORECASE,
    )
    # The widget names the company by its number.
    widgets = re.compile(
        r"\bwhr_embed\(\s*[\"']?(?P<slug>[\w-]+)"
        r"|workable\.com/api/(?:v\d/widget/)?accounts/(?P<slug2>[\w-]+)",
        re.IGNORECASE,
    )

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """The widget's API, today's and the one before; without details it holds no postings."""
        return (
            Request(
                f"https://apply.workable.com/api/v1/widget/accounts/{address.slug}?details=true"
            ),
            Request(f"https://www.workable.com/api/accounts/{address.slug}?details=true"),
        )

    def page(self, answer: Answer) -> BoardPage:
        """One page holds them all, with their texts; one of several places, several times."""
        return BoardPage(listed_once(map(_vacancy, answer.listed("jobs"))))


def _vacancy(job: dict[str, Any]) -> Vacancy:
    sites = [site for site in as_mappings(job.get("locations")) if site.get("hidden") is not True]
    places = [place_of(site.get("city"), site.get("region"), site.get("country")) for site in sites]
    place = place_of(job.get("city"), job.get("state"), job.get("country"))
    code = as_identity(job.get("shortcode"))
    hosted = f"https://apply.workable.com/j/{code}" if code else ""
    remote = remote_of(job.get("workplace_type"))
    parts = ("description", "requirements", "benefits")
    headings = ("", "Requirements", "Benefits")
    posting = Posting(
        url=as_text(job.get("url")) or as_text(job.get("shortlink")) or hosted,
        title=as_text(job.get("title")),
        text=sections(
            (heading, as_text(job.get(part))) for heading, part in zip(headings, parts, strict=True)
        ),
        location=joined(places) or place,
        remote=as_truth(job.get("telecommuting")) if remote is None else remote,
        employment_type=as_name(job.get("employment_type")),
        posted_at=as_text(job.get("published_on")) or as_text(job.get("created_at")),
    )
    return Vacancy(
        posting,
        facets(
            department=[as_name(job.get("department")), as_name(job.get("function"))],
            location=[place, *places],
            country=[as_text(site.get(of)) for site in (job, *sites) for of in _COUNTRY],
            remote=[str(posting.remote), as_text(job.get("workplace_type"))],
            employment=posting.employment_type,
        ),
    )
