"""Keka: a page that names a number, and one list by that number."""

from collections.abc import Sequence
from typing import Any

from tests.boards.specimen import Asked, Job, Reply, Specimen

_SITE = "https://acme.keka.com/careers"
_NUMBER = "0f1e2d3c-1111-4222-8333-444455556666"


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.path == "/careers":
        document = f"/ats/documents/{_NUMBER}/careerportal/{'ab' * 16}.html"
        return Reply(f"<html><script>fetch('{document}')</script></html>")
    if asked.path == "/careers/forbidden":
        return Reply("<html><h1>This career portal is not available</h1></html>")
    if asked.path == f"/careers/api/embedjobs/default/active/{_NUMBER}":
        return Reply([_entry(job) for job in jobs])
    return None


def _entry(job: Job) -> dict[str, Any]:
    town, _, country = job.place.partition(", ")
    office = {"name": "Head Office", "city": town, "state": "NA", "countryName": country}
    return {
        "id": job.number,
        "title": job.title,
        "description": f"<p>{job.text}</p>",
        "jobLocations": [office],
        "jobType": 2,
        "publishedOn": "2026-11-02T08:00:00Z",
        "salaryRange": {"minimum": 0, "maximum": 0, "currency": "INR", "salaryPeriod": 0},
        "departmentName": "Ships",
        "jobNumber": f"R-{job.number}",
    }


SPECIMEN = Specimen(
    board="keka",
    careers_url=_SITE,
    others=(f"{_SITE}/jobdetails/1001", f"{_SITE}/?source=linkedin", f"{_SITE}/default"),
    embedded=(
        f'<a href="{_SITE}">Open positions</a>',
        f'<script src="{_SITE}/api/embedjobs/js/{_NUMBER}"></script>',
    ),
    hosts=("acme.keka.com",),
    answers=_answers,
    gone=Reply(status=302, headers={"Location": "/careers/forbidden"}),
)
