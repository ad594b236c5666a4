"""Radancy: results as HTML in JSON for who names the module, and pages full of filters."""

from collections.abc import Sequence

from tests.boards.specimen import Asked, Job, Reply, Specimen, posting_page, slice_of

_SITE, _OWN = "harbour.talentbrew.com", "careers.harbour.example"
_SIZE = 100


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.path == "/en/search-jobs/results":
        if asked.query.get("SearchResultsModuleName") != "Search Results":
            return Reply({"filters": "", "results": "", "hasJobs": False, "hasContent": False})
        size = int(asked.query.get("RecordsPerPage", "15"))
        page = int(asked.query.get("CurrentPage", "1"))
        shown = slice_of(jobs, (page - 1) * size, size)
        return Reply({"filters": "", "results": _results(shown, len(jobs)), "hasJobs": bool(shown)})
    if asked.path in ("/en", "/en/search-jobs"):
        page = int(asked.query.get("p", "1"))
        shown = slice_of(jobs, (page - 1) * 15, 15)
        script = '<script src="https://tbcdn.talentbrew.com/js/client/search.js"></script>'
        return Reply(f"<html>{script}<body>{_results(shown, len(jobs))}</body></html>")
    job = next((each for each in jobs if asked.path == _path(each)), None)
    return Reply(posting_page(job)) if job else None


def _path(job: Job) -> str:
    return f"/en/job/lyon/welder/4853/{job.number}"


def _results(jobs: Sequence[Job], total: int) -> str:
    rows = "".join(
        '<li class="search-results-list__item job-list-07-list__item">'
        f'<a class="search-results-list__job-link" href="{_path(job)}" data-job-id="{job.number}">'
        f'{job.title}</a><ul><li class="search-results-list__job-info--location"><i></i>'
        f"<span>{job.place}</span></li></ul>"
        f'<button class="js-save-job-btn" data-job-id="{job.number}">Save</button></li>'
        for job in jobs
    )
    return (
        f'<section id="search-results" data-total-results="{total}" data-total-pages="1">'
        f'<section id="search-results-list"><ul>{rows}</ul></section></section>'
    )


SPECIMEN = Specimen(
    board="radancy",
    careers_url=f"https://{_SITE}/en/search-jobs",
    others=(f"https://{_SITE}/en/job/lyon/welder/4853/1001",),
    embedded=('<script src="//tbcdn.talentbrew.com/js/client/search.js"></script>',),
    own_url=f"https://{_OWN}/en",
    hosts=(_SITE, _OWN),
    answers=_answers,
    page_size=_SIZE,
)
