"""Welcome to the Jungle: companies' pages in France and its neighbours."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reactor.errors import GoneError
from reactor.scrape.boards.api_response import (
    ApiResponse,
    as_count,
    as_mapping,
    as_mappings,
    as_text,
)
from reactor.scrape.boards.board import Board, BoardAddress, BoardPage
from reactor.scrape.boards.portals.welcometothejungle_postings import (
    ORGANIZATIONS,
    posting_read,
    vacancies_of,
)
from reactor.scrape.boards.request import Request

if TYPE_CHECKING:
    from reactor.posting import Posting

_SITE = "https://www.welcometothejungle.com/"
_KEY = f"{_SITE}api/env"
_INDEXES = ("wk_cms_jobs_production", "wttj_jobs_production_en")
"""Two known programs use the second, one the first, which has postings of all languages."""
_MOST = 1000
_WANTED = (
    *("name", "slug", "reference", "website", "organization", "offices", "office", "remote"),
    *("contract_type", "published_at", "profession"),
)
_APPLICATION = re.compile(r"[A-Z0-9]{6,16}", re.IGNORECASE)
_SLUG = re.compile(r"[\w-]{1,100}")
_ENDED = frozenset({"archived", "expired", "closed"})


class WelcomeToTheJungle(Board):
    """Companies' pages on welcometothejungle.com.

    A list takes three requests: for the company's internal name, for the search key that every
    visitor gets, and the search, which shows at most 1,000 postings. It lists a posting once for
    every site that shows it. The key works only with the site as referrer.
    """

    name = "welcometothejungle"
    title = "Welcome to the Jungle"
    marks = ("welcometothejungle.com",)
    addresses = re.compile(
        r"//(?:www\.)?welcometothejungle\.com/(?:[a-z]{2}/)?companies(?:-v1)?"
        r"/(?P<slug>[\w-]{1,100})",
        re.IGNORECASE,
    )
    guesses_titles = True

    def beginnings(self, address: BoardAddress) -> tuple[Request, ...]:
        """Return the company's entry with its internal name, once for each index of the search."""
        slug = address.slug.lower()
        page = {"Referer": f"{_SITE}en/companies/{slug}/jobs"}
        entry = Request(f"{ORGANIZATIONS}{slug}", headers=page)
        return tuple(replace(entry, step=index) for index in _INDEXES)

    def page(self, answer: ApiResponse) -> BoardPage:
        """Return the next request, or read the list."""
        asked = answer.request
        if asked.url.startswith(ORGANIZATIONS):
            inside = as_text(answer.mapping("organization").get("slug"))
            if not _SLUG.fullmatch(inside):
                raise answer.unlike("a company")
            further = Request(_KEY, headers=asked.headers, step=f"{asked.step}/{inside}")
            return BoardPage((), further, leads=True)
        if asked.url == _KEY:
            return BoardPage((), _search(answer), leads=True)
        found = answer.mapping()
        if not isinstance(found.get("hits"), list):
            raise answer.unlike("a list of postings")
        company = self.addresses.search(asked.headers.get("Referer", ""))
        hits = as_mappings(found["hits"])
        missed = len(found["hits"]) - len(hits)
        return BoardPage(
            vacancies_of(hits, company["slug"] if company else ""),
            whole=as_count(found.get("nbHits")) <= len(found["hits"]),
            dropped=missed,
        )

    def read(self, answer: ApiResponse, posting: Posting) -> Posting:
        """Return the posting's entry."""
        job = answer.mapping("job")
        if as_text(job.get("status")) in _ENDED:
            raise GoneError(f"{answer.url} is {job['status']}")
        found = posting_read(job, posting)
        return replace(found, title=found.title or posting.title)


def _search(answer: ApiResponse) -> Request:
    """Return the search request, with the key that scripts find in `window.env`."""
    known = _environment(answer.page.text)
    application = as_text(known.get("PUBLIC_ALGOLIA_APPLICATION_ID"))
    key = as_text(known.get("PUBLIC_ALGOLIA_API_KEY_CLIENT"))
    if not (_APPLICATION.fullmatch(application) and key.isascii() and key.isprintable() and key):
        raise answer.unlike("the key of its search")
    index, _, inside = answer.request.step.partition("/")
    return Request(
        f"https://{application.lower()}-dsn.algolia.net/1/indexes/{index}/query",
        {
            "query": "",
            "filters": f"organization.slug:{inside}",
            "hitsPerPage": _MOST,
            "attributesToRetrieve": list(_WANTED),
            "attributesToHighlight": [],
        },
        {
            **answer.request.headers,
            "x-algolia-application-id": application,
            "x-algolia-api-key": key,
        },
    )


def _environment(script: str) -> dict[str, Any]:
    _, brace, rest = script.partition("{")
    try:
        return as_mapping(json.JSONDecoder(strict=False).raw_decode(brace + rest)[0])
    except (ValueError, RecursionError):
        return {}
