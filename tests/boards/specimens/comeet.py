"""Comeet: an API that wants a token, and a page that holds the same list."""

import json
from collections.abc import Sequence
from typing import Any

from tests.boards.specimen import Asked, Job, Reply, Specimen

UID = "B1.001"
TOKEN = "1B16C4BD7005131B1A26F391B1"  # noqa: S105 - of nobody
HOSTED = f"https://www.comeet.com/jobs/acme/{UID}"
API = f"https://www.comeet.co/careers-api/2.0/company/{UID}/positions"
_COUNTRIES = {"France": "FR", "Portugal": "PT", "Austria": "AT"}


def answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.host == "www.comeet.co":
        if asked.query.get("token") != TOKEN:
            return Reply({"error": "token"}, status=401)
        known = asked.path == f"/careers-api/2.0/company/{UID}/positions"
        detailed = asked.query.get("details") == "true"
        return Reply([position(job, api=detailed) for job in jobs]) if known else None
    return Reply(page(jobs)) if asked.path == f"/jobs/acme/{UID}" else None


def page(jobs: Sequence[Job]) -> str:
    data = json.dumps([position(job, api=False) for job in jobs])
    return (
        "<html><body><script>COMPANY_DATA = {};\n"
        f"COMPANY_POSITIONS_DATA = {data};\nPOSITION_DATA = {{}};</script></body></html>"
    )


def position(job: Job, *, api: bool) -> dict[str, Any]:
    """The API and the page keep the parts of the text at different places."""
    city, _, country = job.place.partition(", ")
    details = [
        {"name": "Requirements", "value": "<p>Steady hands [3]; }; no fear</p>", "order": 2},
        {"name": "Description", "value": f"<p>{job.text}</p>", "order": 1},
    ]
    return {
        "uid": f"{job.number}.0A",
        "name": job.title,
        "department": "Ships",
        "location": {
            "name": "Yard",
            "city": city,
            "state": None,
            "country": _COUNTRIES.get(country, country),
            "is_remote": False,
        },
        "workplace_type": "On-site",
        "employment_type": "Full-time",
        "time_updated": "2026-11-02T08:00:00Z",
        "url_comeet_hosted_page": f"{HOSTED}/welder/{job.number}.0A",
        "url_active_page": f"https://acme.example/careers/{job.number}",
        **({"details": details} if api else {"custom_fields": {"details": details}}),
    }


_WIDGET = f"""
<script src="//www.comeet.co/careers-api/api.js"></script><script>window.comeetInit = function() {{
COMEET.init({{ "company-uid": "{UID}", "company-name": "acme", "token": "{TOKEN}" }}); }};</script>
"""

SPECIMEN = Specimen(
    board="comeet",
    careers_url=HOSTED,
    others=(
        f"{HOSTED}/welder/10.01A",
        f"{API}?token={TOKEN}&details=true",
        f"https://www.comeet.com/careers-api/2.0/company/{UID}/positions?details=true&token={TOKEN}",
    ),
    embedded=(
        f'<a href="{HOSTED}">Jobs</a>',
        f'<script>fetch("{API}?token={TOKEN}")</script>',
        _WIDGET,
    ),
    hosts=("www.comeet.com", "www.comeet.co"),
    answers=answers,
)
