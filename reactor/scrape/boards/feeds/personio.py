"""Personio: https://developer.personio.de/docs/retrieving-open-job-positions."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from reactor.posting import Posting
from reactor.scrape.boards.api_response import (
    ApiResponse,
    as_identity,
    as_mapping,
    as_name,
    as_text,
    element_text,
    elements,
    names_and_ids,
)
from reactor.scrape.boards.board import RESERVED_HOSTS, Board, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.facets import Filters, facets
from reactor.scrape.boards.field_conversion import plain_text, remote_of, salary_of, sections
from reactor.scrape.boards.request import Request
from reactor.scrape.vocabulary.stated import joined

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

_LANGUAGES = ("en", "de")
_PAGE = "page"
_DEEPEST = 40
_BOX = re.compile(r"(?:^|\s)job-box(?:-link)?(?:\s|$)")
_POSTING = re.compile(r"(?:^|/)job/(\d+)")


class Personio(Board):
    """Career sites on jobs.personio.de and .com. Some companies disable their XML feed.

    A posting is only in the lists of its languages, so other languages are requested too; a missing
    one is no failure. The data in the site's page is known from one source: a page without it, and
    without a list of links, is not a list.
    """

    name = "personio"
    title = "Personio"
    evidence = "answers"
    marks = ("jobs.personio.",)
    reserved = RESERVED_HOSTS
    addresses = re.compile(
        r"//(?P<host>(?P<slug>[\w-]{1,63})\.jobs\.personio\.(?:de|com))", re.IGNORECASE
    )

    def filters(self, url: str) -> Filters:
        """Include the language, which is requested from the feed."""
        languages = parse_qs(urlsplit(url).query).get("language", [])[:1]
        return (*super().filters(url), *(("language", each) for each in languages))

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the XML feed, then the search data of the career site, then its page."""
        language = dict(address.filters).get("language", "")
        query = f"?language={language}" if language.isalpha() else ""
        site = f"https://{address.host}"
        return (
            *(Request(f"{site}/{file}{query}") for file in ("xml", "search.json")),
            Request(f"{site}/{query}", step=_PAGE),
        )

    def page(self, answer: ApiResponse) -> BoardPage:
        """Read one page per language; without texts, the postings' own pages have them."""
        asked = answer.request
        site = "https://" + urlsplit(asked.url).netloc
        if "/search.json" in asked.url:
            # It holds all languages.
            return BoardPage(tuple(_vacancy(job, site) for job in answer.listed("jobs")))
        if asked.step == _PAGE:
            jobs = _in_page(answer)
        else:
            jobs = [_as_searched(each) for each in elements(answer.xml("workzag-jobs"), "position")]
        vacancies = tuple(_vacancy(job, site) for job in jobs)
        if "language=" in asked.url:
            return BoardPage(tuple(_in_language(vacancy, asked.url) for vacancy in vacancies))
        url = asked.url.rstrip("/") + "/" * (asked.step == _PAGE)
        others = (
            replace(asked, url=f"{url}?language={each}", optional=True) for each in _LANGUAGES
        )
        return BoardPage(vacancies, parts=tuple(others))


def _in_language(vacancy: Vacancy, url: str) -> Vacancy:
    """Return a vacancy whose page is requested in the language of its list."""
    posting = vacancy.posting
    if posting.text or not posting.url:
        return vacancy
    return replace(vacancy, posting=replace(posting, source=f"{posting.url}?{urlsplit(url).query}"))


def _in_page(answer: ApiResponse) -> list[dict[str, Any]]:
    """Return the postings in the data of a site's page, else those that it links.

    Raises:
        LastingError: there is neither.
    """
    from reactor.scrape.markup.flight import flight_values  # noqa: PLC0415 - beside libxml

    tree = answer.html()
    scripts = [script.text or "" for script in tree.iter("script")]
    for value in flight_values(scripts):
        if (jobs := _jobs_within(value)) is not None:
            return jobs
    linked = [_as_linked(link) for link in tree.iter("a") if _BOX.search(link.get("class") or "")]
    if not any(linked):
        raise answer.unlike("a page with a list of postings")
    return linked


def _jobs_within(value: Any, depth: int = 0) -> list[dict[str, Any]] | None:
    """Return the postings beside the site's subdomain; None if `value` holds none."""
    if depth > _DEEPEST:
        return None
    known = as_mapping(value)
    if isinstance(known.get("jobs"), list) and "subdomain" in known:
        return list(map(as_mapping, known["jobs"]))
    parts = known.values() if known else value if isinstance(value, list) else ()
    found = (_jobs_within(part, depth + 1) for part in parts)
    return next((jobs for jobs in found if jobs is not None), None)


def _as_linked(link: HtmlElement) -> dict[str, Any]:
    """Return a link to a posting with the search's field names; further lines of it vary."""
    from reactor.scrape.markup.text import lines_of  # noqa: PLC0415 - loads libxml

    found = _POSTING.search(urlsplit(link.get("href") or "").path)
    lines = lines_of(link)
    return {"id": found[1], "name": lines[0]} if found and lines else {}


def _as_searched(position: _Element) -> dict[str, Any]:
    """Return a position of the XML with the search's field names."""
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
    main = job.get("office") or job.get("main_office")
    places = list(filter(None, map(as_name, (main, *more))))
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
