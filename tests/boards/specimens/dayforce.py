"""Dayforce: a feed with a row for each language of a posting, in fields of the company's choice."""

from collections.abc import Sequence
from typing import Any

from tests.boards.specimen import Asked, Job, Reply, Specimen


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.host != "www.dayforcehcm.com" or asked.path.lower() != "/api/acme/v1/jobfeeds":
        return None
    if asked.query.get("includeActivePostingOnly") != "true":
        return Reply({"code": "JOBFEED_QUERY_PARAMETER_NOT_FOUND"}, status=400)
    known = asked.query.get("internalJobBoardCode", "").lower() == "candidateportal"
    rows = [each for job in jobs for each in (row(job, "fr-CA"), row(job, "en-CA"))]
    return Reply(rows if known else [])


def row(job: Job, language: str = "en-CA") -> dict[str, Any]:
    city, _, country = job.place.partition(", ")
    english = language.startswith("en")
    return {
        "Title": job.title if english or not job.title else f"{job.title} (f)",
        "Description": f"{job.text}\n\nApply now." if english else "",
        "ClientSiteXRefCode": "CANDIDATEPORTAL",
        "JobDetailsUrl": f"https://jobs.dayforcehcm.com/{language}/acme/CANDIDATEPORTAL/jobs/"
        f"{job.number}",
        "City": city,
        "Country": country,
        "JobFamily": "Ships",
        "EmploymentIndicator": "Full Time",
        "DatePosted": "2026-11-02T02:00:00",
        "ReferenceNumber": job.number,
        "CultureCode": language,
        "IsVirtualLocation": False,
    }


SPECIMEN = Specimen(
    board="dayforce",
    careers_url="https://jobs.dayforcehcm.com/en-CA/acme/CANDIDATEPORTAL",
    others=(
        "https://jobs.dayforcehcm.com/acme/candidateportal",
        "https://jobs.dayforcehcm.com/fr-CA/acme/CANDIDATEPORTAL/jobs/1001",
        "https://www.dayforcehcm.com/CandidatePortal/en-CA/acme/Site/CANDIDATEPORTAL",
        "https://can58.dayforcehcm.com/CandidatePortal/en-CA/acme/Site/CANDIDATEPORTAL",
        "https://www.dayforcehcm.com/api/acme/V1/JobFeeds?internalJobBoardCode=CANDIDATEPORTAL",
    ),
    embedded=(
        '<a href="https://jobs.dayforcehcm.com/en-CA/acme/CANDIDATEPORTAL">Jobs</a>',
        '<iframe src="https://www.dayforcehcm.com/CandidatePortal/en-CA/acme"></iframe>',
    ),
    hosts=("www.dayforcehcm.com", "jobs.dayforcehcm.com"),
    answers=_answers,
)
