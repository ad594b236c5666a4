"""Oracle Recruiting Cloud: what its career sites ask their own server."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from reactor.posting import Posting
from reactor.scrape.boards.answer import (
    Answer,
    as_count,
    as_identity,
    as_mapping,
    as_mappings,
    as_text,
)
from reactor.scrape.boards.board import Board, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.facets import Filters, facets
from reactor.scrape.boards.paging import Paging
from reactor.scrape.boards.request import Request
from reactor.scrape.boards.stated import place_of, plain_text, remote_of, sections
from reactor.scrape.vocabulary.stated import joined

_MOST = 10_000
"""Behind these it shows nothing, however many it says that there are."""

_PAGING = Paging(most=_MOST)
_FACETS = {
    "CATEGORIES": ("categoriesFacet", "selectedCategoriesFacet"),
    "ORGANIZATIONS": ("organizationsFacet", "selectedOrganizationsFacet"),
    "WORKPLACE_TYPES": ("workplaceTypesFacet", "selectedWorkplaceTypesFacet"),
    "LOCATIONS": ("locationsFacet", "selectedLocationsFacet"),
}
_API = "/hcmRestApi/resources/latest/"
# What is not in the finder is ignored: `limit=50` beside it gives the first page for ever.
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
    """Career sites on oraclecloud.com, and on companies' domains that are led there.

    What a site's own page calls its API and its number was seen in one program only: a page that
    does not say so is asked on its own host. Lists are split by facets beyond 10,000 postings; that
    tells only where more are taken in of one list than it shows: the newest come first.
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
        """What the site calls its own filters, and its name where that stands in the path."""
        parts = urlsplit(url)
        named = re.search(r"/sites/([\w-]+)", parts.path)
        chosen = (each for each in parse_qsl(parts.query) if _NARROWING.fullmatch(each[0]))
        return (*(((_SITE, named[1]),) if named else ()), *chosen)

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """The first page of the list; on a company's domain, perhaps the page that names it."""
        site = address.slug or dict(address.filters).get(_SITE, "")
        if not site:
            return (Request(f"https://{address.host}/", step="site"),)
        chosen = "".join(
            f",{name}={quote(value, safe='')}" for name, value in address.filters if name != _SITE
        )
        return (_list_of(address.host, site, chosen),)

    def page(self, answer: Answer) -> BoardPage:
        """A page without texts; the first of a list that shows too few also names its slices."""
        asked = answer.request
        if asked.step == "site":
            # Some domains only lead to the system's own host.
            led = (urlsplit(answer.url).hostname or "").lower()
            host = led if led.endswith(f".{self.domain}") else asked.host
            return BoardPage((), _list_of(host, _site_in(answer)), leads=True)
        found = next(iter(as_mappings(answer.mapping().get("items"))), {})
        jobs, total = found.get("requisitionList"), as_count(found.get("TotalJobsCount"))
        first = not asked.number("offset")
        # It tells the total even where it leaves out the list.
        if not isinstance(jobs, list) or (first and total and not jobs):
            raise answer.unlike("a list of requisitions")
        following, whole = _PAGING.following(answer, len(jobs), total=total)
        slices = _slices(found, asked, total) if first and total > _MOST else ()
        if slices or asked.step == "sliced":
            whole = True
            following = following and replace(following, step="sliced")
        rows = tuple(_vacancy(as_mapping(job), asked) for job in jobs)
        return BoardPage(rows, following, whole, parts=slices)

    def is_own(self, answer: Answer) -> bool:
        """Nobody else's answers are called so."""
        return answer.request.step == "site" or "requisitionList" in answer.page.text

    def read(self, answer: Answer, posting: Posting) -> Posting:
        """The text, in up to three parts."""
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


def _site_in(answer: Answer) -> str:
    """The site that a page on a company's domain belongs to."""
    found = _SITE_IN.search(urlsplit(answer.url).path) or _SITE_IN.search(answer.page.text)
    if found is None:
        raise answer.unlike("a career site")
    return str(found["site"] or found["number"])


def _slices(found: dict[str, Any], asked: Request, total: int) -> tuple[Request, ...]:
    """The list by the values of a facet, if each posting has one of them and none too many do."""
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
