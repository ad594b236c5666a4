"""Reads the kinds of lists on the career sites of SAP SuccessFactors."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit

from reactor.posting import Posting
from reactor.scrape.boards.api_response import (
    ApiResponse,
    as_count,
    as_identity,
    as_mapping,
    as_text,
    element_text,
    elements,
)
from reactor.scrape.boards.board import BoardPage, Vacancy
from reactor.scrape.boards.facets import facets, key
from reactor.scrape.boards.field_conversion import address_of, date_of_mail, plain_text, remote_of
from reactor.scrape.boards.paging import Paging
from reactor.scrape.boards.request import Request
from reactor.scrape.boards.written_dates import date_written
from reactor.scrape.vocabulary.stated import joined

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element
    from lxml.html import HtmlElement

SEARCH_API = "/services/recruiting/v1/jobs"
MARKS = ("base.google.com/ns/1.0", "job-tile", "jobSearchResult", "/job/", "<Job-Listing")
"""Strings that only its responses contain at these addresses."""

_TILES = Paging("startrow")
_SEARCH = Paging("pageNumber", by="pages", size=10, first=0)
_LOCALE = re.compile(r"\b(?:locale|lang)\W{1,5}([a-z]{2}[_-][A-Z]{2})\b")
_SITE = re.compile(r"\blocale=[a-z]{2}_[A-Z]{2}|successfactors|jobs2web|j2w|sapsf", re.IGNORECASE)
_USUAL_LOCALES = ("en_US", "de_DE")
_MAX_LOCALES = 50
_DAY_FIRST = ("en_GB", "en_AU", "en_IE", "en_NZ", "fr_FR", "es_ES", "it_IT", "pt_BR", "pt_PT")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2}|\d{4})")
_MARKUP = re.compile(r"<[^<>]{0,200}>")
_NO_SEGMENT = re.compile(r"[?#&/\s]+")
_PLACE_IN_TITLE = re.compile(r"\(([^(),]{2,100},[^()]{2,200})\)$")
_WITH_COUNTRY = re.compile(r", [A-Z]{2,3}(?:, [A-Z\d][A-Z\d -]{1,10})?$")
_NO_FUNCTION = "ATS_WEBFORM"
_ID = re.compile(r"(?:/[\w-]+)?/job/(?P<name>[^/]+)/(?P<id>\d+)(?:-[a-z]{2}_[A-Z]{2})?/?")
_SITE_BEFORE = re.compile(r"^https?://[^/]*")
_LEGACY_FIELDS = ("filter", "mfield")
_PLACES = re.compile(
    r"location|city|standort|arbeitsort|lieu|ville|ubicaci|ciudad|sede", re.IGNORECASE
)
_COUNTRIES = re.compile(r"country|land\b|pays|pa[ií]s|paese", re.IGNORECASE)
_EMPLOYMENT = re.compile(r"employment|contract|vertrag|contrat", re.IGNORECASE)


def of_feed(answer: ApiResponse) -> BoardPage:
    """Read the feed for search engines: all postings, mostly with their texts."""
    channel = next(iter(elements(answer.xml("rss"), "channel")), None)
    if channel is None:
        raise answer.unlike("a feed of postings")
    return BoardPage(tuple(map(_vacancy_of_item, elements(channel, "item"))))


def of_tiles(answer: ApiResponse) -> BoardPage:
    """Read a page of tiles. An empty one ends the list; on the first page it is another kind."""
    tiles = [
        tile for tile in answer.html().iter("li") if "job-tile" in (tile.get("class") or "").split()
    ]
    if not tiles and not answer.request.number("startrow"):
        raise answer.unlike("a list in tiles")
    following, whole = _TILES.following(answer, len(tiles))
    return BoardPage(tuple(_vacancy_of_tile(each, answer.url) for each in tiles), following, whole)


def in_each_language(answer: ApiResponse) -> BoardPage:
    """Return the search in each language, English first: each lists its own publications."""
    if not _SITE.search(answer.page.text):
        raise answer.unlike("a career site's search")
    stated = dict.fromkeys(each.replace("-", "_") for each in _LOCALE.findall(answer.page.text))
    locales = sorted(stated or _USUAL_LOCALES, key=lambda each: not each.startswith("en"))
    site = answer.request.url.rpartition("/search/")[0]
    asked = {"keywords": "", "location": "", "pageNumber": 0, "sortBy": "recent"}
    first, *others = (
        Request(f"{site}{SEARCH_API}", body={**asked, "locale": each})
        for each in locales[:_MAX_LOCALES]
    )
    return BoardPage((), first, parts=tuple(others), leads=True)


def of_search(answer: ApiResponse) -> BoardPage:
    """Read a page of the postings published in one language."""
    found = answer.mapping()
    rows, total = found.get("jobSearchResult"), as_count(found.get("totalJobs"))
    asked = answer.request
    if not isinstance(rows, list) or (total and not rows and not asked.number("pageNumber")):
        raise answer.unlike("a list of postings")
    following, whole = _SEARCH.following(answer, len(rows), total=total)
    locale = as_text(as_mapping(asked.body).get("locale"))
    site = asked.url.removesuffix(SEARCH_API)
    jobs = (as_mapping(as_mapping(row).get("response")) for row in rows)
    return BoardPage(tuple(_vacancy_found(job, site, locale) for job in jobs), following, whole)


def of_sitemap(answer: ApiResponse) -> BoardPage:
    """Read the postings in a sitemap, with titles from their addresses until they are read."""
    found = list[Vacancy]()
    for entry in elements(answer.xml("urlset"), "url"):
        url = address_of(answer.url, element_text(entry, "loc"))
        if named := _ID.fullmatch(urlsplit(url).path):
            title = " ".join(unquote(named["name"]).replace("-", " ").split())
            posting = Posting(url=url, title=title or named["id"], source=url)
            found.append(Vacancy(posting, identity=named["id"]))
    return BoardPage(tuple(found))


def of_legacy(answer: ApiResponse) -> BoardPage:
    """Read a list on SAP's own hosts, with texts; companies choose the names of its fields."""
    jobs = elements(answer.xml("Job-Listing"), "Job")
    return BoardPage(tuple(_vacancy_of_legacy(job, answer.request.url) for job in jobs))


