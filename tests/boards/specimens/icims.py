"""iCIMS: no list outside a frame, and pages that only a session turns."""

from collections.abc import Sequence

from tests.boards.specimen import Asked, Job, Reply, Specimen, posting_page, slice_of

_HOST = "careers-acme.icims.com"
_SITE = f"https://{_HOST}/jobs"
_SIZE = 20
_WRAPPER = (
    f'<html><body class="iCIMS_Wrapper"><iframe src="{_SITE}/search?ss=1&amp;in_iframe=1">'
    "</iframe></body></html>"
)


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.query.get("in_iframe") != "1":
        return Reply(_WRAPPER)
    if asked.path == "/jobs/search":
        known = asked.cookies.get("JSESSIONID") == "s1"
        return _listing(jobs, int(asked.query.get("pr", "0")) if known else 0)
    names = ("/ship%2c-welder", "/ship,-welder", "")
    shown = {f"/jobs/{job.number}{name}/job": job for job in jobs for name in names}
    return Reply(posting_page(job)) if (job := shown.get(asked.path)) else None


def _listing(jobs: Sequence[Job], page: int) -> Reply:
    last = max(0, (len(jobs) - 1) // _SIZE)
    # Behind the last page it shows that one again.
    shown = slice_of(jobs, min(page, last) * _SIZE, _SIZE)
    cards = "".join(map(_card, shown)) or "<p>Sorry, no jobs were found</p>"
    counted = f"Page {min(page, last) + 1}&nbsp;of {last + 1}" if jobs else ""
    return Reply(
        f'<div class="iCIMS_MainWrapper iCIMS_ListingsPage"><ul class="iCIMS_JobsTable">{cards}'
        f'</ul><div class="iCIMS_Paging">{counted}<a href="{_SITE}/search?pr=1">2</a></div></div>',
        headers={"Set-Cookie": "JSESSIONID=s1; path=/"},
    )


def _card(job: Job) -> str:
    city, _, country = job.place.partition(", ")
    code = country[:2].upper()
    return (
        '<li class="iCIMS_JobCardItem"><div class="row"><div class="header left">'
        '<span class="sr-only field-label">Job Locations</span><span data-test="location">\n'
        f"{code}-{city}</span></div><div><span class='field-label x'>Posted Date</span>"
        '<span title="11/2/2026 10:23 AM">2 weeks ago</span></div><div class="title">'
        f'<a href="{_SITE}/{job.number}/ship%2c-welder/job?in_iframe=1&amp;hashed=-3" '
        f'class="iCIMS_Anchor" title="{job.number} - {job.title}"><span class="field-label">'
        f'Title</span><h3 class="x">\n{job.title}</h3></a></div></div>'
        f'<a href="{_SITE}/{job.number}/login">Apply</a></li>'
    )


SPECIMEN = Specimen(
    board="icims",
    careers_url=f"{_SITE}/search?ss=1",
    others=(f"https://{_HOST}", f"{_SITE}/intro?hashed=-1", f"{_SITE}/1001/ship-welder/job"),
    embedded=(
        f'<iframe id="icims_content_iframe" src="{_SITE}/search?ss=1&amp;in_iframe=1"></iframe>',
        f'<script>frame.src = "https:\\/\\/{_HOST}\\/jobs\\/search?ss=1&in_iframe=1";</script>',
        f'<a href="{_SITE}/search?ss=1">Search open positions</a>',
    ),
    hosts=(_HOST,),
    answers=_answers,
    page_size=_SIZE,
    refuses_for_a_while=True,
)
