"""Comeet, now Spark Hire Recruit: the API that companies' own sites use, and its hosted boards."""

import re
from typing import Any

from reactor.posting import Posting
from reactor.scrape.boards.api_response import (
    ApiResponse,
    as_count,
    as_mapping,
    as_mappings,
    as_name,
    as_text,
    as_truth,
)
from reactor.scrape.boards.board import Board, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.embedded import json_behind
from reactor.scrape.boards.facets import facets
from reactor.scrape.boards.field_conversion import (
    country_of,
    place_of,
    plain_text,
    remote_of,
    sections,
)
from reactor.scrape.boards.request import Request

_DATA = re.compile(r"\bCOMPANY_POSITIONS_DATA\s{0,9}=\s{0,9}")
_UID = r"[0-9a-f]{1,4}\.[0-9a-f]{2,6}"
_TOKEN = re.compile(r"[0-9A-F]{16,64}")
_ADDRESSES = ("url_comeet_hosted_page", "url_recruit_hosted_page", "url_active_page")


def _asked(number: str) -> str:
    """Return a pattern for requests to the API, with `number` as suffix of its groups."""
    return (
        rf"//(?:www\.)?comeet\.com?/careers-api/2\.0/company/(?P<slug{number}>{_UID})/positions"
        rf"\?(?:[^\s\"'<>#]{{0,200}}?&)?token=(?P<aside{number}>[0-9a-f]{{16,64}})"
    )


class Comeet(Board):
    """Boards on www.comeet.com, and companies' own sites that use its API with a token.

    The token is in their pages; it cannot be guessed, and it is never shown. The API has the date
    of a posting's last change, but not of its publication.
    """

    name = "comeet"
    title = "Comeet (Spark Hire Recruit)"
    marks = ("comeet",)
    addresses = re.compile(
        rf"//(?:www\.)?comeet\.com/jobs/(?P<aside>[\w.%-]+)/(?P<slug>{_UID})(?![\w.])"
        rf"|{_asked('2')}",
        re.IGNORECASE,
    )
    widgets = re.compile(
        rf"{_asked('')}"
        r"|\bCOMEET\.init\(\s{0,99}\{"
        r"(?=[^{}]{0,2000}?[\"']?\btoken[\"']?\s{0,9}:\s{0,9}[\"'](?P<aside2>[0-9a-f]{16,64})[\"'])"
        rf"(?=[^{{}}]{{0,2000}}?[\"']?\bcompany-uid[\"']?\s{{0,9}}:\s{{0,9}}[\"'](?P<slug2>{_UID}))",
        re.IGNORECASE,
    )

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the API if the token is known, else the hosted board."""
        uid = address.slug.upper()
        if _TOKEN.fullmatch(address.aside.upper()):
            api = f"https://www.comeet.co/careers-api/2.0/company/{uid}/positions"
            return (Request(f"{api}?token={address.aside}&details=true"),)
        return (Request(f"https://www.comeet.com/jobs/{address.aside or 'company'}/{uid}"),)

    def page(self, answer: ApiResponse) -> BoardPage:
        """Read all postings, with their texts."""
        hosted = "/jobs/" in answer.request.url
        listed = json_behind(answer, _DATA) if hosted else answer.json()
        if not isinstance(listed, list):
            raise answer.unlike("a list of postings")
        return BoardPage(tuple(_vacancy(as_mapping(job)) for job in listed))


def _vacancy(job: dict[str, Any]) -> Vacancy:
    site = as_mapping(job.get("location"))
    country = country_of(site.get("country"))
    town = place_of(site.get("city"), site.get("state"), country)
    named = as_name(job.get("location"))
    place = town if site.get("city") else named or town
    workplace = as_text(job.get("workplace_type"))
    remote = remote_of(workplace, named, place)
    posting = Posting(
        url=next(filter(None, (as_text(job.get(name)) for name in _ADDRESSES)), ""),
        title=as_text(job.get("name")),
        text=plain_text(sections(_sections(job))),
        location=place,
        remote=True if remote is None and as_truth(site.get("is_remote")) else remote,
        employment_type=as_text(job.get("employment_type")),
    )
    return Vacancy(
        posting,
        facets(
            department=as_name(job.get("department")),
            location=[place, named],
            country=[country, as_text(site.get("country"))],
            remote=[str(posting.remote), workplace],
            employment=posting.employment_type,
        ),
    )


def _sections(job: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the parts of a text in order; hosted boards keep them in custom fields."""
    parts = as_mappings(job.get("details"))
    parts = parts or as_mappings(as_mapping(job.get("custom_fields")).get("details"))
    return [
        (as_text(part.get("name")), as_text(part.get("value")))
        for part in sorted(parts, key=lambda part: as_count(part.get("order")))
    ]
