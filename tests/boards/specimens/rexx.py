"""rexx systems: a page of rows whose links hold the visitor's session."""

from collections.abc import Sequence

from tests.boards.specimen import Asked, Job, Reply, Specimen, posting_page, slice_of

_SITE = "https://acme-portal.rexx-systems.com"
_SIZE = 50


def _row(job: Job) -> str:
    url = f"{_SITE}/Welder-de-j{job.number}.html?sid=0123456789abcdef"
    return (
        f'<article class="joboffer_container" onclick="window.location.href=\'{url}\'">'
        f'<div class="joboffer_title_text joboffer_box"><a href="{url}">{job.title}</a></div>'
        '<div class="joboffer_informations"><span class="job_details_second">Experienced</span>'
        f'<span class="job_standort">{job.place}</span></div></article>'
    )


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.path == "/stellenangebote.html":
        rows = "".join(map(_row, slice_of(jobs, asked.query.get("start"), _SIZE)))
        return Reply(
            '<html><body><section id="joboffer_table_container" '
            f'data-count="{len(jobs)}" data-all-count="{len(jobs)}">{rows}</section></body></html>'
        )
    shown = {f"/Welder-de-j{job.number}.html": job for job in jobs}
    return Reply(posting_page(job)) if (job := shown.get(asked.path)) else None


SPECIMEN = Specimen(
    board="rexx",
    careers_url=f"{_SITE}/stellenangebote.html",
    others=(_SITE, f"{_SITE}/Welder-de-j1001.html"),
    embedded=(
        f'<a href="{_SITE}/stellenangebote.html">Jobs</a>',
        '<article class="joboffer_container"><a href="/Cook-de-j7.html">Cook</a></article>',
    ),
    hosts=("acme-portal.rexx-systems.com",),
    answers=_answers,
    page_size=_SIZE,
)
