"""Greenhouse: https://developers.greenhouse.io/job-board.html."""

import re
from typing import Any

from reactor.posting import Posting
from reactor.scrape.boards.answer import Answer, as_mapping, as_mappings, as_text
from reactor.scrape.boards.board import BoardAddress, BoardPage, Request, Vacancy, facets
from reactor.scrape.stated import is_remote

_HOST = r"https?://(?:job-boards|boards|boards-api)(?P<eu>\.eu)?\.greenhouse\.io/"
_KIND_FIELDS = {"employment type", "time type", "job type", "type of employment"}


class Greenhouse:
    """Boards on greenhouse.io, also its European data centre."""

    name = "greenhouse"
    addresses = re.compile(
        _HOST + r"(?:v1/boards/|embed/job_(?:board|app)(?:/js)?\?(?:[^\"'\s]*&)?for=)?"
        r"(?P<slug>[A-Za-z0-9_-]+)",
        re.IGNORECASE,
    )
    widgets = re.compile(
        r"(?P<eu>\.eu)?\.greenhouse\.io/embed/job_(?:board|app)(?:/js)?\?(?:[^\"'\s]*&)?"
        r"for=(?P<slug>[\w-]+)"
        r"|boards-api(?P<eu2>\.eu)?\.greenhouse\.io/v1/boards/(?P<slug2>[\w-]+)"
        r"|\\?[\"'](?:urlToken|boardToken|board_token)\\?[\"']\s*:\s*\\?[\"'](?P<slug3>[\w-]+)",
        re.IGNORECASE,
    )

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Both data centres, the likelier first: the widget does not tell which one it is."""
        hosts = ["boards-api", "boards-api.eu"]
        return tuple(
            Request(f"https://{host}.greenhouse.io/v1/boards/{address.slug}/jobs?content=true")
            for host in (reversed(hosts) if address.eu else hosts)
        )

    def page(self, answer: Answer, request: Request) -> BoardPage:  # noqa: ARG002 - the protocol's
        """One page holds them all, with their texts."""
        return BoardPage(tuple(map(_vacancy, answer.listed("jobs"))))

    def read(self, answer: Answer, posting: Posting) -> Posting:  # noqa: ARG002 - the protocol's
        """Never asked for."""
        return posting


def _vacancy(job: dict[str, Any]) -> Vacancy:
    """`content` is HTML that was escaped once more."""
    location = as_text(as_mapping(job.get("location")).get("name"))
    posting = Posting(
        url=as_text(job.get("absolute_url")),
        title=as_text(job.get("title")),
        text=as_text(job.get("content")),
        location=location,
        remote=is_remote(location),
        employment_type=_employment_type(job),
        posted_at=as_text(job.get("first_published")) or as_text(job.get("updated_at")),
    )
    departments, offices = as_mappings(job.get("departments")), as_mappings(job.get("offices"))
    return Vacancy(
        posting,
        facets(
            department=_names_and_ids(departments),
            location=[location, *_names_and_ids(offices)],
            remote=posting.remote,
            employment=posting.employment_type,
        ),
    )


def _names_and_ids(parts: list[dict[str, Any]]) -> list[str]:
    return [str(part[key]) for part in parts for key in ("id", "name") if part.get(key)]


def _employment_type(job: dict[str, Any]) -> str:
    """From the fields that a company made up itself, where it calls one so."""
    for field in as_mappings(job.get("metadata")):
        if as_text(field.get("name")).lower() in _KIND_FIELDS:
            return as_text(field.get("value"))
    return ""
