"""Freshteam: pages of links, numbered from 1."""

from collections.abc import Sequence

from tests.boards.specimen import (
    Asked,
    Job,
    Reply,
    Specimen,
    posting_page,
    slice_of,
)

_SIZE = 20


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.path == "/jobs":
        page = int(asked.query.get("page", "1"))
        rows = "".join(
            f'<li><a href="/jobs/Ab{job.number}xyz/welder"><div class="job-title">{job.title}</div>'
            f'<div class="location-info">{job.place}</div></a></li>'
            for job in slice_of(jobs, (page - 1) * _SIZE, _SIZE)
        )
        return Reply(f'<html><body class="freshteam"><ul>{rows}</ul></body></html>')
    shown = {f"/jobs/Ab{job.number}xyz/welder": job for job in jobs}
    return Reply(posting_page(job)) if (job := shown.get(asked.path)) else None


SPECIMEN = Specimen(
    board="freshteam",
    careers_url="https://acme.freshteam.com/jobs",
    others=("https://acme.freshteam.com/jobs/Ab1001xyz/welder",),
    embedded=('<a href="https://acme.freshteam.com/jobs">Open positions</a>',),
    hosts=("acme.freshteam.com",),
    answers=_answers,
    page_size=_SIZE,
)
