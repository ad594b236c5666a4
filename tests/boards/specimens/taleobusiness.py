"""Taleo Business: ten a page; who has moved leads on, who has left leads to nothing."""

from collections.abc import Sequence

from tests.boards.specimen import Asked, Job, Reply, Specimen, posting_page, slice_of

_OLD, _NEW = "https://phe.tbe.taleo.net/phe01/ats/careers/v2", "https://phh.tbe.taleo.net/phh01"
_SIZE = 10


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.query.get("org") != "ACME" or asked.query.get("cws") != "41":
        return None
    if asked.path == "/phe01/ats/careers/v2/searchResults":
        moved = f"{_NEW}/ats/careers/v2/searchResults?org=ACME&cws=41"
        return Reply(status=302, headers={"Location": moved})
    if asked.path == "/phh01/ats/careers/v2/searchResults":
        start = int(asked.query.get("rowFrom", "0"))
        rows = "".join(_row(job) for job in slice_of(jobs, start, _SIZE))
        total = f'<span class="oracletaleocwsv2-panel-number" tabindex="0">{len(jobs)}</span>'
        return Reply(f'<html><body><div class="oracletaleocwsv2">{total}{rows}</div></body></html>')
    if asked.path == "/phh01/ats/careers/v2/viewRequisition":
        job = next((each for each in jobs if str(each.number) == asked.query.get("rid")), None)
        return Reply(posting_page(job)) if job else None
    return None


def _row(job: Job) -> str:
    link = f"{_NEW}/ats/careers/v2/viewRequisition?org=ACME&amp;cws=41&amp;rid={job.number}"
    return (
        '<div class="oracletaleocwsv2-accordion"><h4 class="oracletaleocwsv2-head-title">'
        f'<a href="{link}" class="viewJobLink">{job.title}</a></h4><div>Ships</div>'
        f'<a href="{link}&amp;source=button" class="viewJobLink">View</a></div>'
    )


SPECIMEN = Specimen(
    board="taleobusiness",
    careers_url=f"{_OLD}/searchResults?org=ACME&cws=41",
    others=(
        f"{_OLD}/viewRequisition?org=ACME&cws=41&rid=1001",
        f"{_OLD}/searchResults/?cws=41&org=ACME&rowFrom=20",
        "https://phe.tbe.taleo.net/phe01/ats/careers/jobSearch.jsp?act=redirect&org=ACME&cws=41",
    ),
    embedded=(
        f'<a href="{_OLD}/searchResults?org=ACME&amp;cws=41">Open positions</a>',
        f'<iframe src="{_OLD}/searchResults?cws=41&amp;org=ACME"></iframe>',
    ),
    hosts=("phe.tbe.taleo.net", "phh.tbe.taleo.net"),
    answers=_answers,
    page_size=_SIZE,
    states_places=False,
)
