"""Avature: six postings a page, a link to the next one, and pages that hold no data."""

from collections.abc import Sequence

from tests.boards.specimen import Asked, Job, Reply, Specimen, slice_of

_SITE, _OWN = "acme.avature.net", "jobs.harbour.example"
_PORTAL = "/en_US/careers"
_SIZE = 6


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if "text/html" not in asked.headers.get("accept", "").partition(",")[0]:
        return Reply(status=406)
    if asked.path.rstrip("/") == f"{_PORTAL}/SearchJobs":
        return Reply(_search(int(asked.query.get("jobOffset", "0")), jobs))
    job = next(
        (job for job in jobs if asked.path.endswith(f"/JobDetail/Welder/{job.number}")), None
    )
    return Reply(_detail(job)) if job else None


def _search(offset: int, jobs: Sequence[Job]) -> str:
    shown = slice_of(jobs, offset, _SIZE)
    rows = "".join(
        f'<article class="article article--result {at}"><h3 class="article__header__text__title">'
        f'<a class="link" href="{_PORTAL}/JobDetail/Welder/{job.number}">{job.title}</a></h3>'
        f'<div><span class="list-item-location">{job.place}</span> <span>Posted 02-Nov-2026</span>'
        f'</div><a href="mailto:?body=https%3A%2F%2Fx%2FJobDetail%2FW%2F{job.number}">Share</a>'
        "</article>"
        for at, job in enumerate(shown)
    )
    last = offset + len(shown)
    link = f"{_PORTAL}/SearchJobs/?jobRecordsPerPage=6&amp;jobOffset={last}"
    onward = f'<a class="paginationNextLink" href="{link}">Next &gt;&gt;</a>'
    legend = f"{offset + 1}-{last} of {len(jobs)} results" if shown else "0 results"
    return (
        f'<html><head><meta name="avature.portal.id" content="4"></head><body>{rows}'
        f'<div class="list-controls__text__legend">{legend}</div>'
        f"{onward if last < len(jobs) else ''}</body></html>"
    )


def _detail(job: Job) -> str:
    data = f'{{"@type": "JobPosting", "title": "{job.title}", "datePosted": "2026-11-02"}}'
    return (
        f'<html><head><title>{job.title}</title><script type="application/ld+json">{data}</script>'
        f'</head><body><main><h2 class="banner__title">{job.title}</h2><h3>General information</h3>'
        f'<div class="article__content__view__field__label">Work location</div><div>{job.place}'
        f"</div><h3>What you will do</h3><p>{job.text}</p></main></body></html>"
    )


SPECIMEN = Specimen(
    board="avature",
    careers_url=f"https://{_SITE}{_PORTAL}/SearchJobs",
    others=(
        f"https://{_SITE}{_PORTAL}",
        f"https://{_SITE}{_PORTAL}/JobDetail/Welder/1001",
    ),
    embedded=(
        f'<a href="https://{_SITE}{_PORTAL}/SearchJobs/?keyword=x">Open positions</a>',
        '<meta name="avature.portal.id" content="4">',
    ),
    own_url=f"https://{_OWN}{_PORTAL}/SearchJobs",
    hosts=(_SITE, _OWN),
    answers=_answers,
    page_size=_SIZE,
)
