"""Zoho Recruit: JSON in a field of the page, and texts in scripts, escaped twice."""

import html
import json
from collections.abc import Sequence
from typing import Any

from tests.boards.specimen import Asked, Job, Reply, Specimen, slice_of

_SIZE = 50


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.path == "/jobs/Careers":
        first = (int(asked.query.get("page", "1")) - 1) * _SIZE
        shown = [_entry(job) for job in slice_of(jobs, first, _SIZE)]
        hidden = [_entry(Job(1, "Draft")) | {"id": "1", "Publish": False}] if first == 0 else []
        value = html.escape(json.dumps([*shown, *hidden] if len(shown) < _SIZE else shown))
        return Reply(
            '<html><body><style>[id="jobs"] {}</style><input type="hidden" value="9" id="meta">'
            f'<input type="hidden" value="{value}" id="jobs"></body></html>'
        )
    job = next((each for each in jobs if asked.path == f"/jobs/Careers/{each.number}"), None)
    return Reply(_page(job)) if job else None


def _entry(job: Job) -> dict[str, Any]:
    town, _, country = job.place.partition(", ")
    return {
        "id": str(job.number),
        "Posting_Title": job.title,
        "City": town,
        "State": None,
        "Country": country,
        "Remote_Job": False,
        "Publish": True,
        "Job_Type": "Full time",
        "Date_Opened": "2026-11-02",
        "Job_Description": f"<p>{job.text[:100]}...</p>",
    }


def _page(job: Job) -> str:
    markup = f'<span id="spandesc"><p style="margin-top:0">{job.text}</p></span>'
    record = json.dumps([{"Posting_Title": job.title, "Job_Description": markup, "id": "x"}])
    record = record.replace("\\", "\\\\").replace('"', "\\x22").replace("-", "\\-")
    fields = "var fields = ['Job_Description'];"
    return (
        f"<html><body><div id='app'></div><script>{fields} var jobs = JSON.parse('{record}');"
        "</script></body></html>"
    )


SPECIMEN = Specimen(
    board="zohorecruit",
    careers_url="https://acme.zohorecruit.eu/jobs/Careers",
    others=(
        "https://acme.zohorecruit.eu/",
        "https://acme.zohorecruit.eu/jobs/Careers/1001/Welder?source=CareerSite",
    ),
    embedded=(
        '<a href="https://acme.zohorecruit.eu/jobs/Careers">Open positions</a>',
        '<iframe src="https://acme.zohorecruit.eu/jobs/Careers"></iframe>',
    ),
    hosts=("acme.zohorecruit.eu",),
    answers=_answers,
    page_size=_SIZE,
)
