"""Workday: what its career sites ask their own server."""

import re
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from reactor.posting import Posting
from reactor.scrape.boards.answer import Answer, as_count, as_text
from reactor.scrape.boards.board import Board, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.facets import Filters
from reactor.scrape.boards.paging import Paging
from reactor.scrape.boards.request import Request
from reactor.scrape.boards.stated import plain_text, remote_of
from reactor.scrape.words.stated import joined

_PAGE_SIZE = 20
"""It answers 400 to whoever asks for more."""

_MOST = 2000
"""Behind these it shows the first page again; and so many it says that there are."""

_PAGING = Paging(size=_PAGE_SIZE, most=_MOST)

_SEARCH = "q"
_IDENTITY = re.compile(r"[0-9a-f]{32}", re.IGNORECASE)
_FACET = re.compile(
    r"locations?(?:Country|RegionStateProvince|Hierarchy\d+)?|primaryLocation|jobFamily(?:Group)?"
    r"|timeType|workerSubType|remoteType|hiringCompany|workShift",
    re.IGNORECASE,
)
# "3 Locations", in whichever language.
_SEVERAL = re.compile(r"\d+ \S+")


class Workday(Board):
    """Career sites on myworkdayjobs.com, and on myworkdaysite.com, which names the tenant later.

    The site itself narrows its list: by facets, which every tenant has others of, and by words.
    """

    name = "workday"
    title = "Workday"
    evidence = "answers"
    marks = ("myworkdayjobs", "myworkdaysite")
    reserved = frozenset({"wday", "job", "login", "en", "recruiting"})
    addresses = re.compile(
        r"//(?P<host>[\w-]{1,63}\.(?:wd\d+\.)?myworkdayjobs(?:-impl)?\.com)/(?:wday/cxs/[\w-]+/)?"
        r"(?:[a-z]{2}-[a-z]{2}/)?(?P<slug>[\w-]+)"
        r"|//(?P<host2>(?:[\w-]{1,63}\.)?wd\d+\.myworkdaysite(?:-impl)?\.com)/"
        r"(?:wday/cxs/|(?:[a-z]{2}-[a-z]{2}/)?recruiting/)(?P<slug2>[\w-]+/[\w-]+)",
        re.IGNORECASE,
    )

    def filters(self, url: str) -> Filters:
        """The facets as the site calls them, by their ids, and the words searched for."""
        return tuple(
            (name, value)
            for name, value in parse_qsl(urlsplit(url).query)
            if name == _SEARCH or _FACET.fullmatch(name) or _IDENTITY.fullmatch(value)
        )

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """The first of the pages, narrowed."""
        site = address.slug if "/" in address.slug else f"{_tenant(address.host)}/{address.slug}"
        chosen: dict[str, list[str]] = {}
        for name, value in address.filters:
            if name != _SEARCH:
                chosen.setdefault(name, []).append(value)
        words = dict(address.filters).get(_SEARCH, "")
        body = {"appliedFacets": chosen, "limit": _PAGE_SIZE, "offset": 0, "searchText": words}
        return (Request(f"https://{address.host}/wday/cxs/{site}/jobs", body),)

    def page(self, answer: Answer) -> BoardPage:
        """A page without texts. The total is only right on the first one: later ones say 0."""
        jobs = answer.listed("jobPostings")
        total = answer.request.total or as_count(answer.mapping().get("total"))
        following, whole = _PAGING.following(answer, len(jobs), total=total)
        api = answer.request.url.removesuffix("/jobs")
        return BoardPage(tuple(_vacancy(job, api) for job in jobs), following, whole)

    def read(self, answer: Answer, posting: Posting) -> Posting:
        """The text, all the places, and the date of what the list calls `Posted Yesterday`."""
        job = answer.mapping("jobPostingInfo")
        more = job.get("additionalLocations")
        others = list(map(_name, more)) if isinstance(more, list) else []
        first = _name(job.get("location")) or _name(job.get("jobRequisitionLocation"))
        places = joined((first, *others))
        return replace(
            posting,
            text=plain_text(as_text(job.get("jobDescription"))),
            location=places or posting.location,
            remote=remote_of(job.get("remoteType"), places)
            if posting.remote is None
            else posting.remote,
            employment_type=as_text(job.get("timeType")),
            posted_at=as_text(job.get("startDate")),
            valid_through=as_text(job.get("endDate")),
        )


def _vacancy(job: dict[str, Any], api: str) -> Vacancy:
    path = as_text(job.get("externalPath"))
    place = as_text(job.get("locationsText"))
    place = "" if _SEVERAL.fullmatch(place) else place
    posting = Posting(
        url=f"{_site(api)}{path}" if path.startswith("/") else "",
        title=as_text(job.get("title")),
        location=place,
        remote=remote_of(job.get("remoteType"), place),
        employment_type=as_text(job.get("timeType")),
        source=f"{api}{path}",
    )
    return Vacancy(posting)


def _site(api: str) -> str:
    """Where people see what the API at `api` tells."""
    origin, _, site = api.partition("/wday/cxs/")
    if "myworkdaysite" in origin:
        return f"{origin}/recruiting/{site}"
    return f"{origin}/{site.partition('/')[2]}"


def _tenant(host: str) -> str:
    return host.partition(".")[0]


def _name(place: Any) -> str:
    return as_text(place.get("descriptor") if isinstance(place, dict) else place)
