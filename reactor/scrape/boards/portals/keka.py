"""Keka: the careers page holds the number for the list on its server."""

import re
from typing import Any
from urllib.parse import urlsplit

from reactor.posting import Posting, Salary
from reactor.scrape.boards.api_response import (
    ApiResponse,
    as_identity,
    as_mapping,
    as_mappings,
    as_text,
)
from reactor.scrape.boards.board import Board, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.facets import facets
from reactor.scrape.boards.field_conversion import place_of, plain_text, remote_of, salary_of
from reactor.scrape.boards.request import Request
from reactor.scrape.vocabulary.stated import joined

_API = "/careers/api/embedjobs/"
_NUMBER = re.compile(
    r"/ats/documents/(?P<id>[0-9a-f-]{36})/careerportal/"
    rf"|{_API}js/(?P<id2>[0-9a-f-]{{36}})",
    re.IGNORECASE,
)
_DEFAULT = "default"
_NOWHERE = {"na", "n/a", "none"}
_TIMES = {1: "Part time", 2: "Full time"}
_PERIODS = {1: "hour", 2: "biweekly", 3: "month", 4: "year"}


class Keka(Board):
    """Career sites on keka.com; a company may have several, each with a name.

    A closed site redirects to a page without the number.
    """

    name = "keka"
    title = "Keka"
    marks = (".keka.com/careers", ".keka.com\\/careers")
    addresses = re.compile(
        r"//(?!(?:api|app|help|static|support|www|login)\.)(?P<slug>[\w-]{1,63})\.keka\.com"
        r"/careers(?![\w-])(?:/(?!(?:api|jobdetails|content|default)(?![\w-]))(?P<part>[\w-]{1,63}))?",
        re.IGNORECASE,
    )

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the careers page; for `acme/interns`, the one with that name."""
        tenant, _, portal = address.slug.partition("/")
        return (Request(_site(f"https://{tenant.lower()}.keka.com", portal)),)

    def page(self, answer: ApiResponse) -> BoardPage:
        """Return the request for the list, or read the list, which has all texts."""
        host, path = answer.request.host, urlsplit(answer.request.url).path
        if not path.startswith(_API):
            found = _NUMBER.search(answer.page.text)
            if not found:
                raise answer.unlike("a careers site that is open")
            portal = path.removeprefix("/careers").strip("/") or _DEFAULT
            number = (found["id"] or found["id2"]).lower()
            url = f"https://{host}{_API}{portal}/active/{number}"
            return BoardPage((), Request(url), leads=True)
        portal = path.removeprefix(_API).partition("/")[0]
        site = _site(f"https://{host}", "" if portal == _DEFAULT else portal)
        return BoardPage(tuple(_vacancy(job, site) for job in answer.listed()))


def _site(host: str, portal: str) -> str:
    return f"{host}/careers/{portal}".rstrip("/")


def _vacancy(job: dict[str, Any], site: str) -> Vacancy:
    identity = as_identity(job.get("id"))
    place = joined(map(_place, as_mappings(job.get("jobLocations"))))
    kind = job.get("jobType")
    posting = Posting(
        url=f"{site}/jobdetails/{identity}" if identity else "",
        title=as_text(job.get("title")),
        text=plain_text(as_text(job.get("description"))),
        location=place,
        remote=remote_of("", place),
        employment_type=_TIMES.get(kind, "") if isinstance(kind, int) else "",
        salary=_salary(as_mapping(job.get("salaryRange"))),
        posted_at=as_text(job.get("publishedOn")),
    )
    named = {"department": as_text(job.get("departmentName")), "location": place}
    employment = posting.employment_type
    return Vacancy(posting, facets(**named, employment=employment, remote=str(posting.remote)))


def _place(stated: dict[str, Any]) -> str:
    """Return the town rather than the company's name for its office there."""
    parts = (as_text(stated.get(name)) for name in ("city", "state", "countryName"))
    known = place_of(*(part for part in parts if part.lower() not in _NOWHERE))
    return known or as_text(stated.get("name"))


def _salary(stated: dict[str, Any]) -> Salary | None:
    """Return the pay if its period is known; zeros mean no number."""
    period = stated.get("salaryPeriod")
    words = _PERIODS.get(period, "") if isinstance(period, int) else ""
    low, high = (stated.get(name) or None for name in ("minimum", "maximum"))
    return salary_of(low, high, stated.get("currency"), words) if words else None
