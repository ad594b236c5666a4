"""JOIN: five postings a page, as data; a company that is gone has somebody else's page."""

import json
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from tests.boards.specimen import Asked, Job, Reply, Specimen, slice_of

_SIZE = 5
_SITE = "/companies/acme"


def company_page(jobs: Any, *, domain: str = "acme") -> str:
    state = {"page": {"id": 7}, "company": {"id": 4711, "domain": domain}, "jobs": jobs}
    data = json.dumps({"props": {"pageProps": {"initialState": state}}})
    return (
        '<html><body><div id="__next"><h1>Acme</h1></div>'
        f'<script id="__NEXT_DATA__" type="application/json">{data}</script></body></html>'
    )


def page_of_jobs(jobs: Sequence[Job], page: int) -> Mapping[str, Any]:
    return {
        "items": [_item(job) for job in slice_of(jobs, (page - 1) * _SIZE, _SIZE)],
        "pagination": {"page": page, "pageCount": -(-len(jobs) // _SIZE), "rowCount": len(jobs)},
    }


def _item(job: Job) -> dict[str, Any]:
    city, _, country = job.place.partition(", ")
    return {
        "id": job.number,
        "idParam": f"{job.number}-welder",
        "title": job.title,
        "city": {"cityName": city, "countryName": country},
        "department": {"name": "Ships"},
        "employmentType": {"name": "Employee"},
        "workplaceType": "ONSITE",
        "createdAt": "2026-11-02T08:00:00.000Z",
    }


def posting_page(job: Job) -> str:
    """Its text has its entities escaped twice."""
    data = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": job.title,
        "description": escape(escape(f"<p>{job.text}</p><ul><li>You &amp; we weld.</li></ul>")),
    }
    return (
        f'<html><head><script type="application/ld+json">{json.dumps(data)}</script></head>'
        f'<body><div id="__next"><h1>{job.title}</h1></div></body></html>'
    )


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.path == _SITE:
        return Reply(company_page(page_of_jobs(jobs, int(asked.query.get("page", "1")))))
    shown = {f"{_SITE}/{job.number}-welder": job for job in jobs}
    return Reply(posting_page(job)) if (job := shown.get(asked.path)) else None


SPECIMEN = Specimen(
    board="join",
    careers_url="https://join.com/companies/acme",
    others=(
        "https://www.join.com/companies/Acme",
        "https://join.com/de/companies/acme",
        "https://join.com/companies/acme/1001-welder",
    ),
    embedded=('<a href="https://join.com/companies/acme">Open positions</a>',),
    hosts=("join.com",),
    answers=_answers,
    page_size=_SIZE,
    gone=Reply(company_page(page_of_jobs([Job(9, "Another's")], 1), domain="placeholder")),
)
