"""Jobylon: lists that Nordic companies embed in their own pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from reactor.posting import Posting
from reactor.scrape.boards.api_response import (
    ApiResponse,
    as_mapping,
    as_name,
    as_text,
    names_and_ids,
)
from reactor.scrape.boards.board import Board, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.facets import facets
from reactor.scrape.boards.field_conversion import address_of, remote_of
from reactor.scrape.boards.request import Request
from reactor.scrape.boards.written_dates import date_written
from reactor.scrape.vocabulary.stated import joined

_SITE = "https://emp.jobylon.com/"
_LIST = re.compile(r"\bJBL\.embed_v2\[[\"']jobs[\"']\]\s*=\s*(?=\[)")
_EMPTY = re.compile(r"\[\s*\]")
_MOST = 1000


class Jobylon(Board):
    """Lists on cdn.jobylon.com, of a company or a group: one script holds all postings.

    The script is a JavaScript literal, with dates spelled out in the list's language.
    """

    name = "jobylon"
    title = "Jobylon"
    evidence = "single"
    marks = ("jobylon.com",)
    addresses = re.compile(
        r"//(?:(?:cdn|static-eu)\.jobylon\.com/jobs|emp\.jobylon\.com)"
        r"/(?P<slug>(?:companies|company-groups)/\d{1,9})\b",
        re.IGNORECASE,
    )
    # A script may create the frame, and contains its address.
    widgets = re.compile(
        r"\bcdn\.jobylon\.com/jobs/(?P<slug>(?:companies|company-groups)/\d{1,9})/embed\b",
        re.IGNORECASE,
    )

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the only list."""
        embedded = f"https://cdn.jobylon.com/jobs/{address.slug.lower()}/embed/v2/"
        return (Request(f"{embedded}?page_size={_MOST}"),)

    def page(self, answer: ApiResponse) -> BoardPage:
        """Read the only page, without texts."""
        from reactor.scrape.markup.literals import array_literals  # noqa: PLC0415 - with libxml

        found = _LIST.search(answer.page.text)
        if found is None:
            raise answer.unlike("a list of postings")
        source = answer.page.text[found.end() :]
        if _EMPTY.match(source):
            return BoardPage(())
        jobs = list(map(as_mapping, next(array_literals(source), [])))
        if not any("title" in job for job in jobs):
            raise answer.unlike("a list of postings")
        return BoardPage(tuple(map(_vacancy, jobs)), whole=len(jobs) < _MOST)


def _vacancy(job: Mapping[str, Any]) -> Vacancy:
    listed = job.get("locations")
    places = list(map(as_name, listed)) if isinstance(listed, list) else []
    place = joined(filter(None, places)) or as_text(job.get("locations_text"))
    workplace, kind = as_text(job.get("workspace")), as_text(job.get("employment_type"))
    posting = Posting(
        url=address_of(_SITE, as_text(job.get("url"))),
        title=as_text(job.get("title")),
        location=place,
        remote=remote_of(workplace, place),
        employment_type=kind,
        posted_at=date_written(as_text(job.get("published_date"))),
        valid_through=date_written(as_text(job.get("to_date"))),
    )
    return Vacancy(
        posting,
        facets(
            department=names_and_ids(job.get("departments"), job.get("function")),
            location=place.split("; "),
            remote=[str(posting.remote), workplace],
            employment=kind,
        ),
    )
