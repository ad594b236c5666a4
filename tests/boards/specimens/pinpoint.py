"""Pinpoint: one list with all texts."""

from collections.abc import Sequence

from tests.boards.specimen import Asked, Job, Reply, Specimen


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.path != "/postings.json":
        return None
    return Reply(
        {
            "data": [
                {
                    "id": str(job.number),
                    "title": job.title,
                    "path": f"/en/postings/{job.number}",
                    "description": f"<p>{job.text}</p>",
                    "workplace_type": "onsite",
                    "location": {"id": "9", "name": job.place},
                }
                for job in jobs
            ]
        }
    )


SPECIMEN = Specimen(
    board="pinpoint",
    careers_url="https://acme.pinpointhq.com",
    others=("https://acme.pinpointhq.com/en/postings/1001",),
    embedded=('<script src="https://acme.pinpointhq.com/en/jobs.js"></script>',),
    hosts=("acme.pinpointhq.com",),
    answers=_answers,
)
