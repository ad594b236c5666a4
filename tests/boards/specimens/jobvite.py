"""Jobvite: pages of a table, numbered from 0; who has left is sent to another host."""

from collections.abc import Sequence

from tests.boards.specimen import Asked, Job, Reply, Specimen, posting_page, slice_of

_SIZE = 50


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.host == "search.jobvite.com":
        return Reply("<html><body><h1>Job search</h1><p>Find jobs anywhere.</p></body></html>")
    if asked.path == "/acme/search":
        first = int(asked.query.get("p", "0")) * _SIZE
        shown = slice_of(jobs, first, _SIZE)
        rows = "".join(
            f'<tr><td class="jv-job-list-name"><a href="/acme/job/oX{job.number}w"> {job.title}'
            f'</a></td><td class="jv-job-list-location">{job.place}</td></tr>'
            for job in shown
        )
        span = f"{first + 1}-{first + len(shown)} of {len(jobs)}"
        pages = f'<div class="jv-pagination-text">\n{span}\n</div>' if shown else ""
        nav = '<a href="/acme/jobAlerts">Alerts</a><a href="/acme/jobs">All</a>'
        return Reply(
            f'<html><body class="jv-page-search">{nav}<div class="jv-job-list"><table>{rows}'
            f"</table>{'' if rows else 'No jobs found'}</div>{pages}"
            "<script>window.jv = {careersiteName: 'acme', companyEId: 'qAc9VfwX'};</script>"
            "</body></html>"
        )
    job = next((each for each in jobs if asked.path == f"/acme/job/oX{each.number}w"), None)
    return Reply(posting_page(job)) if job else None


SPECIMEN = Specimen(
    board="jobvite",
    careers_url="https://jobs.jobvite.com/acme",
    others=(
        "https://jobs.jobvite.com/careers/acme/jobs?d=Ships",
        "https://jobs.jobvite.com/acme/search?p=2",
        "https://jobs.jobvite.com/acme/job/oX1001w",
    ),
    embedded=(
        '<a href="https://jobs.jobvite.com/careers/acme/jobs">Open positions</a>',
        '<iframe src="https://app.jobvite.com/CompanyJobs/Careers.aspx?nl=1&amp;c=qAc9VfwX">',
    ),
    hosts=("jobs.jobvite.com", "search.jobvite.com"),
    answers=_answers,
    page_size=_SIZE,
    gone=Reply(status=302, headers={"Location": "https://search.jobvite.com/?invalid=1"}),
)
