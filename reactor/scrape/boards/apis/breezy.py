"""Breezy HR: the list that each of its career sites publishes."""

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
    as_truth,
    names_and_ids,
)
from reactor.scrape.boards.board import RESERVED_HOSTS, Board, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.facets import facets
from reactor.scrape.boards.field_conversion import place_of, plain_text, remote_of, salary_in
from reactor.scrape.boards.request import Request
from reactor.scrape.vocabulary.stated import joined

_FILES = frozenset({"assets-cdn", "attachments-cdn", "gallery-cdn"})
_OWN = ("id", "friendly_id", "name", "published_date")


class Breezy(Board):
    """Career sites on breezy.hr, or on a company's own domain.

    Only the postings' own pages have most texts. One source has seen such sites on companies' own
    domains: a host that does not respond so is treated as if it had not been claimed.
    """

    name = "breezy"
    title = "Breezy HR"
    evidence = "answers"
    marks = ("breezy.hr",)
    reserved = RESERVED_HOSTS | _FILES
    addresses = re.compile(r"//(?P<slug>[\w-]{1,63})\.breezy\.hr", re.IGNORECASE)
    domain = "breezy.hr"
    # Loaded by its career sites, but not by the widgets on other pages.
    widgets = re.compile(r"//assets-cdn\.breezy\.hr/breezy-portal\b", re.IGNORECASE)

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the only list."""
        host = f"{address.slug}.{self.domain}" if address.slug else address.host
        return (Request(f"https://{host}/json"),)

    def page(self, answer: ApiResponse) -> BoardPage:
        """Read the only page; the response is the list itself."""
        site = answer.request.url.removesuffix("/json")
        return BoardPage(tuple(_vacancy(job, site) for job in answer.listed()))

    def is_own(self, answer: ApiResponse) -> bool:
        """Whether each posting has an id that its `friendly_id` begins with, a type and a place.

        An empty list could be from any system.
        """
        jobs = answer.listed()
        return bool(jobs) and all(
            all(as_text(job.get(name)) for name in _OWN)
            and as_text(job.get("friendly_id")).startswith(as_text(job.get("id")))
            and as_mapping(job.get("type"))
            and as_mapping(job.get("location"))
            for job in jobs
        )


def _vacancy(job: dict[str, Any], site: str) -> Vacancy:
    identity = as_text(job.get("friendly_id")) or as_identity(job.get("id"))
    first = as_mapping(job.get("location"))
    sites = as_mappings(job.get("locations")) or [first]
    places = [_place(each) for each in sites]
    details = [_details(each) for each in (first, *sites)]
    known = [as_truth(each.get("is_remote")) for each in (first, *sites)]
    remote = True if any(known) else next((each for each in known if each is not None), None)
    # Hybrid work is also flagged as remote.
    hybrid = any(remote_of(each) is False for each in details)
    posting = Posting(
        url=as_text(job.get("url")) or (f"{site}/p/{identity}" if identity else ""),
        title=as_text(job.get("name")),
        text=plain_text(as_text(job.get("description"))),
        location=joined(places),
        remote=False if hybrid else remote_of("", *places) if remote is None else remote,
        employment_type=as_name(job.get("type")),
        posted_at=as_text(job.get("published_date")),
        salary=salary_in(job.get("salary")),
    )
    countries = [each.get("country") for each in sites]
    return Vacancy(
        posting,
        facets(
            department=names_and_ids(job.get("department")),
            location=[*places, *names_and_ids([each.get("state") for each in sites])],
            country=names_and_ids(countries),
            remote=[str(posting.remote), *details],
            employment=names_and_ids(job.get("type")),
        ),
    )


def _place(site: dict[str, Any]) -> str:
    parts = (as_name(site.get(part)) for part in ("city", "state", "country"))
    return as_text(site.get("name")) or place_of(*parts)


def _details(site: dict[str, Any]) -> str:
    stated = as_mapping(site.get("remote_details"))
    return as_text(stated.get("value")) or as_name(stated)
