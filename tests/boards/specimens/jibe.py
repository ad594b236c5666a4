"""Jibe: ten postings a page whatever is asked for, each in two languages.

Its other face shows as many as are asked for, each once.
"""

from collections.abc import Sequence
from dataclasses import replace

from tests.boards.specimen import Asked, Job, Reply, Specimen

_HOST = "acme.jibeapply.com"
_SITE = f"https://{_HOST}"
_SIZE = 10
_LONG = 100


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.path != "/api/jobs":
        return None
    rows = [_row(job, language) for job in jobs for language in ("en-us", "fr-fr")]
    return _page(rows, int(asked.query.get("page", "1")), _SIZE)


def _long(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.path != "/api/jobs":
        return None
    size = int(asked.query.get("limit", _SIZE))
    return _page([_row(job, "en-us") for job in jobs], int(asked.query.get("page", "1")), size)


def _page(rows: list[dict[str, object]], number: int, size: int) -> Reply:
    shown = rows[(number - 1) * size : number * size]
    # Some call all of them the count of this page.
    counts = {"totalCount": len(rows), "count": len(rows)}
    return Reply({"jobs": shown, **counts, "filter": {"displayLimit": 10}})


def _row(job: Job, language: str) -> dict[str, object]:
    city, _, country = job.place.partition(", ")
    return {
        "data": {
            "slug": str(job.number),
            "req_id": str(job.number),
            "language": language,
            "title": job.title,
            "description": f"<p>{job.text}</p><p>You weld</p>",
            "qualifications": "<p>You weld</p>",
            "full_location": job.place,
            "city": city,
            "country": country,
            "posted_date": "2026-11-02T08:00:00+0000",
            "employment_type": "FULL_TIME",
            "salary_min_value": 0,
            "apply_url": f"https://careers-acme.icims.com/jobs/{job.number}/login",
            "meta_data": {"canonical_url": f"{_SITE}/jobs/{job.number}?lang={language}"},
        }
    }


SPECIMEN = Specimen(
    board="jibe",
    careers_url=f"{_SITE}/jobs",
    others=(_SITE, f"{_SITE}/careers-home/jobs/1001?lang=en-us", f"{_SITE}/api/jobs?page=2"),
    embedded=(
        f'<iframe src="{_SITE}/jobs"></iframe>',
        '<script src="https://cms.jibecdn.com/prod/acme/app.js"></script>',
        f'<a href="{_SITE}/jobs">Open positions</a>',
    ),
    hosts=(_HOST,),
    answers=_answers,
    page_size=_SIZE // 2,
)
FACES = {"long": replace(SPECIMEN, answers=_long, page_size=_LONG)}
