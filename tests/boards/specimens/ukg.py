"""UKG Pro: a search by rows, which knows no board that is not there; texts inside scripts.

Its other face wants the token of the board's page, and the cookie that comes with it.
"""

import json
from collections.abc import Sequence
from dataclasses import replace

from tests.boards.specimen import Asked, Job, Reply, Specimen, slice_of

_HOST = "recruiting2.ultipro.com"
_BOARD = "/ACM1001ACME/JobBoard/132b6065-9187-4e0f-a292-4f67e675d1d0"
_SIZE = 50
_SHELL = "<html><body><h1>Opportunities</h1><script>{}</script></body></html>"
_FORM = '<input name="__RequestVerificationToken" type="hidden" value="Cf-1_x"><script>{}</script>'


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.path == f"{_BOARD}/":
        return Reply(_SHELL.format("new US.Opportunity.OpportunitiesViewModel({});"))
    if asked.path == f"{_BOARD}/OpportunityDetail":
        shown = {_identity(job): job for job in jobs}
        job = shown.get(asked.query["opportunityId"])
        return Reply(_SHELL.format(_details(job) if job else ""))
    if asked.path != f"{_BOARD}/JobBoardView/LoadSearchResults" or asked.method != "POST":
        return None
    if asked.headers.get("x-requested-with") != "XMLHttpRequest":
        return Reply("Bad request", status=400)
    search = asked.body["opportunitySearch"]
    page = slice_of(jobs, search["Skip"], search["Top"])
    return Reply({"opportunities": list(map(_row, page)), "totalCount": len(jobs), "locations": []})


def _guarded(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.path == f"{_BOARD}/":
        page = _FORM.format("new US.Opportunity.OpportunitiesViewModel({});")
        return Reply(page, headers={"Set-Cookie": "antiforgery=abc; path=/"})
    known = asked.headers.get("requestverificationtoken"), asked.cookies.get("antiforgery")
    if asked.method == "POST" and known != ("Cf-1_x", "abc"):
        return Reply("Bad request", status=400)
    return _answers(asked, jobs)


def _identity(job: Job) -> str:
    return f"00000000-0000-4000-8000-{job.number:012d}"


def _row(job: Job) -> dict[str, object]:
    city, _, country = job.place.partition(", ")
    return {
        "Id": _identity(job),
        "Title": job.title,
        "RequisitionNumber": f"REQ-{job.number}",
        "FullTime": True,
        "JobCategoryName": "Ships",
        "JobLocationType": 1,
        "Locations": [
            {
                "LocalizedName": None,
                "LocalizedDescription": "Yard",
                "Address": {
                    "City": city,
                    "State": {"Code": "69", "Name": None},
                    "Country": {"Code": "XX", "Name": country},
                },
            }
        ],
        "PostedDate": "2026-11-02T19:44:33.109Z",
        "BriefDescription": "Short.",
    }


def _details(job: Job) -> str:
    data = {**_row(job), "Description": f"<p>{job.text}</p><p>We said: }});</p>"}
    return f"var opportunity = new US.Opportunity.CandidateOpportunityDetail({json.dumps(data)});"


SPECIMEN = Specimen(
    board="ukg",
    careers_url=f"https://{_HOST}{_BOARD}/?q=&o=postedDateDesc",
    others=(
        f"https://{_HOST}:443{_BOARD}",
        f"https://{_HOST}{_BOARD}/OpportunityDetail?opportunityId=7",
        f"https://{_HOST}{_BOARD.replace('JobBoard', 'jobboard')}/JobBoardView/LoadSearchResults",
        f"https://acme.rec.pro.ukg.net{_BOARD}/",
        f"https://recruiting.ultipro.ca{_BOARD}",
    ),
    embedded=(
        f'<iframe src="https://{_HOST}{_BOARD}/"></iframe>',
        f'<a href="https://{_HOST}{_BOARD}/?q=&amp;o=postedDateDesc">Open positions</a>',
    ),
    hosts=(_HOST,),
    answers=_answers,
    page_size=_SIZE,
    gone=Reply({"opportunities": [], "totalCount": 0, "locations": []}),
)
FACES = {"token": replace(SPECIMEN, answers=_guarded)}
