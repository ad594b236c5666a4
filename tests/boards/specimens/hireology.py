"""Hireology: pages of a list, with texts."""

import json
from collections.abc import Sequence
from typing import Any

from tests.boards.specimen import Asked, Job, Reply, Specimen, slice_of

_SIZE = 100


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    return api(asked, jobs) if asked.host == "api.hireology.com" else None


def api(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.path != "/v2/public/careers/acme":
        return None
    size, page = int(asked.query.get("page_size", "25")), int(asked.query.get("page", "1"))
    rows = [row(job) for job in slice_of(jobs, (page - 1) * size, size)]
    return Reply({"count": len(jobs), "page": page, "page_size": size, "data": rows})


def page(token: str) -> str:
    data = {"apiUrl": "https://api.hireology.com/v2", "apiToken": token, "careersPath": "acme"}
    return f"<html><body><script>var startingData = {json.dumps(data)};</script></body></html>"


def row(job: Job) -> dict[str, Any]:
    city, _, state = job.place.partition(", ")
    return {
        "id": job.number,
        "name": job.title,
        "status": "Open",
        "employment_status": "Full Time - hourly",
        "job_description": f"<p>{job.text}</p>",
        "locations": [{"city": city, "state": state, "zip_code": "69001"}],
        "remote": False,
        "job_family": {"name": "Ships"},
        "organization": {"name": "Acme Yards"},
        "created_at": "2026-11-02T08:00:00.000Z",
        "is_comp_range": False,
        "comp_single_amount": "21.5",
        "comp_period": "hour",
        "career_site_url": f"https://careers.hireology.com/acme/{job.number}/description",
    }


SPECIMEN = Specimen(
    board="hireology",
    careers_url="https://careers.hireology.com/acme",
    others=(
        "https://careers.hireology.com/acme/1001/description",
        "https://acme.hireology.careers/",
        "https://api.hireology.com/v2/public/careers/acme?page_size=5",
    ),
    embedded=(
        '<a href="https://careers.hireology.com/acme">Jobs</a>',
        '<a href="https://acme.hireology.careers">Jobs</a>',
        '<script>fetch("https://api.hireology.com/v2/public/careers/acme")</script>',
    ),
    hosts=("careers.hireology.com", "api.hireology.com"),
    answers=_answers,
    page_size=_SIZE,
)
