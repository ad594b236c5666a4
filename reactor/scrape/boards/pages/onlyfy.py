"""onlyfy, formerly Prescreen: career pages in Germany and Austria."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from reactor.errors import GoneError, LastingError
from reactor.posting import Posting
from reactor.scrape.boards.api_response import ApiResponse, as_count, as_mapping, as_text
from reactor.scrape.boards.board import (
    RESERVED_HOSTS,
    BoardPage,
    Reading,
    Vacancy,
    read_as_page,
)
from reactor.scrape.boards.facets import facets
from reactor.scrape.boards.field_conversion import address_of, plain_text, remote_of
from reactor.scrape.boards.link_list import LinkListBoard
from reactor.scrape.boards.paging import Paging
from reactor.scrape.boards.request import Request

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DATA = "jobsData"
_TEXT = "text-element-body_text"
_DEEPEST = 30


class Onlyfy(LinkListBoard):
    """Career pages on onlyfy.jobs, to which jobbase.io and prescreenapp.io redirect.

    They hold their list as data in pages, or are one page of links. A posting's page has no text,
    or only its beginning in structured data; the whole text is in a separate frame.
    """

    name = "onlyfy"
    title = "onlyfy (Prescreen)"
    marks = ("onlyfy.jobs", "jobbase.io", "prescreenapp.io")
    reserved = RESERVED_HOSTS
    addresses = re.compile(
        r"//(?P<slug>[\w-]{1,63})\.(?:onlyfy\.jobs|jobbase\.io|prescreenapp\.io)", re.IGNORECASE
    )
    lists = ("https://{slug}.onlyfy.jobs/?page=1",)
    paging = Paging("page", by="pages")
    postings = re.compile(r"/(?:[a-z]{2}/)?job/(?P<id>[a-z0-9]{8,64})/?")
    ours = re.compile(r"\bjobList\b|onlyfy|prescreen", re.IGNORECASE)
    titles = re.compile(r"\b(?:job)?-?title\b", re.IGNORECASE)
    places = re.compile(r"location|\bcity\b|\btext-center\b", re.IGNORECASE)

    def page(self, answer: ApiResponse) -> BoardPage:
        """Return the postings in a page's data, else those that it links."""
        jobs = _jobs_of(answer)
        if jobs is None:
            return super().page(answer)
        listed = jobs.get("data")
        if not isinstance(listed, list):
            raise answer.unlike("a list of postings")
        pages = as_count(as_mapping(jobs.get("meta")).get("totalPages"))
        following, whole = self.paging.following(answer, len(listed), pages=pages)
        vacancies = (self._vacancy(as_mapping(job), answer.url) for job in listed)
        return BoardPage(tuple(vacancies), following, whole)

    def posting(self, url: str, links: list[HtmlElement], row: HtmlElement) -> Posting:
        """Return a posting at its address without a language."""
        plain = self._plain(url)
        return replace(super().posting(plain, links, row), source=plain)

    def read(self, answer: ApiResponse, posting: Posting) -> Reading:
        """Return the posting's structured data, and its text from the full form."""
        whole = posting.url.replace("/job/", "/job/show/", 1) + "/full?lang=en&mode=candidate"
        if answer.request.url == whole:
            lines = [_words(each) for each in answer.html().find_class(_TEXT)]
            text = "\n".join(dict.fromkeys(filter(None, lines)))
            return replace(posting, text=text) if text else read_as_page(answer, posting)
        try:
            found = read_as_page(answer, posting)
        except GoneError:
            raise
        except LastingError:
            return Request(whole)
        # The text in structured data is cut short.
        return replace(found, text=""), Request(whole)

    def _vacancy(self, job: dict[str, Any], site: str) -> Vacancy:
        url = self._plain(address_of(site, as_text(job.get("jobAdUrl"))))
        kind, place = as_text(job.get("positionTypeName")), as_text(job.get("cityName"))
        posting = Posting(
            url=url,
            title=as_text(job.get("title")),
            location=place,
            remote=remote_of("", place),
            employment_type=kind,
            posted_at=as_text(job.get("publishedAt")),
            source=url,
        )
        named = {"location": place, "remote": str(posting.remote), "employment": kind}
        return Vacancy(posting, facets(**named))

    def _plain(self, url: str) -> str:
        parts = urlsplit(url)
        found = self.postings.fullmatch(parts.path)
        return f"https://{parts.netloc}/job/{found['id']}" if found else url


def _jobs_of(answer: ApiResponse) -> dict[str, Any] | None:
    """Return a page's data on its postings; None if it has none."""
    if _DATA not in answer.page.text:
        return None
    from reactor.scrape.markup.states import states  # noqa: PLC0415 - it loads libxml

    found = (each for state in states(answer.html()) for each in _objects(state, _DEEPEST))
    return next((as_mapping(each[_DATA]) for each in found if each.get(_DATA)), None)


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Yield the objects in a value and everything nested in it."""
    if isinstance(value, dict):
        yield value
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in inside if depth else ():
        yield from _objects(each, depth - 1)


def _words(element: HtmlElement) -> str:
    """Return the text of a part of a posting, line by line."""
    from lxml.html import tostring  # noqa: PLC0415 - only in the parsing process

    return plain_text(tostring(element, encoding="unicode", with_tail=False))
