"""eRecruiter: lists that Polish companies embed in their own pages."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reactor.posting import Posting
from reactor.scrape.boards.api_response import ApiResponse, as_count, as_mapping
from reactor.scrape.boards.board import Board, BoardAddress, BoardPage, Vacancy, read_as_page
from reactor.scrape.boards.facets import facets
from reactor.scrape.boards.field_conversion import plain_text, remote_of
from reactor.scrape.boards.paging import Paging
from reactor.scrape.boards.request import Request

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SITE = "https://skk.erecruiter.pl/"
_NAMES = {"ejoId": "externaljobofferid", "ejorId": "externaljobofferregionid", "comId": "comid"}
_MAX_NAME = 60
_PAGING = Paging("pn", by="pages")
_AROUND_TEXT = ("JobTitle", "WorkPlace", "Clause")


class Erecruiter(Board):
    """Lists on skk.erecruiter.pl, which a script with the company's key loads into its page.

    They are HTML rows in a JavaScript call with JSON; a hidden row states the total. Without it,
    pages are requested until one has nothing new.
    """

    name = "erecruiter"
    title = "eRecruiter"
    evidence = "single"
    marks = ("skk.erecruiter.pl",)
    addresses = re.compile(
        r"//skk\.erecruiter\.pl/[\w.]{0,40}\?(?:[^\"'<>\s#]{0,300}&)?cfg=(?P<slug>[0-9a-f]{32})\b",
        re.IGNORECASE,
    )

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the first page of the list."""
        return (Request(f"{_SITE}GetHtml.ashx?cfg={address.slug}&grid=rows&pn=1"),)

    def page(self, answer: ApiResponse) -> BoardPage:
        """Read the rows of a page."""
        from reactor.scrape.markup.text import parse_html  # noqa: PLC0415 - it loads libxml

        rows = _called_with(answer).get("htm")
        if not isinstance(rows, str):
            raise answer.unlike("rows of postings")
        table = list(parse_html(f"<table>{rows}</table>").iter("tr"))
        offers = [row for row in table if row.get("skkresult") == "offer"]
        counts = [row.get("tr") for row in table if row.get("skkresult") != "offer"]
        total = next(filter(None, counts), "")
        if not (offers or total) and answer.request.number(_PAGING.name) == _PAGING.first:
            # A key that is no company's has no rows at all.
            raise answer.unlike("the list of a company")
        following, whole = _PAGING.following(answer, len(offers), total=as_count(total))
        found = self.addresses.search(answer.request.url)
        vacancies = (_vacancy(row, found["slug"] if found else "") for row in offers)
        return BoardPage(tuple(vacancies), following, whole)

    def read(self, answer: ApiResponse, posting: Posting) -> Posting:
        """Return the text of a posting's own page, without the applicants' consent form."""
        from lxml.html import tostring  # noqa: PLC0415 - only in the parsing process

        offer = next((each for each in answer.html().iter() if each.get("id") == "offCont"), None)
        if offer is None:
            return read_as_page(answer, posting)
        for part in [each for each in offer.iter() if each.get("id") in _AROUND_TEXT]:
            part.drop_tree()
        text = plain_text(tostring(offer, encoding="unicode"))
        return replace(posting, text=text) if text else read_as_page(answer, posting)


def _called_with(answer: ApiResponse) -> dict[str, Any]:
    """Return the object that a script is called with."""
    name, brace, rest = answer.page.text.partition("{")
    if len(name) > _MAX_NAME:
        return {}
    try:
        return as_mapping(json.JSONDecoder(strict=False).raw_decode(brace + rest)[0])
    except (ValueError, RecursionError):
        return {}


def _vacancy(row: HtmlElement, key: str) -> Vacancy:
    cells = list(row.iter("td"))
    titles = [cell for cell in cells if "skk_positionName" in (cell.get("class") or "").split()]
    place = _words(cells[-1]) if len(cells) > 1 else ""
    offer = row.get("offerid") or ""
    others = "&".join(f"{name}={row.get(known) or ''}" for name, known in _NAMES.items())
    url = f"{_SITE}Offer.aspx?oid={offer}&cfg={key}&{others}" if offer else ""
    posting = Posting(
        url=url,
        title=_words(titles[0]) if titles else "",
        location=place,
        remote=remote_of("", place),
        source=url,
    )
    return Vacancy(posting, facets(location=place, remote=str(posting.remote)))


def _words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())
