"""Workday: the requests of its career sites to their own server."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from reactor.errors import PassingError
from reactor.posting import Posting
from reactor.scrape.boards.api_response import (
    ApiResponse,
    as_count,
    as_identity,
    as_mappings,
    as_text,
)
from reactor.scrape.boards.board import Board, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.facets import Filters
from reactor.scrape.boards.field_conversion import plain_text, remote_of
from reactor.scrape.boards.paging import Paging
from reactor.scrape.boards.request import Request
from reactor.scrape.boards.slicing import Facet, Slicing, slicing_of
from reactor.scrape.vocabulary.stated import joined

_PAGE_SIZE = 20
"""The API answers 400 to requests for more."""

_MOST = 2000
"""Cap: beyond it the first page repeats, and the stated total is never higher."""

_MAX_SITES = 12
_PAGING = Paging(size=_PAGE_SIZE, most=_MOST)
_FIRST_SLICE = "slice"
_FURTHER_SLICE = "further slice"
_SITES = "sites beside "
_OTHER_SITE = "other site"

_SEARCH = "q"
_IDENTITY = re.compile(r"[0-9a-f]{32}", re.IGNORECASE)
_FACET = re.compile(
    r"locations?(?:Country|RegionStateProvince|Hierarchy\d+)?|primaryLocation|jobFamily(?:Group)?"
    r"|timeType|workerSubType|remoteType|hiringCompany|workShift",
    re.IGNORECASE,
)
_SITEMAP = re.compile(
    r"^[ \t]*sitemap[ \t]*:[ \t]*https://(?P<host>[\w.-]+)/(?P<site>[\w-]+)/sitemap",
    re.IGNORECASE | re.MULTILINE,
)
_DEEPEST = 3
# "3 Locations", in any language.
_SEVERAL = re.compile(r"\d+ \S+")
_MAINTENANCE = re.compile(r"maintenance|unavailable|wartung", re.IGNORECASE)


class Workday(Board):
    """Career sites on myworkdayjobs.com, and on myworkdaysite.com, where the tenant is in the path.

    The site filters its list itself, by facets that differ between tenants, and by words. It shows
    at most 2000 postings: a longer list is requested by a facet's values. A tenant's other sites
    are in its robots.txt. Only one source has seen this: a tenant without such lines, or without
    the file, has no other sites.
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
        """Return the site's own facets with their ids, and the search words."""
        return tuple(
            (name, value)
            for name, value in parse_qsl(urlsplit(url).query)
            if name == _SEARCH or _FACET.fullmatch(name) or _IDENTITY.fullmatch(value)
        )

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the first page, with filters."""
        site = address.slug if "/" in address.slug else f"{_tenant(address.host)}/{address.slug}"
        chosen: dict[str, list[str]] = {}
        for name, value in address.filters:
            if name != _SEARCH:
                chosen.setdefault(name, []).append(value)
        words = dict(address.filters).get(_SEARCH, "")
        return (_first(f"https://{address.host}/wday/cxs/{site}/jobs", chosen, words),)

    def page(self, answer: ApiResponse) -> BoardPage:
        """Read a page without texts. Only the first page has the total: later ones say 0.

        Raises:
            PassingError: the site is in maintenance.
        """
        asked = answer.request
        if asked.step.startswith(_SITES):
            return BoardPage((), parts=tuple(_other_sites(answer)), leads=True)
        _refuse_maintenance(answer)
        jobs = answer.listed("jobPostings")
        total = asked.total or as_count(answer.mapping().get("total"))
        api = asked.url.removesuffix("/jobs")
        vacancies = tuple(_vacancy(job, api) for job in jobs)
        is_first = not asked.number("offset")
        parts = tuple(_robots(asked)) if is_first else ()
        if is_first and total >= _MOST:
            if asked.step == _FURTHER_SLICE:
                # The facet is ignored, or its count has grown: further pages would repeat the same.
                return BoardPage(vacancies, whole=False)
            facets = _facets(answer.mapping().get("facets"), known=_chosen(asked))
            slicing = slicing_of(facets, total=total, cap=_MOST)
            if slicing and asked.step != _FIRST_SLICE:
                slices = _slices(asked, slicing)
                return BoardPage(vacancies, parts=(*slices, *parts), whole=slicing.whole)
        following, whole = _PAGING.following(answer, len(jobs), total=total)
        following = following and replace(following, optional=False)
        return BoardPage(vacancies, following, whole, parts=parts)

    def read(self, answer: ApiResponse, posting: Posting) -> Posting:
        """Return the text, all places, and the date that the list shows as `Posted Yesterday`."""
        _refuse_maintenance(answer)
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
    # A tenant's sites show the same posting, each at its own address.
    return Vacancy(posting, identity=path)


def _first(api: str, chosen: dict[str, list[str]], words: str) -> Request:
    body = {"appliedFacets": chosen, "limit": _PAGE_SIZE, "offset": 0, "searchText": words}
    return Request(api, body)


def _chosen(asked: Request) -> dict[str, list[str]]:
    return dict((asked.body or {}).get("appliedFacets") or {})


def _slices(asked: Request, slicing: Slicing) -> Iterator[Request]:
    """Yield requests like `asked` for the postings with some values of a facet only."""
    for at, (identities, _) in enumerate(slicing.slices):
        chosen = {**_chosen(asked), slicing.name: list(identities)}
        body = {**(asked.body or {}), "appliedFacets": chosen, "offset": 0}
        step = _FURTHER_SLICE if at else _FIRST_SLICE
        yield replace(asked, body=body, step=step, total=0, seen=0, optional=False)


def _facets(stated: Any, known: dict[str, list[str]], depth: int = 0) -> Iterator[Facet]:
    """Yield the facets not yet used as filters; groups of them may be nested."""
    for group in as_mappings(stated):
        name = as_text(group.get("facetParameter"))
        values = as_mappings(group.get("values"))
        if depth < _DEEPEST:
            yield from _facets([each for each in values if "values" in each], known, depth + 1)
        many = ((as_identity(each.get("id")), as_count(each.get("count"))) for each in values)
        counts = {identity: count for identity, count in many if identity and count}
        if name and counts and name not in known:
            yield Facet(name, counts)


def _robots(asked: Request) -> Iterator[Request]:
    """Yield the robots.txt with a tenant's sites, unless the careers URL has filters."""
    tenants = urlsplit(asked.url).netloc
    whole = not asked.step and not _chosen(asked) and not (asked.body or {}).get("searchText")
    if whole and "myworkdayjobs" in tenants:
        own = asked.url.removesuffix("/jobs").rpartition("/")[2]
        yield Request(f"https://{tenants}/robots.txt", step=f"{_SITES}{own}", optional=True)


