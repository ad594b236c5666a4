"""Zoho Recruit: the list is JSON in a form field of the careers page."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin, urlsplit

from reactor.posting import Posting
from reactor.scrape.boards.api_response import ApiResponse, as_identity, as_mapping, as_text
from reactor.scrape.boards.board import RESERVED_HOSTS, Board, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.facets import facets
from reactor.scrape.boards.field_conversion import place_of, plain_text, remote_of, salary_in
from reactor.scrape.boards.request import Request

_PAGE_SIZE = 50
_FIELD = "//input[@id='jobs' or @name='jobs']/@value"
_DEFAULT = "Careers"
_SITE = re.compile(r"/jobs/(?P<name>[\w-]{1,80})(?:/|$)")
_WHOLE_TEXT = 300
"""Minimum characters of a full text: some lists hold only the beginning of a text."""
_TEXT = re.compile(
    r"\\x22Job_Description\\x22\s?(?::|\\x3[Aa])\s?\\x22(?P<text>(?:[^\\]|\\(?!x22)|(?<=\\)\\x22)*)"
)


class ZohoRecruit(Board):
    """Career sites on zohorecruit.com and its other domains. They show 50 postings a page.

    Not every site has a second page: one that returns the first page again is not whole. Some lists
    hold the texts; otherwise they are in a script of the posting's page. The site has a name,
    usually `Careers`.
    """

    name = "zohorecruit"
    title = "Zoho Recruit"
    marks = ("zohorecruit.",)
    reserved = RESERVED_HOSTS | {"recruit", "css", "creator", "eu", "in", "au"}
    addresses = re.compile(
        r"//(?P<host>(?P<slug>[\w-]{1,63})\.zohorecruit\.(?:com\.au|com\.cn|com|eu|in|jp|ca|sa|uk))"
        r"(?![\w.])(?:/jobs/(?P<aside>[\w-]{1,80}))?",
        re.IGNORECASE,
    )

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the named site, the default one, and the one to which the first page redirects."""
        names = dict.fromkeys(filter(None, (address.aside, _DEFAULT)))
        sites = (f"https://{address.host}/jobs/{name}" for name in names)
        return (*map(Request, sites), Request(f"https://{address.host}/"))

    def page(self, answer: ApiResponse) -> BoardPage:
        """Read the postings of a page. A full page has a successor, or the list is cut off."""
        jobs = _listed(answer)
        shown = [
            job for job in jobs if job.get("Publish") is not False and not job.get("Is_Locked")
        ]
        site = _site(answer)
        vacancies = tuple(_vacancy(job, site) for job in shown)
        if len(jobs) < _PAGE_SIZE:
            return BoardPage(vacancies)
        number = max(answer.request.number("page"), 1) + 1
        return BoardPage(vacancies, Request(f"{site}?page={number}"), whole=False)

    def read(self, answer: ApiResponse, posting: Posting) -> Posting:
        """Return the text in a script of the posting's page."""
        for found in _texts(answer.page.text):
            if text := plain_text(found):
                return replace(posting, text=text)
        raise answer.unlike("a posting's text")


def _listed(answer: ApiResponse) -> list[dict[str, Any]]:
    for value in answer.html().xpath(_FIELD):
        with suppress(ValueError, RecursionError):
            found = json.loads(str(value))
            if isinstance(found, list):
                return list(map(as_mapping, found))
    raise answer.unlike("a page with a list of postings")


def _site(answer: ApiResponse) -> str:
    """Return the address of the careers site, after any redirect."""
    found = _SITE.match(urlsplit(answer.url).path)
    return urljoin(answer.url, f"/jobs/{found['name'] if found else _DEFAULT}")


def _vacancy(job: dict[str, Any], site: str) -> Vacancy:
    identity = as_identity(job.get("id"))
    url = f"{site}/{identity}" if identity else ""
    place = place_of(job.get("City"), job.get("State"), job.get("Country"))
    text = plain_text(as_text(job.get("Job_Description")))
    posting = Posting(
        url=url,
        title=as_text(job.get("Posting_Title")) or as_text(job.get("Job_Opening_Name")),
        text=text if len(text) >= _WHOLE_TEXT else "",
        location=place,
        remote=remote_of("remote" if job.get("Remote_Job") is True else "", place),
        employment_type=as_text(job.get("Job_Type")),
        salary=salary_in(job.get("Salary")),
        posted_at=as_text(job.get("Date_Opened")),
        source=url,
    )
    named = {"department": as_text(job.get("Industry")), "location": place}
    employment = as_text(job.get("Job_Type"))
    return Vacancy(posting, facets(**named, employment=employment, remote=str(posting.remote)))


def _texts(page: str) -> Iterator[str]:
    """Yield the texts in the page's scripts: JSON inside a JavaScript string."""
    from reactor.scrape.markup.states import spelled  # noqa: PLC0415 - it loads libxml

    for found in _TEXT.finditer(page):
        value = spelled(found["text"])
        try:
            yield str(json.loads(f'"{value}"', strict=False))
        except ValueError:
            yield spelled(value)
