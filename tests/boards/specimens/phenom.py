"""Phenom: a company's own domain, to which its name at Phenom leads; sitemaps by language."""

from collections.abc import Sequence

from tests.boards.specimen import Asked, Job, Reply, Specimen, posting_page

_SITE = "https://careers.harbour.example"
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_PAGE = (
    '<html><head><script src="https://cdn.phenompeople.com/CareerConnectResources/x.js"></script>'
    '<script>var phApp = phApp || {"locale":"en_us","country":"us",'
    '"baseUrl":"https://careers.harbour.example/us/en/"};</script></head>'
    "<body><h1>Work in the harbour</h1></body></html>"
)
_CHILDREN = ("sitemap-0a80f330-de", "sitemap-0a80f331-en", "sitemap-0a80f332-en", "sitemap-content")


def _answers(asked: Asked, jobs: Sequence[Job]) -> Reply | None:
    if asked.host == "harbour.phenompeople.com":
        return Reply(status=301, headers={"Location": f"{_SITE}/"})
    if asked.path == "/":
        return Reply(_PAGE)
    if asked.path == "/sitemap.xml":
        children = "".join(
            f"<sitemap><loc>{_SITE}/{each}.xml</loc></sitemap>" for each in _CHILDREN
        )
        return Reply(f"<sitemapindex {_SPACE}>{children}</sitemapindex>", media_type="text/xml")
    child = asked.path.removeprefix("/").removesuffix(".xml")
    if child in _CHILDREN:
        urls = "".join(f"<url><loc>{each}</loc></url>" for each in _addresses(child, jobs))
        text = f"<urlset {_SPACE}><url><loc>{_SITE}/us/en/about</loc></url>{urls}</urlset>"
        return Reply(text, media_type="text/xml")
    shown = {f"/us/en/job/R{job.number}/": job for job in jobs}
    job = next((each for path, each in shown.items() if asked.path.startswith(path)), None)
    return Reply(posting_page(job)) if job else None


def _addresses(child: str, jobs: Sequence[Job]) -> list[str]:
    """The English postings are spread over two sitemaps; each stands in German as well."""
    if child.endswith("-de"):
        return [f"{_SITE}/de/de/job/R{job.number}/Schweisser" for job in jobs]
    if child.endswith("-en"):
        half = jobs[: len(jobs) // 2] if "331" in child else jobs[len(jobs) // 2 :]
        return [f"{_SITE}/us/en/job/R{job.number}/Pipe-Welder" for job in half]
    return []


SPECIMEN = Specimen(
    board="phenom",
    careers_url="https://harbour.phenompeople.com/us/en/search-results",
    own_url=f"{_SITE}/",
    embedded=(
        '<script src="https://assets.phenompeople.com/CareerConnectResources/x.js"></script>',
    ),
    hosts=("harbour.phenompeople.com", "careers.harbour.example"),
    answers=_answers,
    states_titles=False,
    states_places=False,
)
