"""Lever: pages of a hundred, by how many are skipped; data only for who would rather have data."""

from collections.abc import Sequence

from tests.boards.specimen import Asked, Job, Reply, Specimen, slice_of

_SIZE = 100


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if (asked.host, asked.path) != ("api.lever.co", "/v0/postings/acme"):
        return None
    if not asked.headers.get("accept", "").startswith("application/json"):
        return Reply("<html><body>Open positions</body></html>")
    shown = slice_of(jobs, asked.query.get("skip"), int(asked.query.get("limit", "100000")))
    return Reply(
        [
            {
                "id": f"a-{job.number}",
                "text": job.title,
                "hostedUrl": f"https://jobs.lever.co/acme/a-{job.number}",
                "categories": {"location": job.place, "commitment": "Full-time"},
                "description": f"<div>{job.text}</div>",
                "lists": [],
                "createdAt": 1767596368549,
            }
            for job in shown
        ]
    )


SPECIMEN = Specimen(
    board="lever",
    careers_url="https://jobs.lever.co/acme",
    others=("https://jobs.lever.co/acme/a-1001/apply", "https://api.lever.co/v0/postings/acme"),
    embedded=("<script>leverJobsOptions = {accountName: 'acme'}</script>",),
    hosts=("api.lever.co", "jobs.lever.co"),
    answers=_answers,
    page_size=_SIZE,
)
