"""SAP SuccessFactors: a search that tells each language only what is published in it.

Its faces are an older site's feed, and tiles whose pages are as long as they like.
"""

from collections.abc import Sequence
from dataclasses import replace
from html import escape

from tests.boards.specimen import Asked, Job, Reply, Specimen, posting_page, slice_of

_HOST = "acme.jobs.hr.cloud.sap"
_SITE = f"https://{_HOST}"
_SIZE = 10
_TILES = 4
_ARGUMENTS = {"keywords", "location", "locale", "pageNumber", "sortBy"}
_SHELL = "<!DOCTYPE html>\n"


def _searched(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    match asked.path:
        case "/googlefeed.xml" | "/sitemal.xml":
            return Reply("<html><body><h1>Welcome to our career site</h1></body></html>")
        case "/tile-search-results/":
            return Reply(_SHELL)
        case "/search/":
            links = "".join(
                f'<a href="/search/?q=&amp;startrow=0&amp;locale={each}">{each}</a>'
                for each in ("de_DE", "en_US", "fr_FR")
            )
            return Reply(f'<html lang="de-DE"><body>{links}</body></html>')
        case "/services/recruiting/v1/jobs" if asked.method == "POST":
            return _found(asked, jobs)
    shown = {str(job.number): job for job in jobs}
    identity = asked.path.rpartition("/")[2].partition("-")[0]
    return Reply(posting_page(shown[identity])) if identity in shown else None


def _found(asked: Asked, jobs: Sequence[Job]) -> Reply:
    assert set(asked.body) == _ARGUMENTS
    # In English only, in both, in German only; French is offered, and holds nothing.
    languages = {"de_DE": (0, 1), "en_US": (2, 0)}.get(asked.body["locale"], ())
    published = [job for job in jobs if job.number % 3 in languages]
    page = slice_of(published, asked.body["pageNumber"] * _SIZE, _SIZE)
    german = asked.body["locale"] == "de_DE"
    rows = [
        {
            "response": {
                "id": job.number,
                "unifiedStandardTitle": job.title,
                "unifiedUrlTitle": f"Schwei&amp;%C3%9Fen-{job.number}" if german else "Welding",
                "jobLocationShort": [f"{job.place}, 36004<br/>"],
                "unifiedStandardStart": "20.11.26" if german else "11/20/26",
                "supportedLocales": ["de_DE", "en_US"],
            }
        }
        for job in page
    ]
    return Reply({"totalJobs": len(published), "jobSearchResult": rows})


def _fed(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.path != "/googlefeed.xml":
        return None
    items = "".join(
        f"<item><title>{escape(f'{job.title} ({job.place}, FR, 69001)' if job.title else '')}"
        f"</title><link>{_SITE}/job/Lyon-Welder/{job.number}/</link><guid>{job.number}</guid>"
        f"<description>{escape(f'<p>{job.text}</p>')}</description>"
        f"<pubDate>Fri, 20 Nov 2026 00:00:00 GMT</pubDate><g:location>{job.place}, 69001"
        "</g:location><g:job_function>ATS_WEBFORM</g:job_function></item>"
        for job in jobs
    )
    return Reply(
        '<?xml version="1.0"?><rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>'
        f"<title>Jobs</title>{items}</channel></rss>",
        media_type="application/xml",
    )


def _tiled(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.path == "/googlefeed.xml":
        return Reply("<html><body>The feed is off</body></html>")
    if asked.path == "/tile-search-results/" and jobs:
        page = slice_of(jobs, asked.query.get("startrow"), _TILES)
        return Reply("".join(map(_tile, page)) or _SHELL)
    if asked.path == "/services/recruiting/v1/jobs":
        return Reply({"totalJobs": 0, "jobSearchResult": []})
    if asked.path == "/search/":
        return Reply("<html><body class=j2w><h1>No jobs</h1></body></html>")
    shown = {f"/job/Lyon-&-{job.number}/{job.number}/": job for job in jobs}
    return Reply(posting_page(job)) if (job := shown.get(asked.path)) else None


def _tile(job: Job) -> str:
    copies = "".join(
        f'<div class="{each}"><a class="jobTitle-link {each}" href="#">{job.title}</a>'
        f'<span aria-describedby="job-{each}-section-city-value">City</span>'
        f'<div id="job-{each}-section-city-value">{job.place} </div></div>'
        for each in ("desktop", "tablet", "mobile")
    )
    return (
        f'<li class="job-tile job-id-{job.number} job-row-index-1" '
        f'data-url="/job/Lyon-&amp;-{job.number}/{job.number}/">{copies}</li>'
    )


SPECIMEN = Specimen(
    board="successfactors",
    careers_url=f"{_SITE}/search/?q=&locationsearch=",
    others=(_SITE, f"{_SITE}/job/Welding/1001-en_US", f"{_SITE}/content/About-us/?locale=de_DE"),
    embedded=(
        f'<iframe src="{_SITE}/search/"></iframe>',
        '<link href="https://rmkcdn.successfactors.com/8a1/f2.css" rel="stylesheet">',
        '<script src="/platform/js/j2w/min/j2w.core.min.js?h=1"></script>',
        '<a href="https://career5.successfactors.eu/career?career_ns=x&amp;company=Acme">Jobs</a>',
    ),
    hosts=(_HOST,),
    answers=_searched,
    page_size=_SIZE,
)
FACES = {
    "feed": replace(SPECIMEN, answers=_fed, page_size=0),
    "tiles": replace(SPECIMEN, answers=_tiled, page_size=_TILES),
}
