"""The companies' careers sites: some are slow, some grow, and now and then one is out of order."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from zlib import crc32

from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.faults.campaign.town import Firm

_TEXTS = {
    "backend": "Python, FastAPI, MongoDB, PostgreSQL and Docker. You build and run our services.",
    "mechanical": "SolidWorks, CNC machining, GD&T and sheet metal. You design joints and drives.",
    "": "Croissants, laminated doughs and chocolate. You get up early and lead a kitchen of four.",
}
_TITLES = {
    "backend-engineer": "backend",
    "senior-python-engineer": "backend",
    "mechanical-engineer": "mechanical",
    "pastry-chef": "",
}
_NEW_TITLES = ("senior-python-engineer", "mechanical-engineer")
_SLOW, _QUICK = 0.5, 0.02
_LARGEST, _FEWEST = 24, 3


class Sites:
    """All the companies' sites in one server, told apart by host.

    Attributes:
        answered: how often each careers page was given, by its address.
        trouble: share of the visits that find a careers page out of order.
    """

    def __init__(self, firms: Iterable[Firm], seed: int) -> None:
        self._firms = {firm.host: firm for firm in firms}
        self._slugs = {host: list(_TITLES) for host in self._firms}
        self._down: dict[str, list[str]] = {host: [] for host in self._firms}
        self._chance = random.Random(seed)  # noqa: S311 - repeatable, no secret
        self.trouble = 0.0
        self.answered: Counter[str] = Counter()

    def fitting(self, firm: Firm, trade: str) -> set[str]:
        """Addresses of the postings that a person of this trade is to be offered."""
        return _fitting(firm, trade, self._slugs[firm.host])

    def gone(self, firm: Firm, trade: str) -> set[str]:
        """Addresses of those that were there, and were taken down."""
        return _fitting(firm, trade, self._down[firm.host])

    def take_down(self, firm: Firm) -> None:
        """A company takes one of its postings down."""
        slugs = self._slugs[firm.host]
        if len(slugs) > _FEWEST:
            self._down[firm.host].append(slugs.pop(self._chance.randrange(len(slugs))))

    def put_back(self, firm: Firm) -> None:
        """A company shows one again that it had taken down."""
        if self._down[firm.host]:
            self._slugs[firm.host].append(self._down[firm.host].pop())

    def grow(self) -> None:
        """Companies that grow get other postings, up to a size."""
        for firm in self._firms.values():
            if firm.grows and len(self._slugs[firm.host]) < _LARGEST:
                self.post(firm)

    def post(self, firm: Firm) -> None:
        """A company gets another posting for each trade."""
        slugs = self._slugs[firm.host]
        number = len(slugs) + len(self._down[firm.host])
        slugs += [f"{title}-team-{number}" for title in _NEW_TITLES]

    async def careers(self, request: web.Request) -> web.Response:
        """The list of a company's postings, unless the site is out of order."""
        firm = self._firms[request.host]
        await asyncio.sleep(self._chance.uniform(0, _SLOW if firm.slow else _QUICK))
        if self._chance.random() < self.trouble:
            raise web.HTTPServiceUnavailable(headers={"Retry-After": "1"})
        self.answered[firm.careers_url(str(request.rel_url))] += 1
        rows = "".join(
            f'<li><a href="/careers/{slug}">{_title(slug)}</a></li>'
            for slug in self._slugs[firm.host]
        )
        page = f"<html><body><h1>Careers</h1><ul>{rows}</ul></body></html>"
        return _unless_known(page, request)

    async def posting(self, request: web.Request) -> web.Response:
        """One posting."""
        slug = request.match_info["slug"]
        if slug in self._down[request.host]:
            raise web.HTTPGone
        text = f"<h1>{_title(slug)}</h1><h2>What you bring</h2><p>{_TEXTS[_trade(slug)]}</p>"
        return web.Response(text=f"<html><body>{text}</body></html>", content_type="text/html")

    @asynccontextmanager
    async def serve(self) -> AsyncIterator[dict[str, str]]:
        """Serve them on loopback; gives where to dial instead, by host."""
        app = web.Application()
        routes = [web.get("/careers", self.careers), web.get("/careers/{slug}", self.posting)]
        app.add_routes(routes)
        async with TestServer(app) as server:
            yield dict.fromkeys(self._firms, str(server.make_url("/")))


def _fitting(firm: Firm, trade: str, slugs: Iterable[str]) -> set[str]:
    fitting = (slug for slug in slugs if _trade(slug) == trade != "")
    return {firm.careers_url(f"/careers/{slug}") for slug in fitting}


def _unless_known(page: str, request: web.Request) -> web.Response:
    """The page, or the word that it is still what the reactor has kept."""
    version = f'"{crc32(page.encode())}"'
    if request.headers.get("If-None-Match") == version:
        raise web.HTTPNotModified(headers={"ETag": version})
    return web.Response(text=page, content_type="text/html", headers={"ETag": version})


def _title(slug: str) -> str:
    return slug.replace("-", " ").title()


def _trade(slug: str) -> str:
    return _TITLES[slug.partition("-team-")[0]]
