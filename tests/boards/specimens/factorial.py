"""Factorial: rows that a script makes links of, and pages without data for search engines."""

from collections.abc import Sequence

from tests.boards.specimen import Asked, Job, Reply, Specimen

_HOST = "acme.factorialhr.es"
_OFFICES = ("Lyon, France", "Porto, Portugal", "Graz, Austria")


def _path(job: Job) -> str:
    return f"/job_posting/soldador-a-{job.number}"


def _row(job: Job) -> str:
    office = 300 + _OFFICES.index(job.place) if job.place in _OFFICES else 0
    return (
        "<li class='job-offer-item' data-contract-type='indefinite'><div "
        "data-controller='job-postings' data-is-remote='false' "
        f"data-job-postings-url='https://{_HOST}{_path(job)}' data-location-id='{office}' "
        "data-target='job-filters.item' data-team-id='9' role='button'>"
        f"<div class='text-lg font-bold'>{job.title}</div><span>Permanent</span></div></li>"
    )


def _list_page(jobs: Sequence[Job]) -> str:
    offices = "".join(
        f"<option value='{300 + at}'>{place}</option>" for at, place in enumerate(_OFFICES)
    )
    rows = "".join(map(_row, jobs))
    return (
        "<html><body><header class='font-bold'>Acme</header><div class='page'>"
        f"<select id='location_filter'><option value=''>All</option>{offices}</select>"
        "<select id='team_filter'><option value='300'>Ships</option></select>"
        f"<ul data-target='job-filters.officeGroup'>{rows}</ul></div></body></html>"
    )


def posting_page(job: Job, *facts: str) -> str:
    rows = "".join(f"<li class='flex border-gray-50'><span>{fact}</span></li>" for fact in facts)
    return (
        f"<html><body><h1>{job.title}</h1><ul>{rows}</ul><div class='styledText'><p>{job.text}</p>"
        "</div><a href='/apply/x-7'>Apply now</a></body></html>"
    )


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.path == "/":
        return Reply(_list_page(jobs))
    shown = {_path(job): job for job in jobs}
    job = shown.get(asked.path)
    facts = ("Permanent", "\u20ac40,000 - \u20ac50,000", f"Hybrid ({job.place})") if job else ()
    return Reply(posting_page(job, *facts)) if job else None


SPECIMEN = Specimen(
    board="factorial",
    careers_url=f"https://{_HOST}/",
    others=(f"https://{_HOST}/job_posting/soldador-a-1001",),
    embedded=(
        f'<a href="https://{_HOST}/">Empleo</a>',
        '<iframe src="https://acme.factorial.it"></iframe>',
    ),
    hosts=(_HOST,),
    answers=_answers,
)
