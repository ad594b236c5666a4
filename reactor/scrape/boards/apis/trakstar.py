"""Trakstar Hire, formerly Recruiterbox: the API that companies' own sites use."""

import re
from typing import Any

from reactor.posting import Posting
from reactor.scrape.boards.api_response import (
    ApiResponse,
    as_count,
    as_mapping,
    as_name,
    as_text,
    as_truth,
)
from reactor.scrape.boards.board import RESERVED_HOSTS, Board, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.facets import facets
from reactor.scrape.boards.field_conversion import place_of, plain_text, remote_of
from reactor.scrape.boards.paging import Paging
from reactor.scrape.boards.request import Request

_API = "https://jsapi.recruiterbox.com/v1/openings"
_INACTIVE = re.compile(r"no longer using (?:trakstar|recruiterbox)|inactive account", re.IGNORECASE)
_PAGING = Paging(size=100)


class Trakstar(Board):
    """Boards on hire.trakstar.com. The API has texts, but no dates.

    It still lists the postings of companies that have left, whose addresses then lead nowhere. One
    known program has seen that only the board's page says so: it is requested first.
    """

    name = "trakstar"
    title = "Trakstar Hire (Recruiterbox)"
    marks = ("recruiterbox.com", "hire.trakstar.com")
    reserved = RESERVED_HOSTS | {"apiv1", "jsapi"}
    addresses = re.compile(
        r"//jsapi\.recruiterbox\.com/v1/openings/?"
        r"\?(?:[^\s\"'<>#]{0,200}?&)?client_name=(?P<slug>[\w-]+)"
        r"|//(?P<slug2>[\w-]{1,63})\.(?:hire\.trakstar|recruiterbox)\.com",
        re.IGNORECASE,
    )
    widgets = re.compile(
        r"//jsapi\.recruiterbox\.com/v1/openings/?"
        r"\?(?:[^\s\"'<>#]{0,200}?&)?client_name=(?P<slug>[\w-]+)",
        re.IGNORECASE,
    )

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the board's page."""
        return (Request(f"https://{address.slug.lower()}.hire.trakstar.com/"),)

    def page(self, answer: ApiResponse) -> BoardPage:
        """Return the request for the list, or read one of its pages, with texts."""
        if not answer.request.url.startswith(_API):
            if _INACTIVE.search(answer.page.text):
                raise answer.unlike("the board of a company that still uses it")
            company = answer.request.host.partition(".")[0]
            asked = f"{_API}?client_name={company}&limit={_PAGING.size}&offset=0"
            return BoardPage((), Request(asked), leads=True)
        total = as_count(answer.mapping("meta").get("total"))
        listed = answer.listed("objects")
        following, whole = _PAGING.following(answer, len(listed), total=total)
        return BoardPage(tuple(map(_vacancy, listed)), following, whole)


def _vacancy(job: dict[str, Any]) -> Vacancy:
    site = as_mapping(job.get("location"))
    place = place_of(site.get("city"), site.get("state"), site.get("country"))
    afar = as_truth(job.get("allows_remote"))
    posting = Posting(
        url=re.sub(r"^http:", "https:", as_text(job.get("hosted_url"))),
        title=as_text(job.get("title")),
        text=plain_text(as_text(job.get("description"))),
        location=place,
        remote=True if afar else remote_of("", place),
        employment_type=as_text(job.get("position_type")),
    )
    team = as_name(job.get("team"))
    return Vacancy(
        posting,
        facets(
            department=team,
            team=team,
            location=place,
            remote=str(posting.remote),
            employment=posting.employment_type,
        ),
    )
