"""The sample careers site on loopback; each company shows its openings in another form."""

import html
import json
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from reactor.demo.companies import COMPANIES, Opening, SampleCompany

_FAILURES_FIRST = 2


class CareersSite:
    """Serves the sample companies.

    Attributes:
        address: its address, such as `http://127.0.0.1:40000`, once it is served.
    """

    def __init__(self) -> None:
        self.address = ""
        self._visits: Counter[str] = Counter()

    @property
    def stand_ins(self) -> dict[str, str]:
        """The address to dial instead of the real job board."""
        return {"boards-api.greenhouse.io": self.address}

    def careers_url(self, company: SampleCompany) -> str:
        """The company's careers page."""
        return f"{self.address}/{company.slug}/careers"

    def application(self) -> web.Application:
        """The site as a web application."""
        app = web.Application()
        app.add_routes(
            [
                web.get("/v1/boards/{slug}/jobs", self._board),
                web.get("/{slug}/careers", self._careers),
                web.get("/{slug}/careers/{opening}", self._posting),
            ]
        )
        return app

    async def _careers(self, request: web.Request) -> web.Response:
        company = _company(request)
        self._visits[company.slug] += 1
        if company.shows == "gone":
            raise web.HTTPNotFound(text="This company has closed its site.")
        if company.shows == "flaky" and self._visits[company.slug] <= _FAILURES_FIRST:
            raise web.HTTPServiceUnavailable(text="Please come back later.")
        openings = self._offered(company)
        match company.shows:
            case "json-ld":
                body = "".join(self._job_posting(company, opening) for opening in openings)
            case "board":
                script = f"https://boards.greenhouse.io/embed/job_board/js?for={company.slug}"
                body = f'<div id="grnhse_app"></div><script src="{script}"></script>'
            case _:
                rows = "".join(self._row(company, opening) for opening in openings)
                body = f'<ul class="openings">{rows}</ul>'
        return _page(f"Careers at {company.name}", body)

    async def _posting(self, request: web.Request) -> web.Response:
        company = _company(request)
        slug = request.match_info["opening"]
        for opening in (*company.openings, *company.later):
            if opening.slug == slug:
                return _page(opening.title, _description(company, opening))
        raise web.HTTPNotFound

    async def _board(self, request: web.Request) -> web.Response:
        """The company's postings in the format of a Greenhouse board."""
        company = _company(request)
        jobs = [
            {
                "id": number,
                "title": opening.title,
                "absolute_url": self._address_of(company, opening),
                "location": {"name": opening.location},
                "content": html.escape(_description(company, opening)),
            }
            for number, opening in enumerate(self._offered(company), start=1)
        ]
        return web.json_response({"jobs": jobs, "meta": {"total": len(jobs)}})

    def _offered(self, company: SampleCompany) -> tuple[Opening, ...]:
        """The openings: one more at every visit after the first, while there are any."""
        return company.openings + company.later[: max(self._visits[company.slug] - 1, 0)]

    def _address_of(self, company: SampleCompany, opening: Opening) -> str:
        return f"{self.careers_url(company)}/{opening.slug}"

    def _row(self, company: SampleCompany, opening: Opening) -> str:
        link = self._address_of(company, opening)
        return f'<li><a href="{link}">{opening.title}</a> <span>{opening.location}</span></li>'

    def _job_posting(self, company: SampleCompany, opening: Opening) -> str:
        """The opening in schema.org's format, with a heading for people."""
        data: dict[str, Any] = {
            "@context": "https://schema.org",
            "@type": "JobPosting",
            "title": opening.title,
            "url": self._address_of(company, opening),
            "description": _description(company, opening),
            "hiringOrganization": {"@type": "Organization", "name": company.name},
            "jobLocation": {"@type": "Place", "address": opening.location},
        }
        script = json.dumps(data).replace("</", "<\\/")
        return f'<script type="application/ld+json">{script}</script><h3>{opening.title}</h3>'


@asynccontextmanager
async def serve() -> AsyncIterator[CareersSite]:
    """Serve the site on a free port of loopback while the block runs."""
    site = CareersSite()
    runner = web.AppRunner(site.application(), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0]
        site.address = f"http://{host}:{port}"
        yield site
    finally:
        await runner.cleanup()


def _company(request: web.Request) -> SampleCompany:
    slug = request.match_info["slug"]
    for company in COMPANIES:
        if company.slug == slug:
            return company
    raise web.HTTPNotFound


def _description(company: SampleCompany, opening: Opening) -> str:
    return (
        f"<h1>{html.escape(opening.title)}</h1>"
        f"<p>Location: {html.escape(opening.location)}</p>"
        f"<h2>About us</h2><p>{html.escape(company.about)} You would join a team of nine that "
        "decides for itself how it works, and you would see what you build in use.</p>"
        f"<h2>What you will do</h2>{_bullets(opening.duties)}"
        f"<h2>What you bring</h2>{_bullets(opening.skills)}"
    )


def _bullets(items: tuple[str, ...]) -> str:
    return f"<ul>{''.join(f'<li>{html.escape(item)}</li>' for item in items)}</ul>"


def _page(title: str, body: str) -> web.Response:
    return web.Response(
        text=(
            '<!doctype html><html lang="en"><head><meta charset="utf-8">'
            f"<title>{html.escape(title)}</title></head><body>"
            '<nav><a href="/">Home</a> <a href="/contact">Contact</a></nav>'
            f"<main>{body}</main><footer>Sample company, made up for a demonstration.</footer>"
            "</body></html>"
        ),
        content_type="text/html",
    )
