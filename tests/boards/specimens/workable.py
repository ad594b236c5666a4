"""Workable: the widget's list with all texts."""

from collections.abc import Sequence

from tests.boards.specimen import Asked, Job, Reply, Specimen


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.path != "/api/v1/widget/accounts/acme" or asked.query.get("details") != "true":
        return None
    return Reply(
        {
            "name": "Acme",
            "jobs": [
                {
                    "shortcode": f"AB{job.number}",
                    "title": job.title,
                    "url": f"https://apply.workable.com/j/AB{job.number}",
                    "city": job.place.partition(", ")[0],
                    "country": job.place.partition(", ")[2],
                    "telecommuting": False,
                    "employment_type": "Full-time",
                    "description": f"<p>{job.text}</p>",
                    "locations": [],
                }
                for job in jobs
            ],
        }
    )


SPECIMEN = Specimen(
    board="workable",
    careers_url="https://apply.workable.com/acme/",
    others=("https://apply.workable.com/acme/j/AB1001/", "https://acme.workable.com"),
    embedded=("<script>whr_embed('acme', {detail: 'titles'});</script><i class=whr-items></i>",),
    hosts=("apply.workable.com", "www.workable.com"),
    answers=_answers,
)
