"""Workday: pages of twenty, 2000 postings at most, and a text each."""

from collections.abc import Sequence

from tests.boards.specimen import Asked, Job, Reply, Specimen, slice_of

_API = "/wday/cxs/acme/Ext"
_SIZE = 20
_CAP = 2000


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    told = {f"{_API}/job/Yard/Welder_{job.number}": job for job in jobs}
    if job := told.get(asked.path):
        place = {"location": job.place, "timeType": "Full time"}
        return Reply({"jobPostingInfo": {"jobDescription": f"<p>{job.text}</p>", **place}})
    if asked.path != f"{_API}/jobs" or asked.method != "POST":
        return None
    if asked.body["limit"] > _SIZE:
        return Reply(status=400)
    start = asked.body["offset"]
    shown = slice_of(jobs, start % _CAP, _SIZE)
    listed = [
        {
            "title": job.title,
            "externalPath": f"/job/Yard/Welder_{job.number}",
            "locationsText": job.place,
            "postedOn": "Posted Yesterday",
        }
        for job in shown
    ]
    # Later pages tell no total.
    return Reply({"total": 0 if start else min(len(jobs), _CAP), "jobPostings": listed})


SPECIMEN = Specimen(
    board="workday",
    careers_url="https://acme.wd5.myworkdayjobs.com/Ext",
    others=("https://acme.wd5.myworkdayjobs.com/en-US/Ext/job/Yard/Welder_1001",),
    embedded=('<a href="https://acme.wd5.myworkdayjobs.com/Ext">Open positions</a>',),
    hosts=("acme.wd5.myworkdayjobs.com",),
    answers=_answers,
    page_size=_SIZE,
    cap=_CAP,
)
