"""Teamtailor: https://support.teamtailor.com/en/articles/11171756-rss-feed-how-to-guide."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from reactor.posting import Posting
from reactor.scrape.boards.api_response import (
    ApiResponse,
    as_mapping,
    as_mappings,
    as_name,
    as_text,
    element_text,
    elements,
)
from reactor.scrape.boards.board import RESERVED_HOSTS, Board, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.facets import Filters, facets
from reactor.scrape.boards.field_conversion import (
    address_of,
    date_of_mail,
    place_of,
    plain_text,
    remote_of,
    salary_of,
)
from reactor.scrape.boards.request import Request
from reactor.scrape.vocabulary.stated import joined

if TYPE_CHECKING:
    from lxml.etree import _Element

_PAGE_SIZE = 100
_SECTION = re.compile(r"/(?P<kind>departments|locations)/(?:\d+-)?(?P<name>[\w%-]+)")


class Teamtailor(Board):
    """Career sites of Teamtailor, on teamtailor.com or on a company's own domain."""

    name = "teamtailor"
    title = "Teamtailor"
    evidence = "answers"
    marks = ("teamtailor",)
    reserved = RESERVED_HOSTS
    addresses = re.compile(
        r"//(?P<host>(?P<slug>[\w-]{1,63})(?:\.(?:career|na))?\.teamtailor\.com)", re.IGNORECASE
    )
    # Widgets load files from there too, but are on pages that Teamtailor does not serve.
    domain = "teamtailor.com"
    # Intact feeds have occasionally answered 400 and succeeded at the next request.
    passing = frozenset({400})
    stand_ins = True
    widgets = re.compile(r"//(?:[\w-]+\.)?teamtailor-cdn\.com/(?!widgets\b)", re.IGNORECASE)

    def filters(self, url: str) -> Filters:
        """Include the filter in the path: sites have a page for each department and place."""
        found = _SECTION.search(urlsplit(url).path)
        section = ((found["kind"].removesuffix("s"), found["name"]),) if found else ()
        return (*super().filters(url), *section)

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the RSS feed, which has the most data; then the JSON feed."""
        pages = f"offset=0&per_page={_PAGE_SIZE}"
        files = ("jobs.rss", "jobs.json")
        return tuple(Request(f"https://{address.host}/{file}?{pages}") for file in files)

    def page(self, answer: ApiResponse) -> BoardPage:
        """Read a page of either feed, with texts. Neither states the number of pages.

        After a full page there may be more, although some sites repeat the first one.
        """
        linked = ""
        if "/jobs.json" in answer.request.url:
            vacancies = [_vacancy_of_json(item) for item in answer.listed("items")]
            following = as_text(as_mapping(answer.json()).get("next_url"))
            linked = address_of(answer.url, following)
        else:
            channels = elements(answer.xml("rss"), "channel")
            items = (item for channel in channels for item in elements(channel, "item"))
            vacancies = list(map(_vacancy_of_rss, items))
        if vacancies and urlsplit(linked).netloc == urlsplit(answer.url).netloc:
            return BoardPage(tuple(vacancies), Request(linked), whole=False)
        asked = answer.request
        further = asked.numbered("offset", asked.number("offset") + len(vacancies))
        if further == asked:
            return BoardPage(tuple(vacancies))
        return BoardPage(tuple(vacancies), further, whole=len(vacancies) < _PAGE_SIZE)

    def is_own(self, answer: ApiResponse) -> bool:
        """Its RSS declares its own namespace, and its JSON adds a JobPosting to each item."""
        if "/jobs.json" in answer.request.url:
            items = answer.listed("items")
            return bool(items) and all(as_mapping(item.get("_jobposting")) for item in items)
        namespaces = answer.xml("rss").nsmap.values()
        return any(urlsplit(str(each)).hostname == self.domain for each in namespaces)


def _vacancy_of_rss(item: _Element) -> Vacancy:
    sites = [site for sites in elements(item, "locations") for site in elements(sites, "location")]
    names = [element_text(site, "name") for site in sites]
    places = [
        place_of(element_text(site, "city"), element_text(site, "country")) or name
        for site, name in zip(sites, names, strict=True)
    ]
    workplace = element_text(item, "remoteStatus")
    posting = Posting(
        url=element_text(item, "link", "guid"),
        title=element_text(item, "title"),
        text=plain_text(element_text(item, "encoded", "description")),
        location=joined(places),
        remote=remote_of(workplace),
        employment_type=element_text(item, "employmentType"),
        posted_at=date_of_mail(element_text(item, "pubDate")),
    )
    return Vacancy(
        posting,
        facets(
            department=element_text(item, "department"),
            team=element_text(item, "role"),
            location=[*places, *names],
            country=[element_text(site, "country") for site in sites],
            remote=[str(posting.remote), workplace],
            employment=posting.employment_type,
        ),
    )


def _vacancy_of_json(item: dict[str, Any]) -> Vacancy:
    """Return an item of a JSON feed, with the schema.org JobPosting that Teamtailor adds."""
    job = as_mapping(item.get("_jobposting"))
    sites = job.get("jobLocation")
    many = as_mappings(sites) or [as_mapping(sites)]
    addresses = [as_mapping(site.get("address")) for site in many]
    parts = ("addressLocality", "addressCountry")
    places = [place_of(*(as_name(address.get(part)) for part in parts)) for address in addresses]
    pay = as_mapping(job.get("baseSalary"))
    sums = as_mapping(pay.get("value"))
    least, most = sums.get("minValue"), sums.get("maxValue")
    remote = as_text(job.get("jobLocationType")).upper() == "TELECOMMUTE"
    posting = Posting(
        url=as_text(item.get("url")),
        title=as_text(item.get("title")) or as_text(job.get("title")),
        text=plain_text(as_text(item.get("content_html")) or as_text(job.get("description"))),
        location=joined(places),
        remote=True if remote else None,
        employment_type=as_text(job.get("employmentType")),
        posted_at=as_text(item.get("date_published")) or as_text(job.get("datePosted")),
        valid_through=as_text(job.get("validThrough")),
        salary=salary_of(least, most, pay.get("currency"), sums.get("unitText")),
    )
    return Vacancy(
        posting,
        facets(location=places, remote=str(posting.remote), employment=posting.employment_type),
    )
