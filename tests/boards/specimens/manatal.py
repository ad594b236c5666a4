"""Manatal: pages of the API's own size; the next one's address is named, without encryption."""

from collections.abc import Sequence
from typing import Any

from tests.boards.specimen import Asked, Job, Reply, Specimen, slice_of

_SIZE = 20


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.path != "/open/v3/career-page/acme/jobs/":
        return None
    page = int(asked.query.get("page", "1"))
    rows = [row(job) for job in slice_of(jobs, (page - 1) * _SIZE, _SIZE)]
    if page > 1 and not rows:
        return Reply({"detail": "Invalid page."}, status=404)
    more = page * _SIZE < len(jobs)
    following = f"http://open.api.manatal.com{asked.path}?page={page + 1}" if more else None
    return Reply({"count": len(jobs), "next": following, "previous": None, "results": rows})


def row(job: Job) -> dict[str, Any]:
    city, _, country = job.place.partition(", ")
    return {
        "id": job.number,
        "hash": f"AB{job.number}",
        "organization_name": "Ships",
        "position_name": job.title,
        "description": f"<p>{job.text}</p>",
        "country": country,
        "state": "",
        "city": city,
        "location_display": job.place,
        "is_remote": None,
        "contract_details": "full_time",
    }


SPECIMEN = Specimen(
    board="manatal",
    careers_url="https://www.careers-page.com/acme",
    others=(
        "https://www.careers-page.com/acme/job/AB1001",
        "https://acme.careers-page.com/jobs/0f0e",
        "https://open.api.manatal.com/open/v3/career-page/acme/jobs/",
    ),
    embedded=(
        '<a href="https://acme.careers-page.com/">Jobs</a>',
        '<iframe src="https://www.careers-page.com/acme"></iframe>',
        '<script>fetch("https://open.api.manatal.com/open/v3/career-page/acme/jobs/")</script>',
    ),
    hosts=("open.api.manatal.com",),
    answers=_answers,
    page_size=_SIZE,
)
