"""Ashby: one list with all texts."""

from collections.abc import Sequence

from tests.boards.specimen import Asked, Job, Reply, Specimen


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.path != "/posting-api/job-board/acme":
        return None
    return Reply(
        {
            "apiVersion": "1",
            "jobs": [
                {
                    "id": f"b-{job.number}",
                    "title": job.title,
                    "jobUrl": f"https://jobs.ashbyhq.com/acme/b-{job.number}",
                    "location": job.place,
                    "secondaryLocations": [],
                    "isListed": True,
                    "descriptionHtml": f"<p>{job.text}</p>",
                    "employmentType": "FullTime",
                }
                for job in jobs
            ],
        }
    )


SPECIMEN = Specimen(
    board="ashby",
    careers_url="https://jobs.ashbyhq.com/acme",
    others=("https://jobs.ashbyhq.com/acme/b-1001",),
    embedded=('<iframe src="https://jobs.ashbyhq.com/acme/embed?version=2"></iframe>',),
    hosts=("api.ashbyhq.com", "jobs.ashbyhq.com"),
    answers=_answers,
)
