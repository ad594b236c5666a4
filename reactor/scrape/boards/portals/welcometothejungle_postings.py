"""Reads postings from the search results and entries of Welcome to the Jungle."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from reactor.posting import Posting
from reactor.scrape.boards.api_response import as_mapping, as_mappings, as_name, as_text
from reactor.scrape.boards.board import Vacancy
from reactor.scrape.boards.facets import facets
from reactor.scrape.boards.field_conversion import (
    place_of,
    plain_text,
    remote_of,
    salary_of,
    sections,
)
from reactor.scrape.vocabulary.stated import joined

ORGANIZATIONS = "https://api.welcometothejungle.com/api/v1/organizations/"
_COMPANIES = "https://www.welcometothejungle.com/en/companies/"
_LANGUAGES = ("en", "fr", "es", "cs", "sk")
_REMOTE = {"fulltime": "remote", "partial": "hybrid", "punctual": "on-site", "no": "on-site"}
_BETWEEN_WORDS = re.compile(r"[-_\s]+")


def vacancies_of(hits: Iterable[Mapping[str, Any]], company: str) -> tuple[Vacancy, ...]:
    """Return each posting once: of copies for several sites, that of the company's own page."""
    found: dict[str, Mapping[str, Any]] = {}
    for at, hit in enumerate(hits):
        same = as_text(hit.get("reference")) or as_text(hit.get("slug")) or str(at)
        own = as_text(as_mapping(hit.get("website")).get("reference")) == company
        if own or same not in found:
            found[same] = hit
    return tuple(_vacancy(hit, company) for hit in found.values())


def posting_read(job: Mapping[str, Any], posting: Posting) -> Posting:
    """Return `posting` with the data of its entry."""
    missions = job.get("key_missions")
    tasks = "\n".join(map(as_text, missions)) if isinstance(missions, list) else ""
    parts = (
        ("", as_text(job.get("description"))),
        ("Missions", tasks),
        ("Profile", as_text(job.get("profile"))),
        ("Recruitment process", as_text(job.get("recruitment_process"))),
    )
    place = _places(job)
    sums = (job.get("salary_min"), job.get("salary_max"))
    return replace(
        posting,
        title=as_text(job.get("name")),
        text=plain_text(sections(parts)),
        location=place or posting.location,
        remote=_remote(job, place) if job.get("remote") else posting.remote,
        employment_type=_kind(job) or posting.employment_type,
        posted_at=as_text(job.get("published_at")) or posting.posted_at,
        salary=salary_of(
            *sums, job.get("salary_currency"), as_text(job.get("salary_period")) or "year"
        ),
    )


def _vacancy(hit: Mapping[str, Any], company: str) -> Vacancy:
    slug = as_text(hit.get("slug"))
    # The search's other fields may change; the entry has the title too.
    words = as_text(hit.get("name")) if "name" in hit else _BETWEEN_WORDS.sub(" ", slug)
    place = _places(hit)
    posting = Posting(
        url=f"{_COMPANIES}{company}/jobs/{slug}" if slug else "",
        title=words,
        location=place,
        remote=_remote(hit, place),
        employment_type=_kind(hit),
        posted_at=as_text(hit.get("published_at")),
        source=f"{ORGANIZATIONS}{company}/jobs/{slug}" if slug else "",
    )
    return Vacancy(
        posting,
        facets(
            department=_localised(as_mapping(hit.get("profession")).get("name")),
            location=place.split("; "),
            remote=[str(posting.remote), as_text(hit.get("remote"))],
            employment=posting.employment_type,
        ),
    )


def _places(job: Mapping[str, Any]) -> str:
    offices = as_mappings(job.get("offices")) or as_mappings([job.get("office")])
    names = (place_of(each.get("city"), _country(each)) or as_name(each) for each in offices)
    return joined(filter(None, names))


def _country(office: Mapping[str, Any]) -> str:
    return _localised(office.get("country")) or as_name(office.get("country"))


def _remote(job: Mapping[str, Any], place: str) -> bool | None:
    stated = as_text(job.get("remote"))
    return remote_of(_REMOTE.get(stated, stated), place)


def _kind(job: Mapping[str, Any]) -> str:
    return _localised(job.get("contract_type"))


def _localised(value: Any) -> str:
    """Return a string, or that of an object with one for each language."""
    known = as_mapping(value)
    texts = (as_text(each) for each in (value, *map(known.get, _LANGUAGES)))
    return next(filter(None, texts), "")
