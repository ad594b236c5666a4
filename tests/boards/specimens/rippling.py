"""Rippling: one list, and a text each."""

from collections.abc import Sequence

from tests.boards.specimen import Asked, Job, Reply, Specimen

_LIST = "/platform/api/ats/v1/board/acme/jobs"


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.path == _LIST:
        return Reply(
            [
                {
                    "uuid": f"u-{job.number}",
                    "name": job.title,
                    "url": f"https://ats.rippling.com/acme/jobs/u-{job.number}",
                    "department": {"id": "Ships", "label": "Ships"},
                    "workLocation": {"id": "1", "label": job.place},
                }
                for job in jobs
            ]
        )
    told = {f"{_LIST}/u-{job.number}": job for job in jobs}
    if job := told.get(asked.path):
        return Reply({"description": {"role": f"<p>{job.text}</p>"}, "workLocations": [job.place]})
    return None


SPECIMEN = Specimen(
    board="rippling",
    careers_url="https://ats.rippling.com/acme/jobs",
    others=("https://ats.rippling.com/en-GB/acme/jobs/u-1001",),
    embedded=('<iframe src="https://ats.rippling.com/embed/acme/jobs"></iframe>',),
    hosts=("api.rippling.com", "ats.rippling.com"),
    answers=_answers,
)