def _other_sites(answer: ApiResponse) -> Iterator[Request]:
    """Yield the lists of the sites in a robots.txt, except the one already requested."""
    host = urlsplit(answer.request.url).netloc
    found = {answer.request.step.removeprefix(_SITES).lower(): ""}
    for line in islice(_SITEMAP.finditer(answer.page.text), 10 * _MAX_SITES):
        if line["host"].lower() == host.lower():
            found.setdefault(line["site"].lower(), line["site"])
    for site in list(filter(None, found.values()))[:_MAX_SITES]:
        api = f"https://{host}/wday/cxs/{_tenant(host)}/{site}/jobs"
        yield replace(_first(api, {}, ""), step=_OTHER_SITE, optional=True)


def _refuse_maintenance(answer: ApiResponse) -> None:
    """Refuse the maintenance page, which replaces any page with status 200.

    Raises:
        PassingError: the response is that page.
    """
    text = answer.page.text[:20_000].lstrip()
    if text.startswith("<") and _MAINTENANCE.search(f"{answer.url} {text}"):
        raise PassingError(f"{answer.url} is a page about maintenance", code="server_error")


def _site(api: str) -> str:
    """Return the public address of the site whose API is at `api`."""
    origin, _, site = api.partition("/wday/cxs/")
    if "myworkdaysite" in origin:
        return f"{origin}/recruiting/{site}"
    return f"{origin}/{site.partition('/')[2]}"


def _tenant(host: str) -> str:
    return host.partition(".")[0]


def _name(place: Any) -> str:
    return as_text(place.get("descriptor") if isinstance(place, dict) else place)
