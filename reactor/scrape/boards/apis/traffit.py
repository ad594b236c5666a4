"""TRAFFIT: career sites of Polish companies, listed with their texts."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from reactor.posting import Posting
from reactor.scrape.boards.api_response import (
    ApiResponse,
    as_count,
    as_mapping,
    as_mappings,
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
from reactor.scrape.boards.paging import Paging
from reactor.scrape.boards.request import Request

_SIZE = 100
_PAGING = Paging("X-Request-Current-Page", by="pages", size=_SIZE)
_SECTIONS = (
    ("", "description"),
    ("Responsibilities", "responsibilities"),
    ("Requirements", "requirements"),
    ("Benefits", "benefits"),
)


class Traffit(Board):
    """Career sites on traffit.com; headers hold the requested page, and the total.

    Of two known programs, one requests pages; the other treats the first as the whole list.
    """

    name = "traffit"
    title = "TRAFFIT"
    marks = ("traffit.com",)
    reserved = RESERVED_HOSTS | {"cdn1", "cdn2", "cdn3", "knowledge"}
    addresses = re.compile(r"//(?P<slug>[\w-]{1,63})\.traffit\.com", re.IGNORECASE)

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the first page of the list."""
        site = f"https://{address.slug.lower()}.traffit.com/"
        size = {"X-Request-Page-Size": str(_SIZE), _PAGING.name: "1"}
        return (Request(f"{site}public/job_posts/published", headers=size),)

    def page(self, answer: ApiResponse) -> BoardPage:
        """Read a page of postings."""
        jobs = answer.listed()
        total = as_count(answer.page.headers.get("x-result-total-count"))
        following, whole = _PAGING.following(answer, len(jobs), total=total)
        return BoardPage(tuple(map(_vacancy, jobs)), following, whole)


def _vacancy(job: Mapping[str, Any]) -> Vacancy:
    advert, options = as_mapping(job.get("advert")), as_mapping(job.get("options"))
    listed = as_mappings(advert.get("values"))
    values = {as_text(each.get("field_id")): each.get("value") for each in listed}
    place = _place(values.get("geolocation"))
    kinds = names_and_ids(options.get("job_type"))
    # It is a string in some responses, and a number or a boolean in others.
    remote = str(options.get("remote")).lower() in ("1", "true")
    workplace = "remote" if remote else as_text(options.get("_work_model"))
    sums = (options.get("_Salary_MIN"), options.get("_Salary_MAX"))
    period = as_text(options.get("_Salary_Rate")) or "month"
    posting = Posting(
        url=as_text(job.get("url")),
        title=as_text(advert.get("name")),
        text=plain_text(sections((head, as_text(values.get(name))) for head, name in _SECTIONS)),
        location=place,
        remote=remote_of(workplace, place),
        employment_type=", ".join(kinds),
        posted_at=as_text(job.get("valid_start")).partition(" ")[0],
        salary=salary_of(*sums, options.get("_Salary_Currency"), period),
    )
    return Vacancy(
        posting,
        facets(
            department=names_and_ids(options.get("branches")),
            location=place,
            remote=[str(posting.remote), workplace],
            employment=kinds,
        ),
    )


def _place(geolocation: Any) -> str:
    """Return a place's town and country; some sites encode it as JSON in a string."""
    known = geolocation
    if isinstance(geolocation, str):
        try:
            known = json.loads(geolocation or "null")
        except (ValueError, RecursionError):
            return ""
    place = as_mapping(known)
    return place_of(place.get("locality"), place.get("country"))
