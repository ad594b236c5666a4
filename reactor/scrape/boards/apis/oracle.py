"""Oracle Recruiting Cloud: the requests of its career sites to their own server."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from reactor.posting import Posting
from reactor.scrape.boards.api_response import (
    ApiResponse,
    as_count,
    as_identity,
    as_mapping,
    as_mappings,
    as_text,
)
from reactor.scrape.boards.board import Board, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.facets import Filters, facets
from reactor.scrape.boards.field_conversion import place_of, plain_text, remote_of, sections
from reactor.scrape.boards.paging import Paging
from reactor.scrape.boards.request import Request
from reactor.scrape.vocabulary.stated import joined

_MOST = 10_000
"""Maximum postings shown in a list, however many it states."""

_PAGING = Paging(most=_MOST)
_FACETS = {
    "CATEGORIES": ("categoriesFacet", "selectedCategoriesFacet"),
    "ORGANIZATIONS": ("organizationsFacet", "selectedOrganizationsFacet"),
    "WORKPLACE_TYPES": ("workplaceTypesFacet", "selectedWorkplaceTypesFacet"),
    "LOCATIONS": ("locationsFacet", "selectedLocationsFacet"),
}
_API = "/hcmRestApi/resources/latest/"
# Parameters outside the finder are ignored: `limit=50` beside it returns the first page forever.
_LIST = (
    f"{_API}recruitingCEJobRequisitions?onlyData=true"
    "&expand=requisitionList.workLocation,requisitionList.secondaryLocations"
    f"&finder=findReqs;siteNumber={{site}},facetsList={'%3B'.join(_FACETS)},limit=200,offset=0"
    ",sortBy=POSTING_DATES_DESC"
)
_NARROWING = re.compile(r"keyword|locationId|radius|radiusUnit|selected\w+Facets?")
_SITE = "site"
_SITE_IN = re.compile(
    r"/sites/(?P<site>[\w-]+)|siteNumber[\"']?\s{0,9}[:=]\s{0,9}[\"'](?P<number>[\w-]+)"
)
_SOUND = re.compile(r"[\w-]{1,100}")
_CODE = re.compile(r"ORA_")
_HOST = r"[\w-]{1,63}\.fa(?:\.[\w-]{1,20}){0,2}\.oraclecloud\d{0,2}\.com"
_PORT = r"(?::443)?"
_TEXTS = (
    ("", "ExternalDescriptionStr"),
    ("Responsibilities", "ExternalResponsibilitiesStr"),
    ("Qualifications", "ExternalQualificationsStr"),
)


class Oracle(Board):
    """Career sites on oraclecloud.com, and on companies' domains that redirect there.

    One program only takes the API's address and the site's number from a site's own page: a page
    without them is requested on its own host. Lists of more than 10,000 postings are split by
    facets. This matters only if more are accepted from one list than it shows: the newest come
    first.
    """

    name = "oracle"
    title = "Oracle Recruiting Cloud"
    marks = ("oraclecloud", "hcmui/candidateexperience", "hcmrestapi")
    reserved = frozenset[str]()
    domain = "oraclecloud.com"
    passing = frozenset({403})
    addresses = re.compile(
        rf"//(?P<host>{_HOST}){_PORT}/(?:hcmUI/CandidateExperience/(?:[\w-]{{2,10}}/)?sites/"
        r"|hcmRestApi/[^\s\"'<>]{0,500}?\bsiteNumber=)(?P<slug>[\w-]+)",
        re.IGNORECASE,
    )
    widgets = re.compile(
        rf"//(?P<host>{_HOST}){_PORT}/hcmRestApi/[^\s\"'<>]{{0,500}}?\bsiteNumber=(?P<slug>[\w-]+)"
        rf"|apiBaseUrl\W{{1,9}}https?://(?P<host2>{_HOST})\b.{{0,2000}}?"
        r"\bsiteNumber\W{1,9}(?P<slug2>[\w-]+)"
        r"|\bsiteNumber\W{1,9}(?P<slug3>[\w-]+)"
        rf".{{0,2000}}?apiBaseUrl\W{{1,9}}https?://(?P<host3>{_HOST})\b"
        r"|[\"'=(]/hcm(?:UI/CandidateExperience|RestApi)/",
        re.IGNORECASE | re.DOTALL,
    )

    def filters(self, url: str) -> Filters:
        """Return the site's own filters, and its name if the path has it."""
        parts = urlsplit(url)
        named = re.search(r"/sites/([\w-]+)", parts.path)
        chosen = (each for each in parse_qsl(parts.query) if _NARROWING.fullmatch(each[0]))
        return (*(((_SITE, named[1]),) if named else ()), *chosen)

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the list's first page, or on a company's domain the page that names the site."""
        site = address.slug or dict(address.filters).get(_SITE, "")
        if not site:
            return (Request(f"https://{address.host}/", step="site"),)
        chosen = "".join(
            f",{name}={quote(value, safe='')}" for name, value in address.filters if name != _SITE
        )
        return (_list_of(address.host, site, chosen),)

    def page(self, answer: ApiResponse) -> BoardPage:
        """Read a page without texts; the first page of a capped list also adds its slices."""
        asked = answer.request
        if asked.step == "site":
            # Some domains only redirect to the system's own host.
            led = (urlsplit(answer.url).hostname or "").lower()
            host = led if led.endswith(f".{self.domain}") else asked.host
            return BoardPage((), _list_of(host, _site_in(answer)), leads=True)
        found = next(iter(as_mappings(answer.mapping().get("items"))), {})
        jobs, total = found.get("requisitionList"), as_count(found.get("TotalJobsCount"))
        first = not asked.number("offset")
        # It states the total even if it omits the list.
        if not isinstance(jobs, list) or (first and total and not jobs):
            raise answer.unlike("a list of requisitions")
        following, whole = _PAGING.following(answer, len(jobs), total=total)
        slices = _slices(found, asked, total) if first and total > _MOST else ()
        if slices or asked.step == "sliced":
            whole = True
            following = following and replace(following, step="sliced")
        rows = tuple(_vacancy(as_mapping(job), asked) for job in jobs)
        return BoardPage(rows, following, whole, parts=slices)

    def is_own(self, answer: ApiResponse) -> bool:
        """The names in its responses are its own."""
        return answer.request.step == "site" or "requisitionList" in answer.page.text

    def read(self, answer: ApiResponse, posting: Posting) -> Posting:
        """Return the text, in up to three parts."""
        found = next(iter(as_mappings(answer.mapping().get("items"))), None)
        if found is None:
            raise answer.unlike("a requisition")
        text = plain_text(sections((head, as_text(found.get(name))) for head, name in _TEXTS))
        return replace(
            posting,
            text=text,
            employment_type=posting.employment_type or as_text(found.get("JobSchedule")),
        )


def _list_of(host: str, site: str, chosen: str = "") -> Request:
    return Request(f"https://{host}{_LIST.format(site=site)}{chosen}")


def _site_in(answer: ApiResponse) -> str:
    """Return the site to which a page on a company's domain belongs."""
    found = _SITE_IN.search(urlsplit(answer.url).path) or _SITE_IN.search(answer.page.text)
    if found is None:
        raise answer.unlike("a career site")
    return str(found["site"] or found["number"])


