"""softgarden: the feed of its new career sites, and the pages of its old ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from reactor.posting import Posting
from reactor.scrape.boards.api_response import ApiResponse, as_count, as_mapping
from reactor.scrape.boards.board import RESERVED_HOSTS, Board, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.facets import facets
from reactor.scrape.boards.field_conversion import remote_of
from reactor.scrape.boards.request import Request
from reactor.scrape.boards.written_dates import date_written
from reactor.scrape.vocabulary.stated import joined

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_FEED = "/jobs.feed.json"
_IDS = re.compile(r"\bcomplete_job_id_list\s*=\s*(?:\w{1,40}\s*=\s*)?\[(?P<ids>[\d\s,]*)\]")
_OURS = re.compile(r"\bmatchElement\b|softgarden", re.IGNORECASE)
_ROW = "job_id_"
_UNTITLED = "Posting {}"


class Softgarden(Board):
    """Career sites on career.softgarden.de or companies' own domains; old ones on softgarden.io.

    An old site lists the postings that it shows in rows, and the ids of all postings in a script.
    """

    name = "softgarden"
    title = "softgarden"
    marks = ("softgarden",)
    reserved = RESERVED_HOSTS | {"tracker", "matomo", "certificate", "mediaassets", "career"}
    addresses = re.compile(
        r"//(?P<host>(?P<slug>[\w-]{1,63})\.(?:career\.softgarden\.de|softgarden\.io))",
        re.IGNORECASE,
    )
    domain = "softgarden.de"
    widgets = re.compile(
        r"//(?:tracker|mediaassets|matomo)\.softgarden\.(?:de|io)\b", re.IGNORECASE
    )
    guesses_titles = True

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the feed, and the old site's widget and first page, the host's likeliest first."""
        if not address.slug:
            return (Request(f"https://{address.host}{_FEED}"),)
        feed = Request(f"https://{address.slug}.career.softgarden.de{_FEED}")
        site = f"https://{address.slug}.softgarden.io/"
        old = (Request(f"{site}de/widgets/jobs"), Request(site))
        return (*old, feed) if address.host.endswith(".softgarden.io") else (feed, *old)

    def page(self, answer: ApiResponse) -> BoardPage:
        """Read the feed with all texts, or a page of rows."""
        if urlsplit(answer.request.url).path == _FEED:
            entries = answer.listed("dataFeedElement")
            # An entry that is no posting is dropped and counted later.
            items = (as_mapping(entry.get("item")) for entry in entries)
            whole = as_count(answer.mapping().get("numberOfItems")) <= len(entries)
            return BoardPage(tuple(map(_vacancy_of_feed, items)), whole=whole)
        return BoardPage(tuple(_vacancies_of_page(answer)))

    def is_own(self, answer: ApiResponse) -> bool:
        """Its feed is a schema.org DataFeed of JobPostings, with their number."""
        feed = as_mapping(answer.json())
        items = [as_mapping(each.get("item")) for each in answer.listed("dataFeedElement")]
        postings = all(each.get("@type") == "JobPosting" for each in items)
        return feed.get("@type") == "DataFeed" and "numberOfItems" in feed and postings


def _vacancy_of_feed(item: dict[str, Any]) -> Vacancy:
    from reactor.scrape.markup.jobposting import posting_of  # noqa: PLC0415 - it loads libxml

    posting = posting_of({name.lower().lstrip("@"): value for name, value in item.items()}, "")
    return Vacancy(
        posting,
        facets(
            location=posting.location.split("; "),
            remote=str(posting.remote),
            employment=posting.employment_type.split(", "),
        ),
    )


def _vacancies_of_page(answer: ApiResponse) -> list[Vacancy]:
    site = f"https://{answer.request.host}"
    found = {
        identity: _vacancy_of_row(identity, row, site)
        for row in answer.html().iter("div", "li", "tr")
        if (identity := (row.get("id") or "").partition(_ROW)[2]).isdecimal()
    }
    listed = _IDS.search(answer.page.text)
    for identity in (listed["ids"] if listed else "").split(","):
        if (known := identity.strip()).isdecimal() and known not in found:
            found[known] = _vacancy(known, site, title=_UNTITLED.format(known))
    # A company that has moved redirects to a site that has no rows either.
    stayed = urlsplit(answer.url).hostname == answer.request.host
    if not found and not listed and not (stayed and _OURS.search(answer.page.text)):
        raise answer.unlike("a list of postings")
    return list(found.values())


def _vacancy_of_row(identity: str, row: HtmlElement, site: str) -> Vacancy:
    links = (each for each in row.iter("a") if "/job/" in (each.get("href") or ""))
    title = next(map(_words, links), "")
    return _vacancy(
        identity,
        site,
        title=title,
        location=joined(map(_words, row.find_class("location-view-item"))),
        posted_at=next((date_written(_words(each)) for each in row.find_class("date")), ""),
    )


def _vacancy(
    identity: str, site: str, *, title: str, location: str = "", posted_at: str = ""
) -> Vacancy:
    """Return a posting of an old site, without the tracking parameters of its links."""
    url, remote = f"{site}/job/{identity}?l=en", remote_of("", location)
    posting = Posting(
        url=url, title=title, location=location, remote=remote, posted_at=posted_at, source=url
    )
    return Vacancy(posting, facets(location=location.split("; "), remote=str(remote)))


def _words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())
