"""Eightfold: the search APIs of its career sites, else their sitemaps."""

import re
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from reactor.posting import Posting
from reactor.scrape.boards.api_response import (
    ApiResponse,
    as_count,
    as_identity,
    as_mapping,
    as_text,
)
from reactor.scrape.boards.board import (
    RESERVED_HOSTS,
    BoardAddress,
    BoardPage,
    Vacancy,
    read_as_page,
)
from reactor.scrape.boards.facets import Filters, facets, filters_of
from reactor.scrape.boards.field_conversion import date_of_milliseconds, plain_text, remote_of
from reactor.scrape.boards.paging import Paging
from reactor.scrape.boards.request import Request
from reactor.scrape.boards.sitemap import SitemapBoard
from reactor.scrape.vocabulary.stated import joined

_MOST = 2000
_PAGING = Paging("start", size=10, most=_MOST)
_SEARCH, _OLDER = "/api/pcsx/search", "/api/apply/v2/jobs"
_TEXT = "/api/pcsx/position_details"
_SITEMAP_ENTRY = re.compile(r"/careers/job/\d+")


class Eightfold(SitemapBoard):
    """Two generations of one search API, ten postings a page; a site answers one or none.

    A site without either has a sitemap. `domain` selects one of a group's companies; most servers
    do not need it (one source). Without it, an empty list may be another company's. A search ends
    after 2,000 postings (one source): for a longer list the sitemap is read as well.
    """

    name = "eightfold"
    title = "Eightfold"
    marks = ("eightfold.ai", _SEARCH, _OLDER)
    reserved = RESERVED_HOSTS
    addresses = re.compile(
        r"//(?P<host>(?P<slug>[\w-]{1,63})\.eightfold\.ai)(?!/api/(?!pcsx|apply))"
        r"(?:(?=/[^\s\"'<>]{0,500}?[?&]domain=(?P<aside>[\w.-]{1,200})))?",
        re.IGNORECASE,
    )
    widgets = re.compile(
        rf"(?<![\w.]){_SEARCH}|(?<![\w.]){_OLDER}|//(?:app|static|cdn)\.eightfold\.ai/",
        re.IGNORECASE,
    )
    stand_ins = True
    sitemaps = ("https://{host}/careers/sitemap.xml",)
    postings = re.compile(r"/careers/job/(?P<id>\d+)(?:-(?P<name>[^/]+))?/?")

    def filters(self, url: str) -> Filters:
        """Include the company that a group's site is asked for."""
        domain = parse_qs(urlsplit(url.replace("&amp;", "&")).query).get("domain", [""])[0]
        return (*filters_of(url), *([("domain", domain)] if domain else []))

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the searches of both generations; then the sitemap."""
        named = dict(address.filters).get("domain") or address.aside
        domain = {"domain": named} if named else {}
        site = f"https://{address.host}"
        asked = urlencode({**domain, "query": "", "start": 0, "num": 10, "sort_by": "timestamp"})
        searches = (Request(f"{site}{path}?{asked}", step=path) for path in (_SEARCH, _OLDER))
        return (*searches, *super().beginnings(address))

    def page(self, answer: ApiResponse) -> BoardPage:
        """Read a page of a search, or a sitemap."""
        if not answer.request.step:
            return super().page(answer)
        found = answer.mapping("data") if answer.request.step == _SEARCH else answer.mapping()
        positions = found.get("positions")
        total = as_count(found.get("count"))
        if not isinstance(positions, list) or (not positions and "domain=" not in answer.url):
            raise answer.unlike("a list of postings")
        following, whole = _PAGING.following(answer, len(positions), total=total)
        vacancies = tuple(_vacancy(as_mapping(each), answer) for each in positions)
        if max(total, answer.request.total) < _MOST:
            return BoardPage(vacancies, following, whole)
        return BoardPage(vacancies, following, parts=_sitemaps(answer))

    def posting(self, url: str, found: re.Match[str]) -> Posting:
        """Return the posting at the searches' address, whatever words follow its number."""
        site = urlsplit(url)
        plain = f"{site.scheme}://{site.netloc}/careers/job/{found['id']}"
        return replace(super().posting(url, found), url=plain, source=url)

    def is_own(self, answer: ApiResponse) -> bool:
        """No other search has these addresses; a sitemap must list postings."""
        return bool(answer.request.step or _SITEMAP_ENTRY.search(answer.page.text))

    def read(self, answer: ApiResponse, posting: Posting) -> Posting:
        """Return the text from the search's server; a posting of the sitemap is read as a page."""
        path = urlsplit(posting.source).path
        if path == _TEXT:
            return _with_text(answer, posting, answer.mapping("data").get("jobDescription"))
        if path.startswith(_OLDER):
            return _with_text(answer, posting, answer.mapping().get("job_description"))
        return read_as_page(answer, posting)


def _sitemaps(answer: ApiResponse) -> tuple[Request, ...]:
    asked = answer.request
    domain = parse_qs(urlsplit(asked.url).query).get("domain", [""])[0]
    named = f"?{urlencode({'domain': domain})}" if domain else ""
    return tuple(Request(each.format(host=asked.host) + named) for each in Eightfold.sitemaps)


def _with_text(answer: ApiResponse, posting: Posting, markup: Any) -> Posting:
    if not (text := plain_text(as_text(markup))):
        raise answer.unlike("a posting's text")
    return replace(posting, text=text)


def _vacancy(job: dict[str, Any], answer: ApiResponse) -> Vacancy:
    identity, site = as_identity(job.get("id")), f"https://{answer.request.host}"
    domain = parse_qs(urlsplit(answer.request.url).query).get("domain", [""])[0]
    known = {"domain": domain} if domain else {}
    workplace = as_text(job.get("workLocationOption") or job.get("work_location_option"))
    place = joined(_places(job))
    posted = job.get("postedTs") or job.get("t_create")
    if answer.request.step == _SEARCH:
        source = f"{site}{_TEXT}?{urlencode({'position_id': identity, **known, 'hl': 'en'})}"
    else:
        source = f"{site}{_OLDER}/{identity}?{urlencode(known)}".rstrip("?")
    posting = Posting(
        url=f"{site}/careers/job/{identity}" if identity else "",
        title=as_text(job.get("name")) or as_text(job.get("posting_name")),
        location=place,
        remote=remote_of(workplace, place),
        posted_at=date_of_milliseconds(posted * 1000) if isinstance(posted, int) else "",
        source=source,
    )
    named = {"department": as_text(job.get("department")), "location": place}
    return Vacancy(posting, facets(**named, remote=[str(posting.remote), workplace]))


def _places(job: dict[str, Any]) -> list[str]:
    """Return a posting's places: standardised ones, else as the company writes them."""
    for name in ("standardizedLocations", "locations"):
        stated = job.get(name)
        if isinstance(stated, list) and (places := [*filter(None, map(as_text, stated))]):
            return places
    return [as_text(job.get("location"))]
