"""Ashby: https://developers.ashbyhq.com/docs/public-job-posting-api."""

import re
from typing import Any

from reactor.posting import Posting, Salary
from reactor.scrape.boards.answer import Answer, as_mapping, as_mappings, as_text, as_truth
from reactor.scrape.boards.board import BoardAddress, BoardPage, Request, Vacancy, facets
from reactor.scrape.pay import amount, period_of
from reactor.scrape.stated import joined

_SLUG = r"(?P<slug>[A-Za-z0-9_.%-]+)"


class Ashby:
    """Boards on ashbyhq.com."""

    name = "ashby"
    addresses = re.compile(
        r"https?://(?:jobs\.ashbyhq\.com/|api\.ashbyhq\.com/posting-api/job-board/)" + _SLUG,
        re.IGNORECASE,
    )
    widgets = re.compile(
        r"jobs\.ashbyhq\.com/(?P<slug>[\w.%-]+)/embed"
        r"|api\.ashbyhq\.com/posting-api/job-board/(?P<slug2>[\w.%-]+)",
        re.IGNORECASE,
    )

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """The one posting API."""
        host = "https://api.ashbyhq.com"
        return (Request(f"{host}/posting-api/job-board/{address.slug}?includeCompensation=true"),)

    def page(self, answer: Answer, request: Request) -> BoardPage:  # noqa: ARG002 - the protocol's
        """One page holds them all; unlisted ones are reachable by link only."""
        jobs = (job for job in answer.listed("jobs") if job.get("isListed") is not False)
        return BoardPage(tuple(map(_vacancy, jobs)))

    def read(self, answer: Answer, posting: Posting) -> Posting:  # noqa: ARG002 - the protocol's
        """Never asked for."""
        return posting


def _vacancy(job: dict[str, Any]) -> Vacancy:
    others = as_mappings(job.get("secondaryLocations"))
    places = [as_text(place.get("location")) for place in (job, *others)]
    posting = Posting(
        url=as_text(job.get("jobUrl")),
        title=as_text(job.get("title")),
        text=as_text(job.get("descriptionHtml")) or as_text(job.get("descriptionPlain")),
        location=joined(places),
        remote=_remote(job),
        employment_type=as_text(job.get("employmentType")),
        posted_at=as_text(job.get("publishedAt")),
        salary=_salary(as_mapping(job.get("compensation"))),
    )
    return Vacancy(
        posting,
        facets(
            department=[as_text(job.get("department")), as_text(job.get("departmentId"))],
            team=as_text(job.get("team")),
            location=[*places, as_text(job.get("locationId"))],
            remote=[str(posting.remote), as_text(job.get("workplaceType"))],
            employment=posting.employment_type,
        ),
    )


def _remote(job: dict[str, Any]) -> bool | None:
    """`isRemote` is also true for hybrid work: `workplaceType` knows better."""
    workplace = as_text(job.get("workplaceType"))
    if workplace:
        return workplace.lower() == "remote"
    return as_truth(job.get("isRemote"))


def _salary(compensation: dict[str, Any]) -> Salary | None:
    for part in as_mappings(compensation.get("summaryComponents")):
        least, most = amount(part.get("minValue")), amount(part.get("maxValue"))
        if part.get("compensationType") == "Salary" and (least or most):
            currency = as_text(part.get("currencyCode")) or None
            return Salary(least, most, currency, period_of(as_text(part.get("interval"))))
    return None
