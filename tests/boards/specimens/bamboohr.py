"""BambooHR: one list, and a text each."""

from collections.abc import Sequence

from tests.boards.specimen import Asked, Job, Reply, Specimen


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.path == "/careers/list":
        listed = [
            {
                "id": str(job.number),
                "jobOpeningName": job.title,
                "departmentLabel": "Ships",
                "location": {"city": job.place.partition(", ")[0]},
                "locationType": "0",
            }
            for job in jobs
        ]
        return Reply({"meta": {"totalCount": len(jobs)}, "result": listed})
    told = {f"/careers/{job.number}/detail": job for job in jobs}
    if job := told.get(asked.path):
        return Reply({"result": {"jobOpening": {"description": f"<p>{job.text}</p>"}}})
    return None


SPECIMEN = Specimen(
    board="bamboohr",
    careers_url="https://acme.bamboohr.com/careers",
    others=("https://acme.bamboohr.com/careers/1001", "https://acme.bamboohr.com/jobs/"),
    embedded=('<div id="BambooHR" data-domain="acme.bamboohr.com"></div>',),
    hosts=("acme.bamboohr.com",),
    answers=_answers,
)
