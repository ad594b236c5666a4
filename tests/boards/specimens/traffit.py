"""TRAFFIT: pages that are asked for, and counted, in headers."""

import json
from collections.abc import Sequence
from typing import Any

from tests.boards.specimen import Asked, Job, Reply, Specimen, slice_of

_SITE = "https://acme.traffit.com"
_SIZE = 100


def entry(job: Job) -> dict[str, Any]:
    town, _, country = job.place.partition(", ")
    values = {
        "description": f"<p>{job.text}</p>",
        "requirements": "<ul><li>A steady hand</li></ul>",
        "geolocation": json.dumps({"locality": town, "country": country, "lat": "1.5"}),
    }
    return {
        "id": job.number,
        "url": f"{_SITE}/public/an/hash{job.number}",
        "valid_start": "2026-11-02 08:00:00",
        "advert": {
            "name": job.title,
            "language": "pl",
            "values": [{"field_id": name, "value": each} for name, each in values.items()],
            "recruitment": {"nr_ref": "R7"},
        },
        "options": {
            "job_type": ["Full time"],
            "remote": "0",
            "_work_model": "Hybrid",
            "branches": "Ships",
            "_Salary_MIN": "6000",
            "_Salary_MAX": "8000",
            "_Salary_Currency": "PLN",
            "_Salary_Rate": "Monthly",
        },
    }


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.path != "/public/job_posts/published":
        return None
    size = int(asked.headers.get("x-request-page-size", "10"))
    page = int(asked.headers.get("x-request-current-page", "1"))
    counted = {
        "x-result-total-count": str(len(jobs)),
        "x-result-total-pages": str(-(-len(jobs) // size)),
    }
    return Reply(list(map(entry, slice_of(jobs, (page - 1) * size, size))), headers=counted)


SPECIMEN = Specimen(
    board="traffit",
    careers_url=f"{_SITE}/career/",
    others=(_SITE, f"{_SITE}/public/an/hash1001"),
    embedded=(
        f'<script src="{_SITE}/public/an/generateJs/7"></script>',
        f'<a href="{_SITE}/career/">Praca</a>',
    ),
    hosts=("acme.traffit.com",),
    answers=_answers,
    page_size=_SIZE,
)
