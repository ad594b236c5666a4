"""d.vinci: the list that each of its career portals publishes as data."""

from __future__ import annotations

import re
from typing import Any

from reactor.posting import Posting
from reactor.scrape.boards.api_response import (
    ApiResponse,
    as_identity,
    as_mapping,
    as_mappings,
    as_name,
    as_text,
    names_and_ids,
)
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
from reactor.scrape.boards.written_dates import date_written
from reactor.scrape.vocabulary.stated import joined

_SECTIONS = ("introduction", "tasks", "profile", "weOffer", "closingText")
_GERMAN, _ENGLISH = "?lang=de", "?lang=en"
_UNSOLICITED = "UNSOLICITED"


class DVinci(Board):
    """Career portals on dvinci-hr.com or a company's own domain.

    A list has all postings, whichever language is requested; of several publications only the first
    language is listed. The invitation to unsolicited applications is not a posting.
    """

    name = "dvinci"
    title = "d.vinci"
    marks = ("dvinci",)
    reserved = RESERVED_HOSTS
    addresses = re.compile(r"//(?P<host>(?P<slug>[\w-]{1,63})\.dvinci-hr\.com)", re.IGNORECASE)
    domain = "dvinci-hr.com"
    widgets = re.compile(
        r"\bng-app=[\"']dvinci\.apps\.|\bname=[\"']dvinciVersion[\"']|\bvar DvinciData\b",
        re.IGNORECASE,
    )

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the list in German."""
        host = address.host or f"{address.slug}.dvinci-hr.com"
        return (Request(f"https://{host}/jobPublication/list.json{_GERMAN}"),)

    def page(self, answer: ApiResponse) -> BoardPage:
        """Read the only page, with texts; if the German list is empty, the English one follows."""
        jobs = answer.listed()
        if not jobs and answer.request.url.endswith(_GERMAN):
            english = answer.request.url.removesuffix(_GERMAN) + _ENGLISH
            return BoardPage((), Request(english), leads=True)
        opened = ((job, as_mapping(job.get("jobOpening"))) for job in jobs)
        wanted = [(job, each) for job, each in opened if each.get("type") != _UNSOLICITED]
        languages = dict[str, str]()
        for job, opening in wanted:
            languages.setdefault(as_identity(opening.get("id")), as_text(job.get("language")))
        return BoardPage(
            tuple(
                _vacancy(job, opening)
                for job, opening in wanted
                if not (known := as_identity(opening.get("id")))
                or languages[known] == as_text(job.get("language"))
            )
        )

    def is_own(self, answer: ApiResponse) -> bool:
        """Each entry is the publication of a job opening."""
        jobs = answer.listed()
        return bool(jobs) and all(
            "jobPublicationURL" in job and "jobOpening" in job for job in jobs
        )


def _vacancy(job: dict[str, Any], opening: dict[str, Any]) -> Vacancy:
    places = list(filter(None, map(_place, as_mappings(opening.get("locations")))))
    places = places or [as_text(opening.get("location"))]
    times = opening.get("workingTimes")
    kinds = [_kind(each) for each in times] if isinstance(times, list) else []
    named = as_mappings(times)
    pay = as_mapping(opening.get("salary"))
    sums = as_mapping(pay.get("value"))
    least, most = sums.get("minValue"), sums.get("maxValue")
    period = as_text(sums.get("unitText")) or "year"
    posting = Posting(
        url=as_text(job.get("jobPublicationURL")),
        title=as_text(job.get("position")),
        text=plain_text(sections(("", as_text(job.get(name))) for name in _SECTIONS)),
        location=joined(places),
        remote=remote_of("", *places, *kinds),
        employment_type=", ".join(filter(None, kinds)),
        posted_at=date_written(as_text(opening.get("createdDate"))),
        valid_through=date_written(as_text(job.get("endDate"))),
        salary=salary_of(least, most, pay.get("currency"), period),
    )
    return Vacancy(
        posting,
        facets(
            department=names_and_ids(opening.get("categories"), opening.get("department")),
            location=[*places, *map(as_identity, _ids(opening.get("locations")))],
            remote=str(posting.remote),
            employment=[*kinds, *(as_text(each.get("internalName")) for each in named)],
        ),
    )


def _place(location: dict[str, Any]) -> str:
    town = as_text(as_mapping(location.get("address")).get("city")) or as_name(location)
    country = as_name(location.get("country"))
    return town if country in town else place_of(town, country)


def _kind(time: Any) -> str:
    return as_name(time) or as_text(as_mapping(time).get("internalName"))


def _ids(value: Any) -> list[Any]:
    return [each.get("id") for each in as_mappings(value)]
