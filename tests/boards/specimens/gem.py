"""Gem: an API that wants a slash at the end, and the questions of the boards' own pages."""

from collections.abc import Sequence
from typing import Any

from tests.boards.specimen import Asked, Job, Reply, Specimen

SITE = "https://jobs.gem.com/Acme-1"


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.host == "api.gem.com":
        known = asked.path == "/job_board/v0/Acme-1/job_posts/"
        return Reply(list(map(_post, jobs))) if known else None
    return batch(asked, jobs) if asked.path == "/api/public/graphql/batch" else None


def _post(job: Job) -> dict[str, Any]:
    """The place of the first posting only says how one works."""
    first = job.number == 1001
    return {
        "id": f"am{job.number}",
        "title": job.title,
        "absolute_url": f"{SITE}/am{job.number}",
        "content": f"<p>{job.text}</p>",
        "location": {"name": "Hybrid" if first else job.place},
        "offices": [{"id": "o1", "name": "Yard", "location": {"name": job.place}}],
        "departments": [{"id": "d1", "name": "Ships"}],
        "employment_type": "full_time",
        "location_type": "hybrid" if first else "in_office",
        "first_published_at": "2026-11-02T08:00:00Z",
    }


def batch(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    """One answer for each question of the list that is posted."""
    if not isinstance(asked.body, list):
        return Reply({"errors": [{"message": "a batch is a list"}]}, status=400)
    return Reply([{"data": _answer(each, jobs)} for each in asked.body])


def _answer(question: dict[str, Any], jobs: Sequence[Job]) -> dict[str, Any]:
    variables = question["variables"]
    if variables["boardId"] != "Acme-1":
        return {"oatsExternalJobPostings": {"jobPostings": []}}
    if question["operationName"] == "JobBoardList":
        return {"oatsExternalJobPostings": {"jobPostings": list(map(_listed, jobs))}}
    shown = {f"am{job.number}": job for job in jobs}
    if not (job := shown.get(variables["extId"])):
        return {"oatsExternalJobPosting": None}
    return {
        "oatsExternalJobPosting": {
            "extId": f"am{job.number}",
            "firstPublishedTsSec": 1_793_606_400,
            "descriptionHtml": f"<p>{job.text}</p>",
            "jobPostSectionHtml": {"introHtml": "<p>We build ships.</p>", "outroHtml": None},
            "compensationHtml": "<p>EUR 40,000 a year</p>",
        }
    }


def _listed(job: Job) -> dict[str, Any]:
    city, _, country = job.place.partition(", ")
    return {
        "extId": f"am{job.number}",
        "title": job.title,
        "locations": [{"name": job.place, "city": city, "isoCountry": country, "isRemote": False}],
        "job": {
            "locationType": "IN_OFFICE",
            "employmentType": "FULL_TIME",
            "department": {"name": "Ships"},
        },
    }


SPECIMEN = Specimen(
    board="gem",
    careers_url=SITE,
    others=(f"{SITE}/am1001", "https://api.gem.com/job_board/v0/Acme-1/job_posts/"),
    embedded=(
        '<a href="https://jobs.gem.com/Acme-1">Open roles</a>',
        '<script>fetch("https:\\/\\/api.gem.com\\/job_board\\/v0\\/Acme-1\\/job_posts\\/")</script>',
    ),
    hosts=("api.gem.com", "jobs.gem.com"),
    answers=_answers,
)
