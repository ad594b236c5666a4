"""softgarden: a feed with all texts."""

from collections.abc import Sequence
from typing import Any

from tests.boards.specimen import Asked, Job, Reply, Specimen

_SITE = "https://acme.career.softgarden.de"


def feed_of(jobs: Sequence[Job], site: str = _SITE) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "DataFeed",
        "numberOfItems": len(jobs),
        "dataFeedElement": [{"@type": "DataFeedItem", "item": _item(job, site)} for job in jobs],
    }


def _item(job: Job, site: str) -> dict[str, Any]:
    town, _, country = job.place.partition(", ")
    address = {"@type": "PostalAddress", "addressLocality": town, "addressCountry": country}
    return {
        "@type": "JobPosting",
        "title": job.title,
        "description": f"<p>{job.text}</p>",
        "url": f"{site}/jobs/{job.number}/Welder/?utm_source=feed",
        "identifier": {"@type": "PropertyValue", "name": "Acme", "value": str(job.number)},
        "datePosted": "2026-11-02T08:00:00Z",
        "employmentType": ["FULL_TIME"],
        "jobLocation": [{"@type": "Place", "address": address}],
    }


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.path != "/jobs.feed.json":
        return None
    return Reply(feed_of(jobs))


SPECIMEN = Specimen(
    board="softgarden",
    careers_url=f"{_SITE}/",
    others=(f"{_SITE}/jobs/1001/Welder/", "https://acme.softgarden.io/job/1001?l=en"),
    embedded=(
        f'<a href="{_SITE}/">Jobs</a>',
        '<iframe src="https://acme.softgarden.io/de/widgets/jobs"></iframe>',
        '<script src="https://tracker.softgarden.de/t.js"></script>',
    ),
    hosts=("acme.career.softgarden.de",),
    answers=_answers,
)
