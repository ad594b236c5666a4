"""Radancy, formerly TalentBrew: results as HTML inside JSON, on companies' own domains."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlencode, urlsplit

from reactor.scrape.boards.api_response import ApiResponse, as_text
from reactor.scrape.boards.board import RESERVED_HOSTS, BoardAddress, BoardPage
from reactor.scrape.boards.facets import Filters, filters_of
from reactor.scrape.boards.link_list import LinkListBoard
from reactor.scrape.boards.paging import Paging
from reactor.scrape.boards.request import Request

_LANGUAGE = re.compile(r"/(?P<lang>[a-z]{2}(?:-[a-z]{2})?)(?:/|$)", re.IGNORECASE)
_FILES = r"(?:tbcdn|cdn\w*|assets|static|services?|www)\."
# Without the module's name the response is empty; with that of the filters it includes megabytes of
# filters.
_ASKED = {
    "ActiveFacetID": 0,
    "CurrentPage": 1,
    "RecordsPerPage": 100,
    "Distance": 50,
    "RadiusUnitType": 0,
    "Keywords": "",
    "Location": "",
    "ShowRadius": "False",
    "IsPagination": "True",
    "FacetTerm": "",
    "FacetType": 0,
    "SearchResultsModuleName": "Search Results",
    "SortCriteria": 0,
    "SortDirection": 0,
    "SearchType": 5,
}
_HEADERS = {"X-Requested-With": "XMLHttpRequest"}
_FRAGMENT, _PAGE = "fragment", "page"
_PAGINGS = {_FRAGMENT: Paging("CurrentPage", by="pages"), _PAGE: Paging("p", by="pages")}
_NONE = re.compile(r"data-total-(?:job-)?results\s?=\s?[\"']0[\"']", re.IGNORECASE)


class Radancy(LinkListBoard):
    """Search results by hundreds, as the page's script requests them; else the page.

    Some pages weigh 8 MB, nearly all of it filters. Sites are on companies' own domains; a name on
    talentbrew.com is accepted as one as well. An empty response that does not state zero results
    means a wrong request.
    """

    name = "radancy"
    title = "Radancy (TalentBrew)"
    marks = ("talentbrew.com", "radancy.net", "tmpwebeng.com/magicbullet")
    reserved = RESERVED_HOSTS
    addresses = re.compile(
        rf"//(?!{_FILES})(?P<host>(?P<slug>[\w-]{{1,63}})\.talentbrew\.com)(?![\w.-])",
        re.IGNORECASE,
    )
    widgets = re.compile(
        rf"//{_FILES}talentbrew\.com/|//(?:[\w-]+\.)*radancy\.net/|tmpwebeng\.com/magicbullet",
        re.IGNORECASE,
    )
    stand_ins = True
    lists = ("https://{host}{lang}/search-jobs",)
    postings = re.compile(
        r"(?:/[a-z]{2}(?:-[a-z]{2})?)?/job/(?:[^/]+/){1,6}(?P<id>\d{3,})/?", re.IGNORECASE
    )
    ours = re.compile(r"\bid\s?=\s?[\"']search-results[\"']")
    titles = re.compile(r"job-link")
    places = re.compile(r"job-location|job-info--location|job__location")
    pages = re.compile(r"data-total-(?:job-)?results\s?=\s?[\"'](?P<total>\d+)[\"']", re.IGNORECASE)

    def filters(self, url: str) -> Filters:
        """Include the language of the site."""
        found = _LANGUAGE.match(urlsplit(url).path)
        return (*filters_of(url), *([("lang", found["lang"].lower())] if found else []))

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the results in the site's language, in none and in English; then the pages."""
        named = [f"/{value}" for name, value in address.filters if name == "lang"]
        sites = [
            f"https://{address.host}{lang}/search-jobs"
            for lang in dict.fromkeys((*named, "", "/en"))
        ]
        asked = urlencode(_ASKED)
        fragments = (Request(f"{site}/results?{asked}", None, _HEADERS) for site in sites)
        return (
            *(replace(each, step=_FRAGMENT) for each in fragments),
            *(Request(f"{site}?p=1", step=_PAGE) for site in sites),
        )

    def page(self, answer: ApiResponse) -> BoardPage:
        """Return the postings of a page of results."""
        if answer.request.step == _FRAGMENT:
            markup = as_text(answer.mapping().get("results"))
            shown = replace(answer.page, content_type="text/html; charset=utf-8")
            answer = replace(answer, page=replace(shown, body=markup.encode()))
        found = super().page(answer)
        first = answer.request.number(_PAGINGS[answer.request.step].name) <= 1
        if first and not found.vacancies and not _NONE.search(answer.page.text):
            raise answer.unlike("a list of postings")
        return found

    def onward(self, answer: ApiResponse, entries: int) -> tuple[Request | None, bool]:
        """Pages are counted until the stated number of postings is reached."""
        total = self.pages.search(answer.page.text)
        return _PAGINGS[answer.request.step].following(
            answer, entries, total=int(total["total"]) if total else 0
        )

    def is_own(self, answer: ApiResponse) -> bool:
        """Its results are in an element with an id of its own."""
        return answer.request.step == _FRAGMENT or self.ours.search(answer.page.text) is not None
