"""ApplicantPro: a sitemap, and pages with data for search engines."""

from collections.abc import Sequence

from tests.boards.specimen import Asked, Job, Reply, Specimen, posting_page

_SITE = "https://acme.applicantpro.com"


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.path == "/sitemap.xml":
        urls = "".join(
            f"<url><loc>{_SITE}/jobs/{job.number}{ending}</loc></url>"
            for job in jobs
            for ending in ("", ".html")
        )
        return Reply(
            '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
            f"<url><loc>{_SITE}/</loc></url>{urls}</urlset>",
            media_type="application/xml",
        )
    shown = {f"/jobs/{job.number}": job for job in jobs}
    job = shown.get(asked.path.removesuffix(".html"))
    return Reply(posting_page(job)) if job else None


SPECIMEN = Specimen(
    board="applicantpro",
    careers_url=f"{_SITE}/jobs/",
    others=(_SITE, f"{_SITE}/jobs/1001.html"),
    embedded=('<iframe src="https://acme.applicantpro.com/jobs/"></iframe>',),
    hosts=("acme.applicantpro.com",),
    answers=_answers,
    states_titles=False,
    states_places=False,
)
