"""iCIMS: the search pages of its portals, as embedded in companies' own pages."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, urljoin, urlsplit

from reactor.posting import Posting
from reactor.scrape.boards.board import RESERVED_HOSTS, BoardAddress
from reactor.scrape.boards.field_conversion import place_of, remote_of
from reactor.scrape.boards.link_list import LinkListBoard
from reactor.scrape.boards.paging import Paging
from reactor.scrape.boards.request import Request
from reactor.scrape.boards.written_dates import date_written
from reactor.scrape.vocabulary.stated import joined

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from reactor.scrape.boards.facets import Filters

_NARROWING = re.compile(r"search(?!Relation)[A-Z]\w{2,30}")
_HEADINGS = ("h1", "h2", "h3", "h4")
_LABEL = re.compile(r"(?<![\w-])field-label(?![\w-])")
_LOCATION = re.compile(r"location", re.IGNORECASE)
# A 12-hour clock means American notation: the month comes first.
_MOMENT = re.compile(r"(\d{1,2}/\d{1,2}/\d{4}) \d{1,2}:\d{2} [AP]M")
_CODED = re.compile(r"(?P<country>[A-Z]{2})-(?:(?P<state>[A-Z\d]{1,3})-)?(?P<city>\S.*)")


class ICIMS(LinkListBoard):
    """Portals on icims.com.

    Outside a frame they show no list. The session determines the page shown. Refusals are passing.
    Two known programs identify as a browser here; this one does not.
    """

    name = "icims"
    title = "iCIMS"
    marks = ("icims.com",)
    reserved = RESERVED_HOSTS | {"care", "careers", "hire"}
    has_session = True
    passing = frozenset({202, 401, 403})
    addresses = re.compile(
        r"//(?!cdn\d)(?P<host>(?P<slug>[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)\.icims\.com)(?![\w.-])",
        re.IGNORECASE,
    )
    widgets = re.compile(
        r"//(?P<host>(?P<slug>[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)\.icims\.com)"
        r"/jobs/[^\s\"'<>]{0,300}\bin_iframe=1",
        re.IGNORECASE,
    )
    lists = ("https://{host}/jobs/search?ss=1&in_iframe=1&pr=0",)
    paging = Paging("pr", by="pages", first=0)
    pages = re.compile(r"\bPage(?:\s|&nbsp;)+\d+(?:\s|&nbsp;)+of(?:\s|&nbsp;)+(?P<pages>\d+)\b")
    postings = re.compile(r"/jobs/(?P<id>\d+)(?:/[^/]+)?/job/?")
    ours = re.compile(r"iCIMS_(?:ListingsPage|JobsTable)")

    def filters(self, url: str) -> Filters:
        """Return the portal's own filters, which are sent unchanged."""
        pairs = parse_qsl(urlsplit(url).query)
        return tuple(each for each in pairs if _NARROWING.fullmatch(each[0]))

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the first page with the filters of the careers URL."""
        (first,) = super().beginnings(address)
        chosen = "".join(f"&{name}={quote(value, safe='')}" for name, value in address.filters)
        return (replace(first, url=first.url + chosen),)

    def posting(self, url: str, links: list[HtmlElement], row: HtmlElement) -> Posting:
        """Return a card's posting; its page is requested in the form for frames, too."""
        # The title's words in the address may change, and the address works without them.
        number = self.named(url)
        page = urljoin(url, f"/jobs/{number['id']}/job") if number else url
        headings = (_words(each) for link in links for each in link.iter(*_HEADINGS))
        stated = [_words(each) for each in _labelled(row, _LOCATION)]
        places = [_place(each) for words in stated for each in words.split("|")]
        return Posting(
            url=page,
            title=next(filter(None, headings), ""),
            location=joined(places),
            remote=remote_of("", *places),
            posted_at=next(filter(None, map(_day, row.iter("span"))), ""),
            source=f"{page}?in_iframe=1",
        )


def _labelled(row: HtmlElement, label: re.Pattern[str]) -> list[HtmlElement]:
    """Return the elements that follow labels for screen readers."""
    return [
        value
        for each in row.iter("span", "dt")
        if _LABEL.search(each.get("class") or "") and label.search(_words(each))
        if (value := each.getnext()) is not None
    ]


def _place(words: str) -> str:
    """Return a place that is written from large to small: `US-CA-Monrovia`."""
    found = _CODED.fullmatch(words.strip())
    return place_of(found["city"], found["state"], found["country"]) if found else words.strip()


def _day(element: HtmlElement) -> str:
    """Return the date in the title of an element with a relative date; `""` without one."""
    found = _MOMENT.fullmatch((element.get("title") or "").strip())
    return date_written(found[1]) if found else ""


def _words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())
