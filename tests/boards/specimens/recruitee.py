"""Recruitee: one list with all texts."""

from collections.abc import Sequence

from tests.boards.specimen import Asked, Job, Reply, Specimen


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.path != "/api/offers/":
        return None
    return Reply(
        {
            "offers": [
                {
                    "id": job.number,
                    "slug": f"welder-{job.number}",
                    "title": job.title,
                    "status": "published",
                    "careers_url": f"https://acme.recruitee.com/o/welder-{job.number}",
                    "description": f"<p>{job.text}</p>",
                    "location": job.place,
                }
                for job in jobs
            ]
        }
    )


SPECIMEN = Specimen(
    board="recruitee",
    careers_url="https://acme.recruitee.com",
    others=("https://acme.recruitee.com/o/welder-1001",),
    embedded=('<script src="https://recruiteecdn.com/app.js"></script>',),
    hosts=("acme.recruitee.com",),
    answers=_answers,
)
