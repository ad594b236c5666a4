"""d.vinci: one list with all texts, among them an invitation to apply for nothing in particular."""

from collections.abc import Sequence
from typing import Any

from tests.boards.specimen import Asked, Job, Reply, Specimen

_SITE = "https://acme.dvinci-hr.com"


def publication(job: Job, kind: str = "JOB", language: str = "de") -> dict[str, Any]:
    town, _, country = job.place.partition(", ")
    land = {"name": country, "isoA2": "XX"}
    place = {"id": 31, "name": "Yard", "country": land, "address": {"city": town}}
    return {
        "id": job.number + (7000 if language == "en" else 0),
        "language": language,
        "endDate": None,
        "position": job.title,
        "jobPublicationURL": f"{_SITE}/{language}/jobs/{job.number}/welder",
        "introduction": "<p>We build ships.</p>",
        "tasks": f"<ul><li>{job.text}</li></ul>",
        "profile": None,
        "weOffer": "<p>Soup &amp; bread.</p>",
        "jobOpening": {
            "id": job.number + 5000,
            "type": kind,
            "reference": "R-7",
            "createdDate": "2026-11-02T08:00:00+01:00",
            "locations": [place],
            "categories": [{"id": 41, "name": "Ships"}],
            "workingTimes": [{"id": 1, "name": "Vollzeit", "internalName": "FULL_TIME"}],
            "salary": {
                "currency": "EUR",
                "value": {"minValue": 41000, "maxValue": 52000, "unitText": "YEAR"},
            },
        },
    }


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.path != "/jobPublication/list.json":
        return None
    unsolicited = publication(Job(9, "Your own idea"), "UNSOLICITED")
    english = [publication(job, language="en") for job in jobs]
    return Reply([unsolicited, *map(publication, jobs), *english])


SPECIMEN = Specimen(
    board="dvinci",
    careers_url=f"{_SITE}/de/jobs",
    others=(_SITE, f"{_SITE}/de/jobs/1001/welder", f"{_SITE}/jobPublication/list.json"),
    embedded=(
        f'<a href="{_SITE}/de/jobs">Jobs</a>',
        '<div ng-app="dvinci.apps.Dvinci"></div>',
        '<meta name="dvinciVersion" content="7">',
    ),
    hosts=("acme.dvinci-hr.com",),
    answers=_answers,
)
