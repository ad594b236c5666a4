"""Jibe, the career sites of iCIMS: their requests to their own server."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from reactor.posting import Posting
from reactor.scrape.boards.api_response import (
    ApiResponse,
    as_count,
    as_identity,
    as_mapping,
    as_mappings,
    as_text,
    names_and_ids,
)
from reactor.scrape.boards.board import RESERVED_HOSTS, Board, BoardAddress, BoardPage, Vacancy
from reactor.scrape.boards.facets import Filters, facets
from reactor.scrape.boards.field_conversion import (
    place_of,
    plain_text,
    remote_of,
    salary_of,
    sections,
)
from reactor.scrape.boards.paging import Paging
from reactor.scrape.boards.request import Request
from reactor.scrape.vocabulary.stated import joined

_PAGING = Paging("page", by="pages")
_NARROWING = re.compile(
    r"keywords|locations?|country|state|city|categories|brand|tags\d{0,2}|woe|lat|lng"
    r"|stretch(?:Units?)?|regionCode"
)
_SEARCH = "search"
_TEXTS = (
    ("", "description"),
    ("Responsibilities", "responsibilities"),
    ("Qualifications", "qualifications"),
)


class Jibe(Board):
    """Career sites on jibeapply.com, and on companies' own domains.

    A page has ten postings, or a hundred on sites that accept the requested number. So pages are
    counted, and the postings on them. A posting in several languages is listed in each.
    """

    name = "jibe"
    title = "Jibe (iCIMS)"
    marks = ("jibeapply.com", "jibecdn.com")
    reserved = RESERVED_HOSTS | {"cms"}
    domain = "jibeapply.com"
    addresses = re.compile(
        r"//(?P<host>(?P<slug>[\w-]{1,63})\.jibeapply\.com)(?![\w.-])", re.IGNORECASE
    )
    widgets = re.compile(r"//[\w-]+\.jibecdn\.com/", re.IGNORECASE)

    def filters(self, url: str) -> Filters:
        """Return the site's own filters as one, which is sent unchanged."""
        pairs = parse_qsl(urlsplit(url).query)
        chosen = urlencode([each for each in pairs if _NARROWING.fullmatch(each[0])])
        return ((_SEARCH, chosen),) if chosen else ()

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the first page of the list."""
        chosen = dict(address.filters).get(_SEARCH, "")
        listed = f"https://{address.host}/api/jobs?page=1&limit=100"
        return (Request(f"{listed}&{chosen}" if chosen else listed),)

    def page(self, answer: ApiResponse) -> BoardPage:
        """Read a page of the list, with texts."""
        found = answer.mapping()
        rows, total = found.get("jobs"), as_count(found.get("totalCount"))
        first = answer.request.number("page") <= 1
        if (
            not isinstance(rows, list)
            or "totalCount" not in found
            or (first and total and not rows)
        ):
            raise answer.unlike("a list of jobs")
        following, whole = _PAGING.following(answer, len(rows), total=total)
        site = f"https://{answer.request.host}"
        return BoardPage(tuple(_vacancy(_data(row), site) for row in rows), following, whole)

    def is_own(self, answer: ApiResponse) -> bool:
        """Only this system wraps jobs so, or states a `displayLimit` beside the list."""
        rows = as_mappings(answer.mapping().get("jobs"))
        wrapped = bool(rows) and all(as_identity(_data(row).get("slug")) for row in rows)
        return wrapped or "displayLimit" in answer.page.text


def _data(row: Any) -> dict[str, Any]:
    return as_mapping(as_mapping(row).get("data")) or as_mapping(row)


def _vacancy(job: dict[str, Any], site: str) -> Vacancy:
    places = list(dict.fromkeys(filter(None, _places(job))))
    least, most = job.get("salary_min_value") or None, job.get("salary_max_value") or None
    posting = Posting(
        url=_address(job, site),
        title=as_text(job.get("title")),
        text=plain_text(sections(_texts(job))),
        location=joined(places),
        remote=remote_of("", *places),
        employment_type=as_text(job.get("employment_type")),
        posted_at=as_text(job.get("posted_date")) or as_text(job.get("create_date")),
        salary=salary_of(least, most, job.get("salary_currency"), ""),
    )
    departments = names_and_ids(job.get("categories"), job.get("category"))
    return Vacancy(posting, facets(department=departments, location=places))


def _address(job: dict[str, Any], site: str) -> str:
    """Return a posting's address without language; on some sites it is below a path."""
    identity = as_identity(job.get("slug")) or as_identity(job.get("req_id"))
    if not identity:
        return ""
    end = f"/jobs/{quote(identity, safe='')}"
    canonical = as_text(as_mapping(job.get("meta_data")).get("canonical_url")).partition("?")[0]
    return canonical if canonical.startswith(f"{site}/") and canonical.endswith(end) else site + end


def _texts(job: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the parts of a text; a part that the first one contains is left out."""
    whole = as_text(job.get("description"))
    for heading, name in _TEXTS:
        text = as_text(job.get(name))
        if not heading or text not in whole:
            yield heading, text


def _places(job: dict[str, Any]) -> Iterator[str]:
    if stated := as_text(job.get("full_location")):
        yield from (each.strip() for each in stated.split(";"))
        return
    for site in (job, *as_mappings(job.get("additional_locations"))):
        yield place_of(*(site.get(part) for part in ("city", "state", "country")))
