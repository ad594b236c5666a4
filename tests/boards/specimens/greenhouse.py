"""Greenhouse: one list with all texts, which are escaped once more."""

from collections.abc import Sequence
from html import escape

from tests.boards.specimen import Asked, Job, Reply, Specimen


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.path != "/v1/boards/acme/jobs" or asked.query.get("content") != "true":
        return None
    return Reply(
        {
            "jobs": [
                {
                    "id": job.number,
                    "title": job.title,
                    "absolute_url": f"https://job-boards.greenhouse.io/acme/jobs/{job.number}",
                    "location": {"name": job.place},
                    "content": escape(f"<p>{job.text}</p>"),
                    "offices": [{"id": 1, "name": "Head office", "location": "Boston"}],
                    "metadata": None,
                }
                for job in jobs
            ],
            "meta": {"total": len(jobs)},
        }
    )


SPECIMEN = Specimen(
    board="greenhouse",
    careers_url="https://job-boards.greenhouse.io/acme",
    others=("https://boards.greenhouse.io/acme/jobs/1001",),
    embedded=('<script src="https://boards.greenhouse.io/embed/job_board/js?for=acme"></script>',),
    hosts=("boards-api.greenhouse.io", "boards-api.eu.greenhouse.io", "job-boards.greenhouse.io"),
    answers=_answers,
)
