"""Ashby: https://developers.ashbyhq.com/docs/public-job-posting-api."""

import re
from collections.abc import Iterator
from typing import Any

from reactor.posting import Posting, Salary
from reactor.scrape.boards.board import BoardAddress, as_mapping, as_mappings, as_text, listed
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

    def endpoints(self, address: BoardAddress) -> tuple[str, ...]:
        """The one posting API."""
        host = "https://api.ashbyhq.com"
        return (f"{host}/posting-api/job-board/{address.slug}?includeCompensation=true",)

    def postings(self, answer: Any) -> Iterator[Posting]:
        """Those that the company lists; unlisted ones are reachable by link only."""
        for job in listed(answer, "jobs"):
            if job.get("isListed") is False:
                continue
            others = as_mappings(job.get("secondaryLocations"))
            yield Posting(
                url=as_text(job.get("jobUrl")),
                title=as_text(job.get("title")),
                text=as_text(job.get("descriptionHtml")) or as_text(job.get("descriptionPlain")),
                location=joined(as_text(place.get("location")) for place in (job, *others)),
                remote=_remote(job),
                employment_type=as_text(job.get("employmentType")),
                posted_at=as_text(job.get("publishedAt")),
                salary=_salary(as_mapping(job.get("compensation"))),
            )


def _remote(job: dict[str, Any]) -> bool | None:
    """`isRemote` is also true for hybrid work: `workplaceType` knows better."""
    workplace = as_text(job.get("workplaceType"))
    if workplace:
        return workplace.lower() == "remote"
    stated = job.get("isRemote")
    return stated if isinstance(stated, bool) else None


def _salary(compensation: dict[str, Any]) -> Salary | None:
    for part in as_mappings(compensation.get("summaryComponents")):
        least, most = amount(part.get("minValue")), amount(part.get("maxValue"))
        if part.get("compensationType") == "Salary" and (least or most):
            currency = as_text(part.get("currencyCode")) or None
            return Salary(least, most, currency, period_of(as_text(part.get("interval"))))
    return None
