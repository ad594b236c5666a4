"""HiBob: the list that each of its career sites requests from its own server."""

import re
from typing import Any

from reactor.posting import Posting, Salary
from reactor.scrape.boards.api_response import ApiResponse, as_identity, as_name, as_text
from reactor.scrape.boards.board import RESERVED_HOSTS, Board, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.facets import facets
from reactor.scrape.boards.field_conversion import (
    place_of,
    plain_text,
    remote_of,
    salary_of,
    sections,
)
from reactor.scrape.boards.request import Request

_SECTIONS = (
    ("", "description"),
    ("Responsibilities", "responsibilities"),
    ("Requirements", "requirements"),
    ("Benefits", "benefits"),
)


class HiBob(Board):
    """Career sites on careers.hibob.com. They require their own page as referrer."""

    name = "hibob"
    title = "HiBob"
    evidence = "single"
    marks = ("careers.hibob.com",)
    reserved = RESERVED_HOSTS
    addresses = re.compile(r"//(?P<slug>[\w-]{1,63})\.careers\.hibob\.com", re.IGNORECASE)

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the only list."""
        site = f"https://{address.slug}.careers.hibob.com/"
        return (Request(f"{site}api/job-ad", headers={"Referer": site}),)

    def page(self, answer: ApiResponse) -> BoardPage:
        """Read the only page, with texts."""
        site = f"https://{answer.request.host}"
        return BoardPage(tuple(_vacancy(job, site) for job in answer.listed("jobAdDetails")))


def _salary(job: dict[str, Any]) -> Salary | None:
    """Return the pay, if the company shows it; the default period is a year."""
    least, most, currency, period = (
        job.get(f"payTransparency{name}")
        for name in ("MinSalary", "MaxSalary", "SalaryCurrency", "SalaryPayPeriod")
    )
    return salary_of(least, most, currency, as_text(period) or "year")


def _vacancy(job: dict[str, Any], site: str) -> Vacancy:
    identity = as_identity(job.get("id"))
    workplace = as_text(job.get("workspaceType"))
    place = place_of(as_name(job.get("site")), as_name(job.get("country")))
    posting = Posting(
        url=f"{site}/jobs/{identity}" if identity else "",
        title=as_text(job.get("title")),
        text=plain_text(sections((head, as_text(job.get(key))) for head, key in _SECTIONS)),
        location=place,
        remote=remote_of(workplace, place),
        employment_type=as_name(job.get("employmentType")),
        posted_at=as_text(job.get("publishedAt")),
        salary=_salary(job),
    )
    named = {"department": as_name(job.get("department")), "location": place}
    return Vacancy(posting, facets(**named, remote=[str(posting.remote), workplace]))
