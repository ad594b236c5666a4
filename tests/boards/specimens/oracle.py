"""Oracle Recruiting Cloud: a finder that alone counts, and offsets that end at 10,000."""

import re
from collections.abc import Sequence

from tests.boards.specimen import Asked, Job, Reply, Specimen, slice_of

_HOST = "acme.fa.em2.oraclecloud.com"
_SITE = f"https://{_HOST}/hcmUI/CandidateExperience/en/sites/CX_1001"
_API = "/hcmRestApi/resources/latest/recruitingCEJobRequisition"
_SIZE = 25
"""It gives fewer than are asked for."""
_MOST = 10_000


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    finder = asked.query.get("finder", "")
    if asked.path == f"{_API}Details":
        shown = {f'ById;Id="{job.number}",siteNumber=CX_1001': job for job in jobs}
        job = shown.get(finder)
        return Reply({"items": [_details(job)] if job else []})
    if asked.path != f"{_API}s" or "siteNumber=CX_1001" not in finder:
        return None
    stated = re.search(r"offset=(\d+)", finder)
    start = int(stated[1]) if stated else 0
    page = slice_of(jobs[:_MOST], start, _SIZE)
    found = {"TotalJobsCount": len(jobs), "requisitionList": [_row(job) for job in page]}
    if "requisitionList." not in asked.query.get("expand", ""):
        del found["requisitionList"]
    return Reply({"items": [found], "count": 1, "hasMore": False})


def _row(job: Job) -> dict[str, object]:
    return {
        "Id": str(job.number),
        "Title": job.title,
        "PostedDate": "2026-11-02",
        "PrimaryLocation": job.place,
        "WorkplaceTypeCode": "ORA_ON_SITE",
        "JobSchedule": "Full time",
        "ShortDescriptionStr": "Short.",
        "secondaryLocations": [{"Name": job.place, "CountryCode": "FR"}],
        "workLocation": [{"TownOrCity": job.place.partition(", ")[0], "Country": "FR"}],
        "ExternalURL": None,
    }


def _details(job: Job) -> dict[str, object]:
    return {
        "Id": str(job.number),
        "Title": job.title,
        "ExternalDescriptionStr": f"<p>{job.text}</p>",
        "ExternalQualificationsStr": "<ul><li>You weld</li></ul>",
        "ExternalResponsibilitiesStr": None,
    }


SPECIMEN = Specimen(
    board="oracle",
    careers_url=f"{_SITE}/requisitions",
    others=(
        f"{_SITE}/job/1001",
        f"https://{_HOST}:443{_API}s?finder=findReqs;siteNumber=CX_1001,limit=5",
        "https://acme.fa.ocs.oraclecloud1.com/hcmUI/CandidateExperience/sites/CX_1001",
    ),
    embedded=(
        f'<iframe src="{_SITE}"></iframe>',
        f'<script>fetch("https://{_HOST}{_API}s?finder=findReqs;siteNumber=CX_1001")</script>',
        f'<script>x = {{"siteNumber": "CX_1001", "apiBaseUrl": "https://{_HOST}:443"}};</script>',
        '<base href="/hcmUI/CandidateExperience/en/sites/CX_1001">',
    ),
    hosts=(_HOST,),
    answers=_answers,
    page_size=_SIZE,
    cap=_MOST,
    refuses_for_a_while=True,
    gone=Reply({"items": []}),
)
