"""Phenom: career sites on companies' own domains."""

import re
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from reactor.posting import Posting
from reactor.scrape.boards.api_response import (
    ApiResponse,
    as_count,
    as_identity,
    as_mapping,
    as_mappings,
    as_text,
)
from reactor.scrape.boards.board import RESERVED_HOSTS, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.facets import facets
from reactor.scrape.boards.field_conversion import place_of, remote_of
from reactor.scrape.boards.paging import Paging
from reactor.scrape.boards.request import Request
from reactor.scrape.boards.sitemap import SitemapBoard

_PAGE_SIZE = 100
_PAGING = Paging("from", size=_PAGE_SIZE)
_PAGE, _WIDGETS = "page", "widgets"
_SETTINGS = re.compile(r"\bphApp\b")
_SETTING = re.compile(
    r"\b(?P<name>baseUrl|csrfToken|locale|country)[\"']?\s{0,9}:\s{0,9}"
    r"[\"'](?P<value>[^\"'<>\s]{1,500})[\"']"
)
_NOT_IN_ADDRESSES = re.compile(r"[^A-Za-z0-9]+")
_FILES = re.compile(r"(?:pp-?)?(?:assets|cdn|content|static)[\w-]*\.", re.IGNORECASE)
_IDENTITY = r"(?P<id>[^/]+?)(?:__[a-z]{2}(?:[-_][a-z]{2,6})?)?"
_WORDS_BEFORE = re.compile(
    rf"^(?:/[^/]+)*/(?P<name>[^/-]+-[^/]{{3,}})/job/{_IDENTITY}/?", re.IGNORECASE
)
_IN_QUERY = re.compile(r"^(?:/[^/?]+)*/job/?\?(?:[^?]*&)?job_id=(?P<id>[^&]+).*", re.IGNORECASE)
_CHILD = re.compile(r"/sitemap-[0-9a-f]+-[a-z]{2}(?:[-_][a-z]{2,6})?\.xml", re.IGNORECASE)


class Phenom(SitemapBoard):
    """Up to a thousand sitemaps; else the search page's requests to its server (one source).

    Companies' names on phenompeople.com redirect to their own domains. On some sites the search
    requires a token from the page, and cookies.
    """

    name = "phenom"
    title = "Phenom"
    marks = ("phenompeople.com",)
    reserved = RESERVED_HOSTS
    addresses = re.compile(
        rf"//(?!{_FILES.pattern})(?P<host>(?P<slug>[\w-]{{1,63}})\.phenompeople\.com)",
        re.IGNORECASE,
    )
    widgets = re.compile(rf"//{_FILES.pattern}phenompeople\.com/", re.IGNORECASE)
    has_session = True
    sitemaps = ("https://{host}/sitemap.xml",)
    children = re.compile(
        r"(?:/sitemap-[0-9a-f]+-(?P<lang>[a-z]{2}(?:[-_][a-z]{2,6})?))?\.xml", re.IGNORECASE
    )
    postings = re.compile(rf"^(?:/[^/]+)*/job/{_IDENTITY}(?:/(?P<name>[^/]+))?/?", re.IGNORECASE)

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the sitemap; then the page with the settings of its search."""
        page = Request(f"https://{address.host}/", step=_PAGE)
        return (*super().beginnings(address), page)

    def page(self, answer: ApiResponse) -> BoardPage:
        """Read a sitemap, the settings of a search, or its results."""
        if answer.request.step == _WIDGETS:
            return _searched(answer)
        if not _SETTINGS.search(answer.page.text):
            return super().page(answer)
        if answer.request.step == _PAGE:
            return BoardPage((), _search(answer), leads=True)
        own = (urlsplit(answer.url).hostname or "").lower()
        if own == answer.request.host:
            raise answer.unlike("a sitemap")
        # The name on phenompeople.com redirected to the home page of the company's own domain.
        return BoardPage((), Request(f"https://{own}/sitemap.xml"), leads=True)

    def named(self, url: str) -> re.Match[str] | None:
        """Match a number before or after the title's words; some addresses have it in the query."""
        parts = urlsplit(url)
        before = _WORDS_BEFORE.fullmatch(parts.path)
        return before or super().named(url) or _IN_QUERY.fullmatch(f"{parts.path}?{parts.query}")

    def is_own(self, answer: ApiResponse) -> bool:
        """The names of its sitemaps are specific to it."""
        if answer.request.step or _CHILD.search(answer.request.url):
            return True
        return bool(_CHILD.search(answer.page.text) or self.page(answer).vacancies)


def _search(answer: ApiResponse) -> Request:
    """Return the search request of the page itself, for all postings in the page's language."""
    site = _setting(answer, "baseUrl") or "/"
    base = urljoin(answer.url, site.replace("\\/", "/").rstrip("/") + "/")
    if urlsplit(base).hostname != urlsplit(answer.url).hostname:
        raise answer.unlike("a page of one company's")
    token = _setting(answer, "csrfToken")
    return Request(
        urljoin(answer.url, "/widgets"),
        {
            "lang": _setting(answer, "locale") or "en_global",
            "country": _setting(answer, "country") or "global",
            "deviceType": "desktop",
            "pageName": "search-results",
            "ddoKey": "refineSearch",
            "siteType": "external",
            "keywords": "",
            "jobs": True,
            "counts": True,
            "selected_fields": {},
            "all_fields": ["category", "country", "city"],
            "from": 0,
            "size": _PAGE_SIZE,
        },
        headers={"Referer": base} | ({"x-csrf-token": token} if token else {}),
        step=_WIDGETS,
    )


def _setting(answer: ApiResponse, name: str) -> str:
    stated = _SETTING.finditer(answer.page.text)
    return next((found["value"] for found in stated if found["name"] == name), "")


def _searched(answer: ApiResponse) -> BoardPage:
    """Read a page of search results, without texts."""
    found = answer.mapping("refineSearch")
    data = as_mapping(found.get("data"))
    if not isinstance(data.get("jobs"), list):
        raise answer.unlike("a list of postings")
    base = answer.request.headers.get("Referer", answer.url)
    total = as_count(found.get("totalHits"))
    following, whole = _PAGING.following(answer, len(data["jobs"]), total=total)
    jobs = as_mappings(data["jobs"])
    return BoardPage(
        tuple(_vacancy(job, base) for job in jobs),
        following,
        whole,
        dropped=len(data["jobs"]) - len(jobs),
    )


def _vacancy(job: dict[str, Any], base: str) -> Vacancy:
    identity, title = as_identity(job.get("jobId")), as_text(job.get("title"))
    words = _NOT_IN_ADDRESSES.sub("-", title).strip("-") or "job"
    url = f"{base}job/{quote(identity, safe='')}/{words}" if identity else ""
    stated = (job.get("city"), job.get("state"), job.get("country"))
    place = as_text(job.get("location")) or place_of(*stated)
    posting = Posting(
        url=url,
        title=title,
        location=place,
        remote=remote_of(job.get("workplaceType"), place),
        employment_type=as_text(job.get("type")),
        posted_at=as_text(job.get("postedDate")) or as_text(job.get("dateCreated")),
        source=url,
    )
    named = {"department": as_text(job.get("category")), "location": place}
    return Vacancy(posting, facets(**named, remote=str(posting.remote)))
