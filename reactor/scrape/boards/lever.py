"""Lever: https://github.com/lever/postings-api."""

import html
import re
from typing import Any

from reactor.posting import Posting, Salary
from reactor.scrape.boards.answer import (
    Answer,
    as_mapping,
    as_mappings,
    as_text,
    date_of_milliseconds,
)
from reactor.scrape.boards.board import BoardAddress, BoardPage, Request, Vacancy, facets
from reactor.scrape.pay import amount, period_of
from reactor.scrape.stated import joined

_REMOTE = {"remote": True, "hybrid": False, "on-site": False, "onsite": False}


class Lever:
    """Boards on lever.co, also its European host."""

    name = "lever"
    addresses = re.compile(
        r"https?://(?:jobs|api)(?P<eu>\.eu)?\.lever\.co/(?:v0/postings/)?(?P<slug>[A-Za-z0-9_.-]+)",
        re.IGNORECASE,
    )
    widgets = re.compile(
        r"api(?P<eu>\.eu)?\.lever\.co/v0/postings/(?P<slug>[\w.-]+)"
        r"|leverJobsOptions\s*=\s*\{\s*accountName\s*:\s*[\"'](?P<slug2>[\w.-]+)",
        re.IGNORECASE,
    )

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """The host of its region; the same slug may be another company's in the other region."""
        region = ".eu" if address.eu else ""
        return (Request(f"https://api{region}.lever.co/v0/postings/{address.slug}?mode=json"),)

    def page(self, answer: Answer, request: Request) -> BoardPage:  # noqa: ARG002 - the protocol's
        """One page holds them all, with their texts; the answer is the list itself."""
        return BoardPage(tuple(map(_vacancy, answer.listed())))

    def read(self, answer: Answer, posting: Posting) -> Posting:  # noqa: ARG002 - the protocol's
        """Never asked for."""
        return posting


def _vacancy(job: dict[str, Any]) -> Vacancy:
    categories = as_mapping(job.get("categories"))
    everywhere = categories.get("allLocations")
    places = list(map(as_text, everywhere)) if isinstance(everywhere, list) else []
    workplace = as_text(job.get("workplaceType")).lower()
    posting = Posting(
        url=as_text(job.get("hostedUrl")),
        title=as_text(job.get("text")),
        text=_description(job),
        location=joined(places) or as_text(categories.get("location")),
        remote=_REMOTE.get(workplace),
        employment_type=as_text(categories.get("commitment")),
        posted_at=date_of_milliseconds(job.get("createdAt")),
        salary=_salary(job.get("salaryRange")),
    )
    return Vacancy(
        posting,
        facets(
            department=as_text(categories.get("department")),
            team=as_text(categories.get("team")),
            location=[as_text(categories.get("location")), *places],
            country=as_text(job.get("country")),
            remote=[workplace, str(workplace == "remote")],
            employment=posting.employment_type,
        ),
    )


def _description(job: dict[str, Any]) -> str:
    """All parts in the order of the hosted page; `descriptionPlain` would lack the lists."""
    lists = (
        f"<h3>{html.escape(as_text(part.get('text')))}</h3><ul>{as_text(part.get('content'))}</ul>"
        for part in as_mappings(job.get("lists"))
    )
    return "\n".join(
        (
            as_text(job.get("description")),
            *lists,
            as_text(job.get("additional")),
            as_text(job.get("salaryDescription")),
        )
    )


def _salary(stated: Any) -> Salary | None:
    pay = as_mapping(stated)
    least, most = amount(pay.get("min")), amount(pay.get("max"))
    if least is None and most is None:
        return None
    currency = as_text(pay.get("currency")) or None
    return Salary(least, most, currency, period_of(as_text(pay.get("interval"))))
