"""Eightfold: a search of ten a page, whatever is asked for, that knows its company by itself."""

from collections.abc import Sequence
from typing import Any

from tests.boards.specimen import Asked, Job, Reply, Specimen, posting_page, slice_of

_OWN, _SITE = "careers.harbour.example", "acme.eightfold.ai"


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    known = {str(job.number): job for job in jobs}
    if asked.path == "/careers" and asked.host == _OWN:
        return Reply(
            '<html><body><h1>Careers</h1><script>fetch("/api/pcsx/search?start=0")</script></body>'
        )
    if asked.path == "/api/pcsx/search":
        page = slice_of(jobs, asked.query.get("start"), 10)
        data = {"count": len(jobs), "positions": [_position(job) for job in page]}
        return Reply({"status": 200, "error": {}, "data": data})
    if asked.path == "/api/pcsx/position_details":
        job = known.get(asked.query.get("position_id", ""))
        return Reply({"data": {"jobDescription": f"<p>{job.text}</p>"}}) if job else None
    if asked.path == "/api/apply/v2/jobs":
        return Reply({"message": "Not enabled"}, status=403)
    if asked.path == "/careers/sitemap.xml":
        urls = "".join(
            f"<url><loc>https://{asked.host}/careers/job/{job.number}-weld?domain=acme.com</loc>"
            "</url>"
            for job in jobs
        )
        head = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        return Reply(f"{head}{urls}</urlset>", media_type="text/xml")
    job = known.get(asked.path.removeprefix("/careers/job/").partition("-")[0])
    return Reply(posting_page(job)) if job else None


def _position(job: Job) -> dict[str, Any]:
    return {
        "id": job.number,
        "name": job.title,
        "standardizedLocations": [job.place],
        "locations": [f"Yard,{job.place}"],
        "workLocationOption": "onsite",
        "department": "Ships",
        "postedTs": 1_790_000_000,
        "positionUrl": f"/careers/job/{job.number}",
    }


SPECIMEN = Specimen(
    board="eightfold",
    careers_url=f"https://{_SITE}/careers",
    others=(
        f"https://{_SITE}/careers?domain=acme.com&query=",
        f"https://{_SITE}/careers/job/1001-welder",
    ),
    embedded=(
        f'<iframe src="https://{_SITE}/careers?domain=acme.com"></iframe>',
        '<script>var search = "/api/pcsx/search?domain=acme.com";</script>',
    ),
    own_url=f"https://{_OWN}/careers",
    hosts=(_SITE, _OWN),
    answers=_answers,
    page_size=10,
)
