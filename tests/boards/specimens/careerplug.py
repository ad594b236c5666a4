"""CareerPlug: pages of links; behind the last one it is shown again."""

from collections.abc import Sequence

from tests.boards.specimen import Asked, Job, Reply, Specimen, posting_page

_SIZE = 30


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.path == "/jobs":
        last = max(1, -(-len(jobs) // _SIZE))
        number = min(int(asked.query.get("page", "1")), last)
        return Reply(page(jobs[(number - 1) * _SIZE : number * _SIZE], last))
    shown = {f"/jobs/{job.number}": job for job in jobs}
    return Reply(posting_page(job)) if (job := shown.get(asked.path)) else None


def page(jobs: Sequence[Job], last: int = 1) -> str:
    """Each posting is linked twice, and to apply for it once more."""
    rows = "".join(
        f'<div class="row"><a href="/jobs/{job.number}"><div class="job-title">'
        f'<span class="name">{job.title}</span></div>'
        f'<div class="job-location">{job.place}</div>'
        f'<div class="job-post-date">Posted today</div></a>'
        f'<a href="/jobs/{job.number}">View</a> <a href="/jobs/{job.number}/apps/new">Apply</a>'
        "</div>"
        for job in jobs
    )
    pages = "".join(f'<a href="/jobs?page={each + 1}">{each + 1}</a>' for each in range(last))
    return (
        f'<html><body><div id="job_table">{rows}</div><nav class="pagination">{pages}</nav>'
        '<a href="/about">About</a><footer>Powered by CareerPlug</footer></body></html>'
    )


SPECIMEN = Specimen(
    board="careerplug",
    careers_url="https://acme.careerplug.com/jobs",
    others=("https://acme.careerplug.com/jobs/1001", "https://acme.careerplug.com/"),
    embedded=('<a href="https://acme.careerplug.com/jobs">Open positions</a>',),
    hosts=("acme.careerplug.com",),
    answers=_answers,
    page_size=_SIZE,
)
