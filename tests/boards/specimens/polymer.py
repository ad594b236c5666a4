"""Polymer: pages that say whether they are the last, and are wrong about it behind the last."""

from collections.abc import Sequence
from typing import Any

from tests.boards.specimen import Asked, Job, Reply, Specimen, slice_of

_LIST = "/v1/hire/organizations/acme/jobs"


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.path == _LIST:
        page, size = int(asked.query.get("page", "1")), int(asked.query.get("per_page", "20"))
        rows = [row(job) for job in slice_of(jobs, (page - 1) * size, size)]
        pages = max(1, -(-len(jobs) // size))
        last = page == pages
        meta = {"count": len(jobs), "total": pages, "page": page, "is_last": last}
        following = None if last else page + 1
        return Reply({"items": rows, "meta": {**meta, "next_page": following}})
    shown = {f"{_LIST}/{job.number}": job for job in jobs}
    if not (job := shown.get(asked.path)):
        return Reply({"error": "no careers_page found"}, status=422)
    return Reply({**row(job), "description": f"<p>{job.text}</p>", "department": "Ships"})


def row(job: Job) -> dict[str, Any]:
    city, _, country = job.place.partition(", ")
    return {
        "id": job.number,
        "title": job.title,
        "organization_name": "Acme",
        "display_location": job.place,
        "city": city,
        "state_region": None,
        "country": country,
        "remoteness_pretty": "No remote",
        "remote_restriction_country_list": [],
        "kind_pretty": "Full-time",
        "job_category_name": "Ships",
        "salary_pretty": "20-25 EUR an hour",
        "published_at": "2026-11-02T08:00:00Z",
        "job_post_url": f"https://jobs.polymer.co/acme/{job.number}",
    }


SPECIMEN = Specimen(
    board="polymer",
    careers_url="https://jobs.polymer.co/acme",
    others=(
        "https://jobs.polymer.co/acme/1001",
        "https://api.polymer.co/v1/hire/organizations/acme/jobs",
    ),
    embedded=(
        '<a href="https://jobs.polymer.co/acme">Jobs</a>',
        '<script>fetch("https://api.polymer.co/v1/hire/organizations/acme/jobs")</script>',
    ),
    hosts=("api.polymer.co",),
    answers=_answers,
    page_size=50,
    gone=Reply({"error": "no careers_page found"}, status=422),
)
