"""HiBob: one list, for those who come from its own page."""

from collections.abc import Sequence

from tests.boards.specimen import Asked, Job, Reply, Specimen


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.path != "/api/job-ad":
        return None
    if asked.headers.get("referer") != "https://acme.careers.hibob.com/":
        return Reply(status=401)
    return Reply(
        {
            "jobAdDetails": [
                {
                    "id": f"a-{job.number}",
                    "title": job.title,
                    "description": f"<p>{job.text}</p>",
                    "site": job.place.partition(", ")[0],
                    "country": job.place.partition(", ")[2],
                    "department": "Ships",
                    "employmentType": "Full-time",
                    "workspaceType": "On-site",
                    "publishedAt": "2026-11-02T08:00:00Z",
                }
                for job in jobs
            ]
        }
    )


SPECIMEN = Specimen(
    board="hibob",
    careers_url="https://acme.careers.hibob.com/jobs",
    embedded=('<a href="https://acme.careers.hibob.com/">Jobs</a>',),
    hosts=("acme.careers.hibob.com",),
    answers=_answers,
)