def without_place(title: str, place: str) -> str:
    """Return a title without a place in brackets at its end."""
    found = _PLACE_IN_TITLE.search(title)
    city = key(place.partition(",")[0])
    own = found and (_WITH_COUNTRY.search(found[1]) or (city and city in key(found[1])))
    return title[: found.start()].rstrip() if found and own and found.start() else title


def _vacancy_of_item(item: _Element) -> Vacancy:
    written = " ".join(unescape(element_text(item, "title")).split())
    bracketed = _PLACE_IN_TITLE.search(written)
    behind = bracketed[1] if bracketed and _WITH_COUNTRY.search(bracketed[1]) else ""
    place = _place(element_text(item, "location") or behind)
    title = without_place(written, place)
    markup = element_text(item, "description")
    text = plain_text(unescape(markup) if "<" not in markup else markup)
    function = element_text(item, "job_function")
    posting = Posting(
        url=_plain(element_text(item, "link", "guid")),
        title=title,
        # Some sites put the title in place of the text: then the posting's page has it.
        text="" if key(text) in (key(title), key(written)) else text,
        location=place,
        remote=remote_of("", place),
        posted_at=date_of_mail(element_text(item, "pubDate")),
        valid_through=element_text(item, "expiration_date"),
    )
    department = "" if function == _NO_FUNCTION else function
    return Vacancy(posting, facets(location=place, department=department))


def _vacancy_of_tile(tile: HtmlElement, site: str) -> Vacancy:
    titles = (each for each in tile.iter("a") if "jobTitle-link" in (each.get("class") or ""))
    title = next(titles, None)
    cities = (each for each in tile.iter() if (each.get("id") or "").endswith("-city-value"))
    city = next(cities, None)
    place = _place("" if city is None else str(city.text_content()))
    posting = Posting(
        url=address_of(site, tile.get("data-url") or ""),
        title="" if title is None else " ".join(title.text_content().split()),
        location=place,
        remote=remote_of("", place),
    )
    return Vacancy(posting, facets(location=place))


def _vacancy_found(job: dict[str, Any], site: str, locale: str) -> Vacancy:
    identity = as_identity(job.get("id"))
    stated = job.get("jobLocationShort")
    places = _once(_place(as_text(each)) for each in (stated if isinstance(stated, list) else ()))
    # The words are for people: the id and the language alone identify the posting.
    words = unescape(as_text(job.get("unifiedUrlTitle")) or as_text(job.get("urlTitle")))
    name = quote(unquote(_NO_SEGMENT.sub("-", words)), safe="()!,.") or "job"
    posting = Posting(
        url=f"{site}/job/{name}/{identity}-{locale}" if identity else "",
        title=as_text(job.get("unifiedStandardTitle")) or as_text(job.get("jobTitle")),
        location=joined(places),
        remote=remote_of("", *places),
        posted_at=_date(as_text(job.get("unifiedStandardStart")), locale),
    )
    return Vacancy(posting, facets(location=places), identity)


def _vacancy_of_legacy(job: _Element, asked: str) -> Vacancy:
    fields = {
        element_text(each, "label"): element_text(each, "value")
        for each in job
        if str(each.tag).startswith(_LEGACY_FIELDS)
    }
    identity = element_text(job, "ReqId")
    company = urlsplit(asked).query.partition("company=")[2].partition("&")[0]
    page = f"{asked.partition('?')[0]}?career_ns=job_listing&company={company}"
    place = unescape(_named(fields, _PLACES) or _named(fields, _COUNTRIES))
    posting = Posting(
        url=f"{page}&career_job_req_id={quote(identity)}" if identity else "",
        title=element_text(job, "JobTitle"),
        text=plain_text(element_text(job, "Job-Description")),
        location=place,
        remote=remote_of("", place),
        employment_type=_named(fields, _EMPLOYMENT),
        posted_at=date_written(element_text(job, "Posted-Date")),
    )
    return Vacancy(posting, facets(location=place, country=_named(fields, _COUNTRIES)))


def _plain(url: str) -> str:
    """Return a posting's address as in tiles, without the feed's tracking parameters."""
    before = url.partition("?")[0]
    return before if _ID.fullmatch(_SITE_BEFORE.sub("", before)) else url


def _named(fields: dict[str, str], label: re.Pattern[str]) -> str:
    return next((value for name, value in fields.items() if value and label.search(name)), "")


def _place(words: str) -> str:
    """Return a place without markup and postcode: `Karlovy Vary, CZE`."""
    parts = [each.strip() for each in unescape(_MARKUP.sub(" ", words)).split(",")]
    kept = [each for each in parts if each and not any(map(str.isdigit, each))]
    return ", ".join(" ".join(each.split()) for each in kept or parts)


def _date(words: str, locale: str) -> str:
    """Return the ISO form of a date in this locale; `words` if the order is unknown."""
    if slashed := _SLASHED.fullmatch(words):
        first, second, year = slashed.groups()
        if locale in _DAY_FIRST:
            return date_written(f"{first}.{second}.{year}")
        return date_written(words) if locale == "en_US" else words
    return date_written(words)


def _once(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, values)))
