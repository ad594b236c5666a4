"""Paylocity: the list in a board's page."""

import re
from typing import Any

from reactor.posting import Posting
from reactor.scrape.boards.api_response import (
    ApiResponse,
    as_identity,
    as_mapping,
    as_name,
    as_text,
    as_truth,
)
from reactor.scrape.boards.board import Board, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.embedded import json_behind
from reactor.scrape.boards.facets import facets
from reactor.scrape.boards.field_conversion import place_of, remote_of
from reactor.scrape.boards.request import Request

_SITE = "https://recruiting.paylocity.com/Recruiting/Jobs"
_GUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_DATA = re.compile(r"\bwindow\.pageData\s{0,9}=\s{0,9}")


class Paylocity(Board):
    """Boards on recruiting.paylocity.com. The feed that its makers describe no longer responds.

    The page lists all postings, with shortened texts: their own pages have the full ones.
    """

    name = "paylocity"
    title = "Paylocity"
    marks = ("recruiting.paylocity.com",)
    addresses = re.compile(
        rf"//recruiting\.paylocity\.com/recruiting/jobs/(?:all|list)/(?P<slug>{_GUID})"
        rf"(?:/(?P<aside>[\w.%-]+))?"
        rf"|//recruiting\.paylocity\.com/recruiting/v2/api/feed/jobs/(?P<slug2>{_GUID})",
        re.IGNORECASE,
    )
    widgets = re.compile(
        rf"//recruiting\.paylocity\.com/recruiting/v2/api/feed/jobs/(?P<slug>{_GUID})",
        re.IGNORECASE,
    )

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the page, first with the company's name after its id if it is known."""
        page = f"{_SITE}/All/{address.slug.lower()}"
        named = (Request(f"{page}/{address.aside}"),) if address.aside else ()
        return (*named, Request(page))

    def page(self, answer: ApiResponse) -> BoardPage:
        """Read the only page."""
        listed = as_mapping(json_behind(answer, _DATA)).get("Jobs")
        if not isinstance(listed, list):
            raise answer.unlike("a list of postings")
        return BoardPage(tuple(_vacancy(as_mapping(job)) for job in listed))


def _vacancy(job: dict[str, Any]) -> Vacancy:
    identity = as_identity(job.get("JobId"))
    site = as_mapping(job.get("JobLocation"))
    named = as_text(job.get("LocationName"))
    place = place_of(site.get("City"), site.get("State"), site.get("Country")) or named
    # Every posting has a remote flag; only true carries information.
    remote = remote_of("", named, place)
    afar = remote is None and as_truth(job.get("IsRemote"))
    posting = Posting(
        url=f"{_SITE}/Details/{identity}" if identity else "",
        title=as_text(job.get("JobTitle")),
        location=place,
        remote=True if afar else remote,
        posted_at=as_text(job.get("PublishedDate")),
    )
    return Vacancy(
        posting,
        facets(
            department=as_name(job.get("HiringDepartment")),
            location=[named, place],
            remote=str(posting.remote),
        ),
    )
