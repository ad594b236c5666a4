"""Trakstar Hire: a page that says whether the company is still there, and an API with texts."""

from collections.abc import Sequence
from typing import Any

from tests.boards.specimen import Asked, Job, Reply, Specimen, slice_of

_SIZE = 100


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.host == "acme.hire.trakstar.com":
        return Reply("<html><body><h1>Work at Acme</h1></body></html>")
    if asked.path != "/v1/openings":
        return None
    if asked.query.get("client_name") != "acme":
        return Reply({"client_name": "Invalid client name"}, status=400)
    limit = min(int(asked.query.get("limit", "20")), 250)
    rows = slice_of(jobs, asked.query.get("offset"), limit)
    meta = {"total": len(jobs), "limit": limit, "offset": int(asked.query.get("offset", "0"))}
    return Reply({"meta": meta, "objects": list(map(_row, rows))})


def _row(job: Job) -> dict[str, Any]:
    city, _, country = job.place.partition(", ")
    return {
        "id": f"fk{job.number}",
        "title": job.title,
        "hosted_url": f"http://acme.hire.trakstar.com/jobs/fk{job.number}",
        "description": f"<p>{job.text}</p>",
        "location": {"city": city, "state": None, "country": country, "zipcode": None},
        "allows_remote": False,
        "position_type": "full_time",
        "team": "Ships",
        "tags": [],
    }


SPECIMEN = Specimen(
    board="trakstar",
    careers_url="https://acme.hire.trakstar.com/",
    others=(
        "https://acme.hire.trakstar.com/jobs/fk1001",
        "https://acme.recruiterbox.com/jobs/fk1001/",
        "https://jsapi.recruiterbox.com/v1/openings?limit=5&client_name=acme",
    ),
    embedded=(
        '<a href="https://acme.hire.trakstar.com">Jobs</a>',
        "<script>$.get('https://jsapi.recruiterbox.com/v1/openings?client_name=acme')</script>",
    ),
    hosts=("acme.hire.trakstar.com", "jsapi.recruiterbox.com"),
    answers=_answers,
    page_size=_SIZE,
    gone=Reply({"client_name": "Invalid client name"}, status=400),
)