def _slices(found: dict[str, Any], asked: Request, total: int) -> tuple[Request, ...]:
    """Return the list by a facet's values, if they add up to the total and none is capped."""
    for shown, chosen in _FACETS.values():
        values = as_mappings(found.get(shown))
        counts = [as_count(value.get("TotalCount")) for value in values]
        names = [as_identity(value.get("Id")) for value in values]
        sound = all(map(_SOUND.fullmatch, names)) and f",{chosen}=" not in asked.url
        if sound and sum(counts) == total and max(counts) <= _MOST:
            return tuple(Request(f"{asked.url},{chosen}={name}") for name in names)
    return ()


def _vacancy(job: dict[str, Any], asked: Request) -> Vacancy:
    identity = as_identity(job.get("Id"))
    site = (re.search(r"siteNumber=([\w-]+)", asked.url) or [""] * 2)[1]
    origin = f"https://{asked.host}"
    places = list(dict.fromkeys(filter(None, _places(job))))
    workplace = _CODE.sub("", as_text(job.get("WorkplaceTypeCode"))) or job.get("WorkplaceType")
    posting = Posting(
        url=f"{origin}/hcmUI/CandidateExperience/en/sites/{site}/job/{identity}"
        if identity
        else "",
        title=as_text(job.get("Title")),
        location=joined(places),
        remote=remote_of(workplace, *places),
        employment_type=as_text(job.get("JobSchedule")),
        posted_at=as_text(job.get("PostedDate")),
        source=f"{origin}{_API}recruitingCEJobRequisitionDetails?expand=all&onlyData=true"
        f"&finder=ById;Id=%22{quote(identity, safe='')}%22,siteNumber={site}",
    )
    return Vacancy(posting, facets(location=places, remote=str(posting.remote)))


def _places(job: dict[str, Any]) -> Iterator[str]:
    yield as_text(job.get("PrimaryLocation"))
    for other in as_mappings(job.get("secondaryLocations")):
        yield as_text(other.get("Name"))
    for site in as_mappings(job.get("workLocation")):
        yield place_of(*(site.get(part) for part in ("TownOrCity", "Region2", "Country")))
