"""BambooHR: the requests of its career sites to their own server."""

import re
from dataclasses import replace
from typing import Any

from reactor.posting import Posting
from reactor.scrape.boards.api_response import (
    ApiResponse,
    as_identity,
    as_mapping,
    as_text,
    as_truth,
    names_and_ids,
)
from reactor.scrape.boards.board import RESERVED_HOSTS, Board, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.facets import facets
from reactor.scrape.boards.field_conversion import place_of, plain_text, salary_in
from reactor.scrape.boards.request import Request

_REMOTE = {"0": False, "1": True, "2": False}


class BambooHR(Board):
    """Career sites on bamboohr.com. Unknown companies redirect to its advertisement."""

    name = "bamboohr"
    title = "BambooHR"
    evidence = "answers"
    marks = ("bamboohr.com",)
    reserved = RESERVED_HOSTS
    # Its other pages are for employees, and do not indicate a board.
    addresses = re.compile(
        r"//(?P<slug>[\w-]{1,63})\.bamboohr\.com"
        r"(?=/(?:careers|jobs|js)\b|/?(?:[?#\"'\s<>)\\]|$))",
        re.IGNORECASE,
    )
    widgets = re.compile(
        r"\bdata-domain\s*=\s*[\"'](?P<slug>[\w-]{1,63})\.bamboohr\.com"
        r"|//(?P<slug2>[\w-]{1,63})\.bamboohr\.com/(?:careers/list|js/(?:embed|jobs))",
        re.IGNORECASE,
    )

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the only list."""
        return (Request(f"https://{address.slug}.bamboohr.com/careers/list"),)

    def page(self, answer: ApiResponse) -> BoardPage:
        """Read the only page, without texts."""
        if not isinstance(answer.mapping().get("result"), list):
            raise answer.unlike("a list of postings")
        site = answer.request.url.removesuffix("/list")
        return BoardPage(tuple(_vacancy(job, site) for job in answer.listed("result")))

    def read(self, answer: ApiResponse, posting: Posting) -> Posting:
        """Return the text and facts that the list lacks."""
        job = answer.mapping("result", "jobOpening")
        return replace(
            posting,
            text=plain_text(as_text(job.get("description"))),
            location=_place(job) or posting.location,
            posted_at=as_text(job.get("datePosted")),
            salary=salary_in(job.get("compensation")),
        )


def _vacancy(job: dict[str, Any], site: str) -> Vacancy:
    identity = as_identity(job.get("id"))
    kind = as_identity(job.get("locationType"))
    remote = (
        True if job.get("isRemote") is True else _REMOTE.get(kind, as_truth(job.get("isRemote")))
    )
    posting = Posting(
        url=f"{site}/{identity}" if identity else "",
        title=as_text(job.get("jobOpeningName")),
        location=_place(job),
        remote=remote,
        employment_type=as_text(job.get("employmentStatusLabel")),
        posted_at=as_text(job.get("datePosted")),
        source=f"{site}/{identity}/detail",
    )
    return Vacancy(
        posting,
        facets(
            department=names_and_ids(job.get("departmentLabel"), job.get("departmentId")),
            location=posting.location,
            remote=[str(remote), {"0": "onsite", "1": "remote", "2": "hybrid"}.get(kind, "")],
            employment=posting.employment_type,
        ),
    )


def _place(job: dict[str, Any]) -> str:
    """Return the office's place, else the posting's own location."""
    office, stated = as_mapping(job.get("location")), as_mapping(job.get("atsLocation"))
    return place_of(
        office.get("city"), office.get("state"), office.get("addressCountry")
    ) or place_of(
        stated.get("city"), stated.get("state") or stated.get("province"), stated.get("country")
    )
