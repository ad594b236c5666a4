"""Taleo Enterprise: a session, a portal's number, columns, and texts among a page's fields."""

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from tests.boards.specimen import Asked, Job, Reply, Specimen, slice_of

_SITE = "https://acme.taleo.net/careersection"
_SIZE = 25


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.path == "/careersection/2/jobsearch.ftl":
        script = "<script>var _ftl = {portalNo: '101430233', lang: 'en'};</script>"
        return Reply(f"<html>{script}</html>", headers={"Set-Cookie": "JSESSIONID=s1; Path=/"})
    if asked.path == "/careersection/rest/jobboard/searchjobs":
        known = asked.query.get("portal") == "101430233" and asked.cookies.get("JSESSIONID") == "s1"
        if not known or "tz" not in asked.headers or asked.method != "POST":
            return Reply("An Error Occurred in TEE", status=500)
        page = slice_of(jobs, (asked.body["pageNo"] - 1) * _SIZE, _SIZE)
        paging = {"currentPageNo": asked.body["pageNo"], "totalCount": len(jobs)}
        return Reply({"requisitionList": [_entry(job) for job in page], "pagingData": paging})
    if asked.path == "/careersection/2/jobdetail.ftl":
        job = next((each for each in jobs if f"R{each.number}" == asked.query.get("job")), None)
        return Reply(_detail(job)) if job else None
    return None


def _entry(job: Job) -> dict[str, Any]:
    return {
        "jobId": str(job.number),
        "contestNo": f"R{job.number}",
        "column": [job.title, f"R{job.number}", json.dumps([job.place]), "Nov 2, 2026"],
        "locationsColumns": [2],
    }


def _detail(job: Job) -> str:
    history = f"x!|!{job.title}!|!!*!{quote(f'<p>{job.text}</p>', safe='')}!|!Full-time!|!"
    return (
        "<html><body><p>Loading</p>"
        f'<input type="hidden" name="initialHistory" value="{history}"></body></html>'
    )


SPECIMEN = Specimen(
    board="taleo",
    careers_url=f"{_SITE}/2/jobsearch.ftl?lang=en",
    others=(f"{_SITE}/2/jobdetail.ftl?job=R1001", f"{_SITE}/2/moresearch.ftl"),
    embedded=(f'<a href="{_SITE}/2/jobsearch.ftl">Open positions</a>',),
    hosts=("acme.taleo.net",),
    answers=_answers,
    page_size=_SIZE,
)
