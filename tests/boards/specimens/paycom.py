"""Paycom: a page with a token, and an API that asks for it."""

import json
from collections.abc import Sequence

from tests.boards.specimen import Asked, Job, Reply, Specimen, slice_of

KEY = "0123456789abcdef0123456789abcdef"
PORTAL = f"https://www.paycomonline.net/v4/ats/web.php/portal/{KEY}"
SERVICE = "https://portal-applicant-tracking.us-cent.paycomonline.net"
_TOKEN = "aaaa.bbbb.cccc"  # noqa: S105 - of nobody
_SIZE = 100


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.host == "www.paycomonline.net":
        return Reply(page()) if f"https://{asked.host}{asked.path}" == _PAGE else None
    if asked.headers.get("authorization") != _TOKEN:
        return Reply({"message": "Unauthorized"}, status=401)
    if asked.headers.get("portal-host-referrer") != _PAGE:
        return Reply({"message": "Bad referrer"}, status=400)
    if asked.path == "/api/ats/job-posting-previews/search":
        if asked.method != "POST" or "filtersForQuery" not in asked.body:
            return Reply({"message": "Bad request"}, status=400)
        rows = slice_of(jobs, asked.body["skip"], min(asked.body["take"], _SIZE))
        return Reply(
            {"jobPostingPreviewsCount": len(jobs), "jobPostingPreviews": list(map(_row, rows))}
        )
    shown = {f"/api/ats/job-postings/{job.number}": job for job in jobs}
    return Reply({"jobPosting": detail(job)}) if (job := shown.get(asked.path)) else None


_PAGE = f"{PORTAL}/career-page"


def page(service: str = SERVICE) -> str:
    """The configuration holds another one as a text."""
    library = {"atsPortalMantleServiceUrl": service, "locale": "en-US", "x": "};"}
    host = {"sessionJWT": _TOKEN, "libConfig": json.dumps(library)}
    return f"<html><body><script>var configsFromHost = {json.dumps(host)};</script></body></html>"


def _row(job: Job) -> dict[str, object]:
    return {
        "jobId": job.number,
        "jobTitle": job.title,
        "locations": job.place,
        "positionType": "Full Time",
        "remoteType": "On-Site",
        "postedOn": "2026-11-02",
        "description": "As we said ...",
        "isHotJob": False,
    }


def detail(job: Job) -> dict[str, object]:
    return {
        "jobId": job.number,
        "jobTitle": job.title,
        "description": f"<p>{job.text}</p>",
        "qualifications": "<ul><li>Steady hands</li></ul>",
        "salaryRange": "$20.00 - $25.00 Hourly",
        "googleJobJson": json.dumps({"@type": "JobPosting", "datePosted": "2026-11-01"}),
    }


SPECIMEN = Specimen(
    board="paycom",
    careers_url=f"{PORTAL}/career-page",
    others=(
        f"{PORTAL}/jobs/1001",
        f"https://www.paycomonline.net/v4/ats/web.php/jobs?clientkey={KEY.upper()}",
        f"https://www.paycomonline.net/v4/ats/web.php/jobs/ViewJobDetails?job=1001&clientkey={KEY}",
    ),
    embedded=(
        f'<a href="{PORTAL}/career-page">Apply</a>',
        f'<iframe src="https://www.paycomonline.net/v4/ats/web.php/jobs?clientkey={KEY}"></iframe>',
    ),
    hosts=("www.paycomonline.net", "portal-applicant-tracking.us-cent.paycomonline.net"),
    answers=_answers,
    page_size=_SIZE,
    gone=Reply("<html><body>Job board does not exist or is unavailable</body></html>"),
)
