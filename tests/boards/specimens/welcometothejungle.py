"""Welcome to the Jungle: a name inside, a key, and a search that shows copies of postings."""

import json
from collections.abc import Sequence
from typing import Any

from tests.boards.specimen import Asked, Job, Reply, Specimen

_API = "api.welcometothejungle.com"
_SITE = "www.welcometothejungle.com"
_SEARCH = "abcdef1234-dsn.algolia.net"
_KEY = "0123456789abcdef0123456789abcdef"
_PAGE = f"https://{_SITE}/en/companies/acme/jobs"


def hit_of(job: Job, website: str = "acme") -> dict[str, Any]:
    town, _, country = job.place.partition(", ")
    return {
        "name": job.title,
        "slug": f"welder_lyon_{job.number}" + ("" if website == "acme" else f"-{website}"),
        "reference": f"ACME_{job.number}",
        "website": {"reference": website},
        "organization": {"slug": "acme-group", "name": "Acme"},
        "offices": [{"city": town, "country": country}],
        "remote": "partial",
        "contract_type": {"en": "Full-Time", "fr": "CDI"},
        "published_at": "2026-11-02T08:00:00Z",
        "profession": {"name": {"en": "Welding"}},
    }


def entry_of(job: Job) -> dict[str, Any]:
    return {
        **hit_of(job),
        "status": "published",
        "description": f"<p>{job.text}</p>",
        "profile": "<p>A steady hand.</p>",
        "key_missions": ["Weld", "Saw"],
        "salary_min": 41000,
        "salary_max": 52000,
        "salary_currency": "EUR",
        "salary_period": "yearly",
    }


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.host == _API:
        if asked.path == "/api/v1/organizations/acme":
            return Reply({"organization": {"slug": "acme-group", "name": "Acme"}})
        shown = {f"/api/v1/organizations/acme/jobs/welder_lyon_{job.number}": job for job in jobs}
        return Reply({"job": entry_of(job)}) if (job := shown.get(asked.path)) else None
    if (asked.host, asked.path) == (_SITE, "/api/env"):
        key = {"PUBLIC_ALGOLIA_APPLICATION_ID": "ABCDEF1234", "PUBLIC_ALGOLIA_API_KEY_CLIENT": _KEY}
        return Reply(f"window.env = {json.dumps(key)};", media_type="text/javascript")
    return _searched(asked, jobs) if asked.host == _SEARCH else None


def _searched(asked: Asked, jobs: Sequence[Job]) -> Reply:
    known = asked.headers.get("x-algolia-api-key") == _KEY
    if "wk_cms_jobs_production" not in asked.path:
        return Reply({"message": "Index does not exist"}, status=404)
    if not known or not asked.headers.get("referer", "").startswith(f"https://{_SITE}/"):
        return Reply({"message": "Method not allowed with this referer"}, status=403)
    if asked.body["filters"] != "organization.slug:acme-group":
        return Reply({"hits": [], "nbHits": 0})
    copies = [hit_of(job, "partner") for job in jobs[:1]]
    hits = [*copies, *map(hit_of, jobs)]
    return Reply({"hits": hits[: min(asked.body["hitsPerPage"], 1000)], "nbHits": len(hits)})


SPECIMEN = Specimen(
    board="welcometothejungle",
    careers_url=f"https://{_SITE}/fr/companies/acme/jobs",
    others=(_PAGE, "https://welcometothejungle.com/fr/companies/Acme", f"{_PAGE}/welder_lyon_1001"),
    embedded=(f'<a href="https://{_SITE}/fr/companies/acme">Nos offres</a>',),
    hosts=(_API, _SITE, _SEARCH),
    answers=_answers,
    cap=1000,
)
