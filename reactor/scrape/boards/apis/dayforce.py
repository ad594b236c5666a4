"""Dayforce: the feed of a company's job board."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from reactor.posting import Posting
from reactor.scrape.boards.api_response import ApiResponse, as_identity, as_name, as_text, as_truth
from reactor.scrape.boards.board import Board, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.facets import facets
from reactor.scrape.boards.field_conversion import (
    place_of,
    plain_text,
    remote_of,
    salary_of,
    sections,
)
from reactor.scrape.boards.request import Request
from reactor.scrape.vocabulary.stated import joined

_HOST = "jobs.dayforcehcm.com"
_LANGUAGE = r"[a-z]{2}-[a-z]{2,4}/"
_USUAL_BOARD = "CANDIDATEPORTAL"
_Row = dict[str, Any]


class Dayforce(Board):
    """Boards on jobs.dayforcehcm.com. Their own search requires a browser; the feed does not.

    The feed holds a row for each place and language of a posting, with fields chosen by each
    company.
    """

    name = "dayforce"
    title = "Dayforce"
    marks = ("dayforcehcm.com",)
    usual_part = _USUAL_BOARD
    addresses = re.compile(
        rf"//jobs\.dayforcehcm\.com/(?:{_LANGUAGE})?(?P<slug>(?!{_LANGUAGE})[\w-]+)/"
        r"(?P<part>[\w-]+)"
        rf"|//(?:www|[a-z]{{2,4}}\d{{1,4}})\.dayforcehcm\.com/candidateportal/(?:{_LANGUAGE})?"
        rf"(?P<slug2>(?!{_LANGUAGE})[\w-]+)(?:/site/(?P<part2>[\w-]+))?"
        r"|//www\.dayforcehcm\.com/api/(?P<slug3>[\w-]+)/v1/jobfeeds"
        r"\?(?:[^\s\"'<>#]{0,200}?&)?internaljobboardcode=(?P<part3>[\w-]+)",
        re.IGNORECASE,
    )

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the feed."""
        company, _, board = address.slug.partition("/")
        feed = f"https://www.dayforcehcm.com/api/{company}/V1/JobFeeds"
        code = board or _USUAL_BOARD
        return (Request(f"{feed}?includeActivePostingOnly=true&internalJobBoardCode={code}"),)

    def page(self, answer: ApiResponse) -> BoardPage:
        """Read all postings, with texts; the rows of each posting are merged."""
        asked = urlsplit(answer.request.url)
        company = asked.path.removeprefix("/api/").partition("/")[0]
        site = f"https://{_HOST}/{{}}/{company}/{asked.query.rpartition('=')[2]}/jobs/"
        rows: dict[str, list[_Row]] = {}
        without = list[_Row]()
        for row in answer.listed():
            identity = as_identity(row.get("ReferenceNumber"))
            rows.setdefault(identity, without if not identity else []).append(row)
        rows.pop("", None)
        known = tuple(_vacancy(site, identity, each) for identity, each in rows.items())
        return BoardPage((*known, *(_vacancy(site, "", [each]) for each in without)))


def _vacancy(site: str, identity: str, rows: list[_Row]) -> Vacancy:
    """Return a posting from its rows, with English text if there is any, and all its places."""
    ordered = sorted(rows, key=lambda row: not _language(row).lower().startswith("en"))
    chosen = next((row for row in ordered if as_text(row.get("Description"))), ordered[0])
    here = [row for row in rows if _language(row) == _language(chosen)]
    places = list(dict.fromkeys(filter(None, map(_place, here))))
    stated = as_text(chosen.get("JobDetailsUrl"))
    made = site.format(_language(chosen) or "en-US") + identity if identity else ""
    afar = any(as_truth(row.get("IsVirtualLocation")) for row in here)
    posting = Posting(
        url=stated if stated.startswith(f"https://{_HOST}/") else made,
        title=as_text(chosen.get("Title")),
        text=plain_text(sections((("", as_text(chosen.get("Description"))),))),
        location=joined(places),
        remote=True if afar else remote_of("", *places),
        salary=salary_of(chosen.get("MinHiringRate"), chosen.get("MaxHiringRate"), None, None),
        employment_type=as_text(chosen.get("EmploymentIndicator")),
        posted_at=as_text(chosen.get("DatePosted")),
    )
    return Vacancy(
        posting,
        facets(
            department=_named(here, "JobFamily"),
            team=_named(here, "JobFunction"),
            location=places,
            country=_named(here, "Country"),
            remote=str(posting.remote),
            employment=posting.employment_type,
        ),
    )


def _language(row: _Row) -> str:
    return as_text(row.get("CultureCode"))


def _place(row: _Row) -> str:
    return place_of(row.get("City"), row.get("State"), row.get("Country"))


def _named(rows: Iterable[_Row], field: str) -> list[str]:
    return list(filter(None, (as_name(row.get(field)) for row in rows)))
