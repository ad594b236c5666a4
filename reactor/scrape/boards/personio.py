"""Personio: https://developer.personio.de/docs/retrieving-open-job-positions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from reactor.posting import Posting
from reactor.scrape.boards.answer import (
    Answer,
    as_identity,
    as_name,
    as_text,
    element_text,
    elements,
    names_and_ids,
)
from reactor.scrape.boards.board import RESERVED_HOSTS, Board, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.facets import Filters, facets
from reactor.scrape.boards.request import Request
from reactor.scrape.boards.stated import plain_text, remote_of, salary_of, sections
from reactor.scrape.words.stated import joined

if TYPE_CHECKING:
    from lxml.etree import _Element


class Personio(Board):
    """Career sites on jobs.personio.de and .com. Some companies switch their XML off."""

    name = "personio"
    title = "Personio"
    evidence = "answers"
    marks = ("jobs.personio.",)
    reserved = RESERVED_HOSTS
    addresses = re.compile(
        r"//(?P<host>(?P<slug>[\w-]{1,63})\.jobs\.personio\.(?:de|com))", re.IGNORECASE
    )

    def filters(self, url: str) -> Filters:
        """Also the language, which the feed is asked for."""
        languages = parse_qs(urlsplit(url).query).get("language", [])[:1]
        return (*super().filters(url), *(("language", each) for each in languages))

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """The XML feed, else what the career site searches in."""
        language = dict(address.filters).get("language", "")
        query = f"?language={language}" if language.isalpha() else ""
        files = ("xml", "search.json")
        return tuple(Request(f"https://{address.host}/{file}{query}") for file in files)

    def page(self, answer: Answer) -> BoardPage:
        """One page holds them all; where it holds no texts, the postings' own pages do."""
        site = "https://" + urlsplit(answer.request.url).netloc
        if "/search.json" in answer.request.url:
            jobs = answer.listed("jobs")
        else:
            jobs = [_as_searched(each) for each in elements(answer.xml("workzag-jobs"), "position")]
        return BoardPage(tuple(_vacancy(job, site) for job in jobs))


def _as_searched(position: _Element) -> dict[str, Any]:
    """A position of the XML under the names that the search gives its fields."""
    offices = [office for more in elements(position, "additionalOffices") for office in more]
    described = (part for parts in elements(position, "jobDescriptions") for part in parts)
    written = [(element_text(part, "name"), element_text(part, "value")) for part in described]
    pay = next(iter(elements(position, "salaryInformation")), None)
    names = ("min", "max", "currencyCode", "type")
    return {
        "id": element_text(position, "id"),
        "name": element_text(position, "name"),
        "offices": [element_text(position, "office"), *((each.text or "") for each in offices)],
        "department": element_text(position, "department"),
        "category": element_text(position, "recruitingCategory"),
        "subcompany": element_text(position, "subcompany"),
        "employment_type": element_text(position, "employmentType"),
        "schedule": element_text(position, "schedule"),
        "created_at": element_text(position, "createdAt"),
        "description": sections(written),
        "pay": None if pay is None else [element_text(pay, name) for name in names],
    }


def _vacancy(job: dict[str, Any], site: str) -> Vacancy:
    identity = as_identity(job.get("id"))
    kinds = [as_text(job.get(name)) for name in ("employment_type", "schedule")]
    offices = job.get("offices")
    more = offices if isinstance(offices, list) else []
    places = list(filter(None, map(as_name, (job.get("office"), *more))))
    posting = Posting(
        url=f"{site}/job/{identity}" if identity else "",
        title=as_text(job.get("name")),
        text=plain_text(as_text(job.get("description"))),
        location=joined(places),
        remote=remote_of("", *places),
        employment_type=", ".join(filter(None, kinds)),
        posted_at=as_text(job.get("created_at")) or as_text(job.get("createdAt")),
        salary=salary_of(*pay) if (pay := job.get("pay")) and isinstance(pay, list) else None,
    )
    return Vacancy(
        posting,
        facets(
            department=names_and_ids(job.get("department"), job.get("category")),
            team=names_and_ids(job.get("subcompany")),
            location=[*places, *names_and_ids(offices)],
            remote=str(posting.remote),
            employment=kinds,
        ),
    )
