"""onlyfy: pages that hold their list as data; a posting's own page has the first words of it.

Of every other posting it has nothing without scripts.
"""

import json
from collections.abc import Sequence
from typing import Any

from tests.boards.specimen import Asked, Job, Reply, Specimen, slice_of

_HOST = "acme.onlyfy.jobs"
_SIZE = 20
_SHELL = '<html><head><title>Acme</title></head><body><div id="__next"></div></body></html>'


def _token(job: Job) -> str:
    return f"q7w8e9r0t1{job.number}"


def _entry(job: Job) -> dict[str, Any]:
    return {
        "title": job.title,
        "cityName": job.place,
        "positionTypeName": "Vollzeit",
        "publishedAt": "2026-11-02T08:00:00Z",
        "jobAdUrl": f"https://{_HOST}/{'de/' if job.number % 2 else ''}job/{_token(job)}",
    }


def _list_page(jobs: Sequence[Job], page: int) -> str:
    shown = slice_of(jobs, (page - 1) * _SIZE, _SIZE)
    meta = {"page": page, "totalPages": -(-len(jobs) // _SIZE)}
    data = {"jobsData": {"data": list(map(_entry, shown)), "meta": meta}}
    row = json.dumps([1, "7:" + json.dumps(["$", "main", None, data]) + "\n"])
    return f"<html><body><script>self.__next_f.push({row})</script></body></html>"


def list_of_links(jobs: Sequence[Job]) -> str:
    rows = "".join(
        '<div class="row row-table"><div class="cell-table"><div class="inner">'
        f'<strong class="job-title"><a href="/{"de/" if job.number % 2 else ""}job/{_token(job)}">'
        f'{job.title}</a></strong></div></div><div class="cell-table text-center">'
        f'<div class="inner">{job.place}</div></div></div>'
        for job in jobs
    )
    return f'<html><body><div id="jobList">{rows}</div></body></html>'


def page_with_first_words(job: Job) -> str:
    data = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": job.title,
        "description": f"{job.text[:150]}...",
        "validThrough": "2026-12-24",
        "baseSalary": {
            "@type": "MonetaryAmount",
            "currency": "EUR",
            "value": {"@type": "QuantitativeValue", "minValue": 41000, "unitText": "YEAR"},
        },
    }
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    return f"<html><head>{script}</head><body><h1>{job.title}</h1></body></html>"


def whole_text(job: Job) -> str:
    lines = "".join(
        f'<div class="text-element"><p class="text-element-body_text">{each}</p></div>'
        for each in (f"Standort: {job.place}", job.text)
    )
    head = f"<head><title>{job.title}</title></head>"
    return f"<html>{head}<body><h1>{job.title}</h1>{lines}</body></html>"


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.path == "/":
        return Reply(_list_page(jobs, int(asked.query.get("page", "1"))))
    pages = {f"/job/{_token(job)}": job for job in jobs}
    if job := pages.get(asked.path):
        return Reply(page_with_first_words(job) if job.number % 2 else _SHELL)
    shown = {f"/job/show/{_token(job)}/full": job for job in jobs}
    job = shown.get(asked.path)
    return Reply(whole_text(job)) if job and asked.query.get("mode") == "candidate" else None


SPECIMEN = Specimen(
    board="onlyfy",
    careers_url=f"https://{_HOST}/",
    others=(
        f"https://{_HOST}/de/job/q7w8e9r0t11001",
        "https://acme.jobbase.io/job/q7w8e9r0",
        "https://acme.prescreenapp.io/",
    ),
    embedded=(f'<a href="https://{_HOST}">Jobs</a>',),
    hosts=(_HOST,),
    answers=_answers,
    page_size=_SIZE,
)
