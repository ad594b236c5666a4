"""Lever: https://github.com/lever/postings-api."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from reactor.posting import Posting
from reactor.scrape.boards.api_response import (
    ApiResponse,
    as_identity,
    as_mapping,
    as_mappings,
    as_text,
)
from reactor.scrape.boards.board import Board, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.facets import facets
from reactor.scrape.boards.field_conversion import (
    date_of_milliseconds,
    plain_text,
    remote_of,
    salary_of,
    sections,
)
from reactor.scrape.boards.paging import Paging
from reactor.scrape.boards.request import Request
from reactor.scrape.vocabulary.stated import joined

if TYPE_CHECKING:
    from lxml.html import HtmlElement


_PAGING = Paging(name="skip", size=100)


class Lever(Board):
    """Boards on lever.co and its European host."""

    name = "lever"
    title = "Lever"
    evidence = "answers"
    marks = ("lever.co", "leverjobsoptions")
    addresses = re.compile(
        r"//(?:jobs|api)(?P<eu>\.eu)?\.lever\.co/(?:v0/postings/)?(?P<slug>[\w.%+-]+)",
        re.IGNORECASE,
    )
    widgets = re.compile(
        r"//api(?P<eu>\.eu)?\.lever\.co/v0/postings/(?P<slug>[\w.%+-]+)"
        r"|leverJobsOptions\s*=\s*\{[^}]{0,200}?\baccountName[\"']?\s*:\s*[\"'](?P<slug2>[\w.-]+)",
        re.IGNORECASE,
    )

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return its region's API, then its hosted page.

        In the other region, the same slug may be another company's.
        """
        region = ".eu" if address.eu else ""
        query = f"mode=json&limit={_PAGING.size}&skip=0"
        return (
            Request(f"https://api{region}.lever.co/v0/postings/{address.slug}?{query}"),
            Request(f"https://jobs{region}.lever.co/{address.slug}"),
        )

    def page(self, answer: ApiResponse) -> BoardPage:
        """Read a page of the API, with texts; the hosted page links all postings.

        An API that returns everything at once, regardless of the query, is also read completely.
        """
        found = self.addresses.search(answer.request.url)
        if (urlsplit(answer.request.url).hostname or "").startswith("jobs."):
            return _hosted_page(answer)
        host = f"https://jobs{(found and found['eu']) or ''}.lever.co"
        base = f"{host}/{found['slug']}" if found else host
        jobs = answer.listed()
        following, whole = _PAGING.following(answer, len(jobs))
        return BoardPage(tuple(_vacancy(job, base) for job in jobs), following, whole=whole)


def _hosted_page(answer: ApiResponse) -> BoardPage:
    """Read the rows of the hosted page.

    Raises:
        LastingError: it has none, and does not look like Lever's page either.
    """
    tree = answer.html()
    rows = tree.find_class("posting")
    if not rows and not tree.find_class("postings-wrapper"):
        raise answer.unlike("a list of postings")
    return BoardPage(tuple(map(_vacancy_of_row, rows)))


def _vacancy_of_row(row: HtmlElement) -> Vacancy:
    href = next((each.get("href") or "" for each in row.iter("a") if each.get("href")), "")
    place, workplace = _words(row, "sort-by-location"), _words(row, "workplaceTypes")
    posting = Posting(
        url=href.removesuffix("/apply"),
        title=" ".join(next((each.text_content() for each in row.iter("h5")), "").split()),
        location=place,
        remote=remote_of(workplace.strip(" -\u2013\u2014"), place),
        employment_type=_words(row, "sort-by-commitment"),
    )
    team, kind = _words(row, "sort-by-team"), posting.employment_type
    named = {"team": team, "location": place, "remote": str(posting.remote), "employment": kind}
    return Vacancy(posting, facets(**named))


def _words(row: HtmlElement, name: str) -> str:
    return next((" ".join(each.text_content().split()) for each in row.find_class(name)), "")


def _vacancy(job: dict[str, Any], base: str) -> Vacancy:
    categories = as_mapping(job.get("categories"))
    everywhere = categories.get("allLocations")
    places = list(map(as_text, everywhere)) if isinstance(everywhere, list) else []
    place = as_text(categories.get("location"))
    workplace = as_text(job.get("workplaceType"))
    identity = as_identity(job.get("id"))
    pay = as_mapping(job.get("salaryRange"))
    posting = Posting(
        url=as_text(job.get("hostedUrl")) or (f"{base}/{identity}" if identity else ""),
        title=as_text(job.get("text")),
        text=plain_text(_description(job)),
        location=joined(places) or place,
        remote=remote_of(workplace, place),
        employment_type=as_text(categories.get("commitment")),
        posted_at=date_of_milliseconds(job.get("createdAt")),
        salary=salary_of(pay.get("min"), pay.get("max"), pay.get("currency"), pay.get("interval")),
    )
    return Vacancy(
        posting,
        facets(
            department=as_text(categories.get("department")),
            team=as_text(categories.get("team")),
            location=[place, *places],
            country=as_text(job.get("country")),
            remote=[workplace, str(posting.remote)],
            employment=posting.employment_type,
        ),
    )


def _description(job: dict[str, Any]) -> str:
    """Return all parts in the hosted page's order; `descriptionPlain` would lack the lists."""
    opening = as_text(job.get("description")) or "\n".join(
        (as_text(job.get("opening")), as_text(job.get("descriptionBody")))
    )
    lists = (
        (as_text(part.get("text")), f"<ul>{as_text(part.get('content'))}</ul>")
        for part in as_mappings(job.get("lists"))
    )
    return sections(
        (
            ("", opening.strip() or as_text(job.get("descriptionPlain"))),
            *lists,
            ("", as_text(job.get("additional")) or as_text(job.get("additionalPlain"))),
            ("", as_text(job.get("salaryDescription"))),
        )
    )
