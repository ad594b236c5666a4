"""Workday: what its career sites ask their own server."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from reactor.errors import PassingError
from reactor.posting import Posting
from reactor.scrape.boards.answer import Answer, as_count, as_identity, as_mappings, as_text
from reactor.scrape.boards.board import Board, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.facets import Filters
from reactor.scrape.boards.paging import Paging
from reactor.scrape.boards.request import Request
from reactor.scrape.boards.slicing import Facet, Slicing, slicing_of
from reactor.scrape.boards.stated import plain_text, remote_of
from reactor.scrape.vocabulary.stated import joined

_PAGE_SIZE = 20
"""It answers 400 to whoever asks for more."""

_MOST = 2000
"""Behind these it shows the first page again; and so many it says that there are."""

_MOST_SITES = 12
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
# "3 Locations", in whichever language.
_SEVERAL = re.compile(r"\d+ \S+")
_MAINTENANCE = re.compile(r"maintenance|unavailable|wartung", re.IGNORECASE)


class Workday(Board):
    """Career sites on myworkdayjobs.com, and on myworkdaysite.com, which names the tenant later.

    The site itself narrows its list: by facets, which every tenant has others of, and by words. It
    shows 2000 postings at most: a longer list is asked for by a facet's values. A tenant's other
    sites stand in its robots.txt; one source only has seen that, so that a tenant without such
    lines, or without the file, simply has no others.
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
        return (_first(f"https://{address.host}/wday/cxs/{site}/jobs", chosen, words),)

    def page(self, answer: Answer) -> BoardPage:
        """A page without texts. The total is only right on the first one: later ones say 0.

        Raises:
            PassingError: the site is being maintained.
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
                # The facet is not obeyed, or has grown: what follows would be the same again.
                return BoardPage(vacancies, whole=False)
            facets = _facets(answer.mapping().get("facets"), known=_chosen(asked))
            slicing = slicing_of(facets, total=total, cap=_MOST)
            if slicing and asked.step != _FIRST_SLICE:
                slices = _slices(asked, slicing)
                return BoardPage(vacancies, parts=(*slices, *parts), whole=slicing.whole)
        following, whole = _PAGING.following(answer, len(jobs), total=total)
        following = following and replace(following, optional=False)
        return BoardPage(vacancies, following, whole, parts=parts)

    def read(self, answer: Answer, posting: Posting) -> Posting:
        """The text, all the places, and the date of what the list calls `Posted Yesterday`."""
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
    # A tenant's sites show the same posting, each at an address of its own.
    return Vacancy(posting, identity=path)


def _first(api: str, chosen: dict[str, list[str]], words: str) -> Request:
    body = {"appliedFacets": chosen, "limit": _PAGE_SIZE, "offset": 0, "searchText": words}
    return Request(api, body)


def _chosen(asked: Request) -> dict[str, list[str]]:
    return dict((asked.body or {}).get("appliedFacets") or {})


def _slices(asked: Request, slicing: Slicing) -> Iterator[Request]:
    """What `asked` asks, of the postings with some values of a facet only."""
    for at, (identities, _) in enumerate(slicing.slices):
        chosen = {**_chosen(asked), slicing.name: list(identities)}
        body = {**(asked.body or {}), "appliedFacets": chosen, "offset": 0}
        step = _FURTHER_SLICE if at else _FIRST_SLICE
        yield replace(asked, body=body, step=step, total=0, seen=0, optional=False)


def _facets(stated: Any, known: dict[str, list[str]], depth: int = 0) -> Iterator[Facet]:
    """All facets that a list is not narrowed by already; groups of them may stand in groups."""
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
    """Where a tenant names all its sites, unless the careers URL asks for a part of one."""
    tenants = urlsplit(asked.url).netloc
    whole = not asked.step and not _chosen(asked) and not (asked.body or {}).get("searchText")
    if whole and "myworkdayjobs" in tenants:
        own = asked.url.removesuffix("/jobs").rpartition("/")[2]
        yield Request(f"https://{tenants}/robots.txt", step=f"{_SITES}{own}", optional=True)


def _other_sites(answer: Answer) -> Iterator[Request]:
    """The lists of the sites that a robots.txt names, without the one that was asked already."""
    host = urlsplit(answer.request.url).netloc
    found = {answer.request.step.removeprefix(_SITES).lower(): ""}
    for line in islice(_SITEMAP.finditer(answer.page.text), 10 * _MOST_SITES):
        if line["host"].lower() == host.lower():
            found.setdefault(line["site"].lower(), line["site"])
    for site in list(filter(None, found.values()))[:_MOST_SITES]:
        api = f"https://{host}/wday/cxs/{_tenant(host)}/{site}/jobs"
        yield replace(_first(api, {}, ""), step=_OTHER_SITE, optional=True)


def _refuse_maintenance(answer: Answer) -> None:
    """Make sure that it is not the page that stands in for everything, with a status of 200.

    Raises:
        PassingError: it is.
    """
    text = answer.page.text[:20_000].lstrip()
    if text.startswith("<") and _MAINTENANCE.search(f"{answer.url} {text}"):
        raise PassingError(f"{answer.url} is a page about maintenance", code="server_error")


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
