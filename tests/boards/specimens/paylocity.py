"""Paylocity: a page whose script holds the list, with texts that are cut and end like scripts."""

import json
from collections.abc import Sequence

from tests.boards.specimen import Asked, Job, Reply, Specimen, posting_page

GUID = "0a1b2c3d-1111-2222-3333-0a1b2c3d4e5f"


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.path in (f"/Recruiting/Jobs/All/{GUID}{name}" for name in ("", "/Acme-Inc")):
        return Reply(page([_row(job) for job in jobs]))
    shown = {f"/Recruiting/Jobs/Details/{job.number}": job for job in jobs}
    return Reply(posting_page(job)) if (job := shown.get(asked.path)) else None


def page(rows: list[dict[str, object]]) -> str:
    return (
        "<html><head><title>Acme</title><script>window.analytics = {};</script></head><body>"
        "<p>This browser is not supported.</p><script>"
        f"window.pageData = {json.dumps({'Jobs': rows, 'Filters': {}})}; window.other = [];"
        "</script></body></html>"
    )


def _row(job: Job) -> dict[str, object]:
    city, _, country = job.place.partition(", ")
    return {
        "JobId": job.number,
        "JobTitle": job.title,
        "LocationName": f"{city} yard",
        "JobLocation": {"Name": "Yard", "City": city, "State": None, "Country": country},
        "IsRemote": False,
        "HiringDepartment": "Ships",
        "PublishedDate": "2026-11-02T08:00:00Z",
        "Description": "We write {code}; and close it with }; or ] </ ...",
    }


SPECIMEN = Specimen(
    board="paylocity",
    careers_url=f"https://recruiting.paylocity.com/Recruiting/Jobs/All/{GUID}/Acme-Inc",
    others=(
        f"https://recruiting.paylocity.com/recruiting/jobs/All/{GUID.upper()}/Acme",
        f"https://recruiting.paylocity.com/recruiting/v2/api/feed/jobs/{GUID}",
    ),
    embedded=(
        f'<a href="https://recruiting.paylocity.com/Recruiting/Jobs/All/{GUID}/Acme">Jobs</a>',
        f'<iframe src="https://recruiting.paylocity.com/recruiting/jobs/List/{GUID}"></iframe>',
        f'<script>x("https://recruiting.paylocity.com/recruiting/v2/api/feed/jobs/{GUID}")</script>',
    ),
    hosts=("recruiting.paylocity.com",),
    answers=_answers,
)
