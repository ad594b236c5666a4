"""Jobylon: a literal of JavaScript in the page that companies embed."""

from collections.abc import Sequence

from tests.boards.specimen import Asked, Job, Reply, Specimen, posting_page

_LIST = "/jobs/companies/2631/embed/v2/"


def _path(job: Job) -> str:
    return f"/jobs/{job.number}-acme-welder/"


def literal_of(job: Job, day: str = "21 april 2026") -> str:
    return (
        f"{{id: '{job.number}', title: '{job.title}', url: '{_path(job)}', company: 'Acme',\n"
        f"klass: {{'job-lang-sv': true, 'job-id-{job.number}': true}}, language: 'Svenska',\n"
        f"locations_text: '{job.place}', locations: ['{job.place}',], departments: ['Ships];'],\n"
        f"workspace: 'Arbete p\\u00e5 plats', employment_type: 'Heltid', function: 'None',\n"
        f"published_date: '{day}', to_date: '30. maj 2026',}},"
    )


def embedded_list(literals: str) -> str:
    return (
        '<html><head><script src="https://static-eu.jobylon.com/e.js"></script></head><body>'
        "<script>JBL = window.JBL || {}; JBL.embed_v2 = {};\nJBL.embed_v2['settings'] = {a: [1]};\n"
        f"JBL.embed_v2['jobs'] = [{literals}];\nJBL.embed_v2['filters'] = [{{id: '1'}}];</script>"
        '<div ng-app="jbl"></div></body></html>'
    )


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if (asked.host, asked.path) == ("cdn.jobylon.com", _LIST):
        shown_at_once = jobs[: int(asked.query.get("page_size", "20"))]
        return Reply(embedded_list("".join(map(literal_of, shown_at_once))))
    shown = {_path(job): job for job in jobs}
    job = shown.get(asked.path) if asked.host == "emp.jobylon.com" else None
    return Reply(posting_page(job)) if job else None


SPECIMEN = Specimen(
    board="jobylon",
    careers_url=f"https://cdn.jobylon.com{_LIST}",
    others=(
        f"https://cdn.jobylon.com{_LIST}?page_size=1000",
        "https://emp.jobylon.com/companies/2631-acme/",
    ),
    embedded=(
        f'<iframe src="https://cdn.jobylon.com{_LIST}"></iframe>',
        f'<script>frame("//cdn.jobylon.com{_LIST}?a=1&amp;b=2")</script>',
        '<a href="https://emp.jobylon.com/companies/2631-acme/">Jobs</a>',
    ),
    hosts=("cdn.jobylon.com", "emp.jobylon.com"),
    answers=_answers,
    cap=1000,
)
