"""ADP Workforce Now: pages of 20, whatever is asked, counted from 1; texts one by one."""

from collections.abc import Sequence
from typing import Any

from tests.boards.specimen import Asked, Job, Reply, Specimen

CID = "0a1b2c3d-1111-2222-3333-0a1b2c3d4e5f"
CENTRE = "19000101_000001"
SITE = "https://workforcenow.adp.com/mascsr/default"
_PAGE = f"{SITE}/mdf/recruitment/recruitment.html"
_API = "/mascsr/default/careercenter/public/events/staffing/v1/job-requisitions"
_SIZE = 20


def answers(asked: Asked, jobs: Sequence[Job], first: int = 1) -> Reply | None:
    """The number `first` is that of the first posting."""
    if asked.query.get("cid") != CID or asked.query.get("ccId") != CENTRE:
        return None
    if asked.path == _API:
        start = max(0, int(asked.query.get("$skip", "0")) - first)
        rows = list(map(row, jobs[start : start + _SIZE]))
        meta = {"totalNumber": len(jobs), "startSequence": start + first}
        return Reply({"jobRequisitions": rows, "meta": meta})
    shown = {f"{_API}/{5000 + job.number}": job for job in jobs}
    if not (job := shown.get(asked.path)):
        return None
    return Reply({**row(job), "requisitionDescription": f"<p>{job.text}</p>"})


def row(job: Job) -> dict[str, Any]:
    place = job.place.replace(", ", " , ")
    number = str(5000 + job.number)
    external = {"nameCode": {"codeValue": "ExternalJobID"}, "stringValue": number}
    return {
        "itemID": f"9200{job.number}_1",
        "requisitionTitle": job.title,
        "postDate": "2026-11-02T08:00:00.000-05:00",
        "requisitionLocations": [{"nameCode": {"shortName": f" {place}"}}],
        "workLevelCode": {"shortName": "Full Time"},
        "payGradeRange": {
            "minimumRate": {"amountValue": 20.0, "currencyCode": "USD"},
            "maximumRate": {"amountValue": 25.0, "currencyCode": "USD"},
        },
        "customFieldGroup": {
            "stringFields": [{"nameCode": None}, external],
            "codeFields": [{"nameCode": {"codeValue": "SalaryType"}, "shortName": "Hourly"}],
        },
        "links": [],
    }


SPECIMEN = Specimen(
    board="adp",
    careers_url=f"{_PAGE}?cid={CID}&ccId={CENTRE}&lang=en_US",
    others=(
        f"{_PAGE}?ccId={CENTRE}&type=JS&cid={CID.upper()}&jobId=5001",
        f"{_PAGE}?cid={CID}&ccId={CENTRE}".replace(".adp.", ".cloud.adp."),
        f"https://workforcenow.adp.com{_API}?cid={CID}&ccId={CENTRE}",
    ),
    embedded=(
        f'<a href="{_PAGE}?cid={CID}&amp;ccId={CENTRE}&amp;lang=en_US">Jobs</a>',
        f'<iframe src="{_PAGE}?lang=en_CA&cid={CID}"></iframe>',
    ),
    hosts=("workforcenow.adp.com",),
    answers=answers,
    page_size=_SIZE,
)
