"""SAP SuccessFactors: career sites on its hosts or companies' own, with several kinds of lists.

`successfactors_lists` reads them.
"""

import re
from dataclasses import replace
from urllib.parse import urlsplit

from reactor.posting import Posting
from reactor.scrape.boards.api_response import ApiResponse
from reactor.scrape.boards.board import (
    RESERVED_HOSTS,
    Board,
    BoardAddress,
    BoardPage,
    read_as_page,
)
from reactor.scrape.boards.facets import Filters, filters_of
from reactor.scrape.boards.portals import successfactors_lists as lists
from reactor.scrape.boards.request import Request

_FEEDS = ("/googlefeed.xml", "/sitemal.xml")
_TILES = "/tile-search-results/"
_SEARCH = "/search/"
_SITEMAP = "/job_sitemap.xml"
_LEGACY = "/career"
_LEGACY_LIST = f"{_LEGACY}?company={{}}&career_ns=job_listing_summary&resultType=XML"
_LEGACY_HOST = re.compile(r"career\w*\.(?:successfactors|sapsf)\.")
_BRAND = "brand"
_PAGES = "search|go|job|content|viewalljobs|topjobs|tile-search-results"
_OTHER_PAGES = r"talentcommunity|login|key|services|platform|careers?|jobs|sitemap\w*"
_BRAND_IN = re.compile(
    rf"/(?!(?:{_PAGES}|{_OTHER_PAGES})(?:/|$))(?P<brand>[\w-]+)(?:/(?:{_PAGES})(?:/.*)?|/?)",
    re.IGNORECASE,
)
_END_OF_NAME = r"(?![\w.-])"


class SuccessFactors(Board):
    """Career sites of SAP, built by its Career Site Builder or as plain lists on its own hosts.

    Only requests show which list a site has: a feed with texts, tiles, the search of newer sites,
    or a sitemap. Sites of several brands, each below its own path, were seen in one program only:
    if nothing responds below that path, the whole site is read.
    """

    name = "successfactors"
    title = "SAP SuccessFactors"
    marks = ("successfactors.", "jobs2web.", "sapsf.", "jobs.hr.cloud.sap", "/j2w/")
    reserved = RESERVED_HOSTS | {"rmkcdn"}
    domain = "successfactors.com"
    guesses_titles = True
    addresses = re.compile(
        r"//(?P<host>(?P<slug>[\w-]{1,63})"
        rf"\.(?:jobs2web\.(?:com|sapsf\.cn)|jobs\.hr\.cloud\.sap)){_END_OF_NAME}"
        r"|//(?P<host2>careers?\d{0,4}\.(?:successfactors|sapsf)\.(?:com|eu|cn|de))(?::443)?"
        r"/(?:portal)?careers?\?(?:[^\s\"'<>#]{0,500}?&)?company=(?P<slug2>[\w.-]{1,60})",
        re.IGNORECASE,
    )
    widgets = re.compile(
        r"//rmkcdn\.successfactors\.(?:com|eu)/|[\"'=(]/platform/(?:js|css)/j2w/", re.IGNORECASE
    )

    def filters(self, url: str) -> Filters:
        """Include the site's own filters, and the brand at the start of its path."""
        plain = url.replace("optionsFacetsDD_", "").replace("locationsearch=", "location=")
        parts = urlsplit(url)
        if branded := _BRAND_IN.fullmatch(parts.path):
            where = parts.netloc.rpartition("@")[2].lower()
            return (*filters_of(plain), (_BRAND, f"{where}/{branded['brand']}"))
        return filters_of(plain)

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the feeds first, which have most data in one response; a brand needs its path."""
        site = f"https://{address.host}"
        if _LEGACY_HOST.match(address.host):
            return (Request(site + _LEGACY_LIST.format(address.slug)),)
        tiles, search = f"{_TILES}?startrow=0", _SEARCH
        ways: tuple[str, ...] = (*_FEEDS, tiles, search, _SITEMAP)
        where, _, brand = dict(address.filters).get(_BRAND, "").partition("/")
        # The path of a company's page that links this site says nothing about the site.
        if brand and where == address.host:
            ways = (f"/{brand}{tiles}", f"/{brand}{search}", *ways)
        return tuple(Request(site + way) for way in ways)

    def page(self, answer: ApiResponse) -> BoardPage:
        """Read the list by its kind; the search page only names the site's languages."""
        path = urlsplit(answer.request.url).path
        if path.endswith(_FEEDS):
            return lists.of_feed(answer)
        if path.endswith(_TILES):
            return lists.of_tiles(answer)
        if path.endswith(lists.SEARCH_API):
            return lists.of_search(answer)
        if path.endswith(_SEARCH):
            return lists.in_each_language(answer)
        return lists.of_sitemap(answer) if path.endswith(_SITEMAP) else lists.of_legacy(answer)

    def is_own(self, answer: ApiResponse) -> bool:
        """The names in its data are its own."""
        text = answer.page.text
        if urlsplit(answer.request.url).path.endswith(_SEARCH):
            return True
        return any(each in text for each in lists.MARKS) or answer.request.number("startrow") > 0

    def read(self, answer: ApiResponse, posting: Posting) -> Posting:
        """Return its page; only a sitemap's postings, which have no titles, are read so."""
        found = read_as_page(answer, posting)
        return replace(found, title=lists.without_place(found.title, found.location))
