"""JazzHR: its career sites, which are HTML only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reactor.posting import Posting
from reactor.scrape.boards.api_response import ApiResponse
from reactor.scrape.boards.board import RESERVED_HOSTS, Board, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.facets import facets
from reactor.scrape.boards.field_conversion import address_of, remote_of
from reactor.scrape.boards.request import Request

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_POSTING = re.compile(
    r"/apply/(?:jobs/details/)?(?!(?:jobs|vendor)\b)(?P<id>[A-Za-z0-9]{6,})(?:/[^/]*)?/?"
)
_OURS = re.compile(r"jazz\.?(?:hr|co)\b|resumator|jobs-list|jobs_table", re.IGNORECASE)
_DEPARTED = re.compile(r"<title>[^<]{0,99}inactive career page", re.IGNORECASE)
_ROWS = ("li", "tr")


class JazzHR(Board):
    """Career sites on applytojob.com. Only the postings' own pages have the texts."""

    name = "jazzhr"
    title = "JazzHR"
    evidence = "answers"
    marks = ("applytojob.com", "theresumator.com", "jazz.co/widgets")
    reserved = RESERVED_HOSTS
    addresses = re.compile(r"//(?P<slug>[\w-]{1,63})\.applytojob\.com", re.IGNORECASE)
    widgets = re.compile(
        r"//app\.(?:jazz\.co|theresumator\.com|jazzhr\.com)/widgets/\w+/create/(?P<slug>[\w-]+)",
        re.IGNORECASE,
    )

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the embeddable list, which looks the same for all; then the site's page."""
        site = f"https://{address.slug}.applytojob.com"
        return tuple(Request(f"{site}{path}") for path in ("/apply/jobs", "/apply"))

    def page(self, answer: ApiResponse) -> BoardPage:
        """Read the page with all postings, one row each, with icons for place and department."""
        if _DEPARTED.search(answer.page.text):
            raise answer.unlike("the career page of a company that is still there")
        links = answer.html().iter("a")
        found: dict[str, Vacancy] = {}
        named = set[str]()
        for link in links:
            url = address_of(answer.url, (link.get("href") or "").strip())
            posting = _POSTING.fullmatch(urlsplit(url).path)
            title = _words(link)
            if not posting or not _is_site(url):
                continue
            named.add(posting["id"])
            if title:
                found.setdefault(posting["id"], _vacancy(link, url.partition("?")[0], title))
        if not named and not (_is_site(answer.url) and _OURS.search(answer.page.text)):
            raise answer.unlike("a list of postings")
        return BoardPage(tuple(found.values()), dropped=len(named) - len(found))


def _vacancy(link: HtmlElement, url: str, title: str) -> Vacancy:
    row = next((each for each in link.iterancestors() if each.tag in _ROWS), None)
    place, department = ("", "") if row is None else _facts(row)
    posting = Posting(url=url, title=title, location=place, remote=remote_of("", place))
    named = {"department": department, "location": place, "remote": str(posting.remote)}
    return Vacancy(posting, facets(**named))


def _facts(row: HtmlElement) -> tuple[str, str]:
    """Return the place and the department: by icons in a list, by classes in a table.

    A place without a class is in the cell after the title.
    """
    cells = list(row.iterchildren("td"))
    if cells:
        signs = ("location", "department")
        stated = {part.get("class", ""): _words(part) for part in row.iter("td", "span")}
        behind = (*map(_words, cells[1:]), "", "")
    else:
        signs = ("map-marker", "sitemap")
        stated = {
            icon.get("class", ""): _words(entry)
            for entry in row.iter("li")
            for icon in entry.iterchildren("i", "span", "svg")
        }
        behind = ("", "")
    place, department = (
        next((text for name, text in stated.items() if sign in name), rest)
        for sign, rest in zip(signs, behind, strict=False)
    )
    return place, department


def _words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _is_site(url: str) -> bool:
    return (urlsplit(url).hostname or "").endswith(".applytojob.com")
