"""Cornerstone: a page with a token and a session, and a search in the cloud."""

import json
from collections.abc import Sequence
from typing import Any

from tests.boards.specimen import Asked, Job, Reply, Specimen

SITE = "https://acme.csod.com/ux/ats/careersite/4/home"
CLOUD = "https://eu-fra.api.csod.com/"
_TOKEN = "aaaa.bbbb.cccc"  # noqa: S105 - of nobody
_SIZE = 100
_HOME = "/ux/ats/careersite/4/home"
_COUNTRIES = {"France": "FR", "Portugal": "PT", "Austria": "AT"}


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.path == _HOME:
        cookie = {"Set-Cookie": "ASP.NET_SessionId=s1; Path=/"}
        return Reply(page(), headers=cookie) if asked.query.get("c") == "acme" else None
    if asked.headers.get("authorization") != f"Bearer {_TOKEN}":
        return Reply(status=401)
    if asked.host == "eu-fra.api.csod.com" and asked.method == "POST":
        return search(asked, jobs) if asked.path == "/rec-job-search/external/jobs" else None
    if asked.cookies.get("ASP.NET_SessionId") != "s1":
        return Reply(status=401)
    return _text(asked, jobs)


def page(cloud: str = CLOUD) -> str:
    context = {"corp": "acme", "token": _TOKEN, "cultureID": 1, "endpoints": {"cloud": cloud}}
    return (
        "<html><head><title></title></head><body><div id='cs-root'></div><script>"
        f"csod.context={json.dumps(context)};csod.player = {{}};</script></body></html>"
    )


def search(asked: Asked, jobs: Sequence[Job]) -> Reply:
    """Another site is an empty one."""
    found = jobs if asked.body["careerSitePageId"] == 4 else ()
    size = min(asked.body["pageSize"], 1000)
    start = (asked.body["pageNumber"] - 1) * size
    rows = list(map(_row, found[start : start + size]))
    return Reply({"status": "Success", "data": {"totalCount": len(found), "requisitions": rows}})


def _row(job: Job) -> dict[str, Any]:
    city, _, country = job.place.partition(", ")
    return {
        "requisitionId": job.number,
        "displayJobTitle": job.title,
        "externalDescription": "You weld  plate.",
        "postingEffectiveDate": "11/2/2026",
        "postingExpirationDate": "-",
        "locations": [{"city": city, "state": "", "country": _COUNTRIES.get(country, country)}],
    }


def _text(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    """The second posting has no advertisement."""
    ads = "/Services/API/ATS/CareerSite/4/JobRequisitions/"
    details = "/services/x/job-requisition/v2/requisitions/"
    for job in jobs:
        text = f"<p>{job.text}</p>"
        if asked.path == f"{ads}{job.number}":
            ad = "" if job.number == 1002 else text
            return Reply({"data": [{"items": [{"fields": {"ad": ad, "title": job.title}}]}]})
        if asked.path == f"{details}{job.number}/jobDetails":
            return Reply({"data": {"externalDescription": text}})
    return None


SPECIMEN = Specimen(
    board="cornerstone",
    careers_url=f"{SITE}?c=acme",
    others=(
        f"{SITE}/requisition/1001?c=acme",
        f"{SITE}?lang=en-US&c=acme",
        "https://ACME.csod.com/ux/ats/careersite/4/home",
    ),
    embedded=(
        f'<a href="{SITE}?c=acme">Vacancies</a>',
        f'<iframe src="{SITE}?sq=&amp;c=acme"></iframe>',
    ),
    hosts=("acme.csod.com", "eu-fra.api.csod.com"),
    answers=_answers,
    page_size=_SIZE,
)
