"""`/companies`: which there are, with which rank, how their visits went; each is changed there."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from aiohttp import web
from bson import ObjectId
from markupsafe import Markup

from reactor.core.stream.recent_changes import Change
from reactor.decisions.schedule import LOWEST_RANKS
from reactor.documents import Company
from reactor.mongo.views.companies import SHOWS, CompanySearch, read_companies
from reactor.mongo.views.company_rows import CompanyRow, read_row, read_some
from reactor.mongo.views.paging import cursor_in
from reactor.tracking.following import rerank, track, untrack
from reactor.tracking.visit_request import VisitRequestResult, ask_for_visit
from reactor.web.forms import read_form
from reactor.web.handlers import Route, get, post
from reactor.web.live_rows import Audience, Rows
from reactor.web.pages.company_forms import company_of, leads_back, matched_for, person_in
from reactor.web.presenters.companies import chosen_rank, pace, shown, waits_until
from reactor.web.site import Site, View, wants_json, wants_part
from reactor.web.templating import render
from reactor.web.viewer import Viewer

_MAX_SEARCH = 100
_VISITS = {
    VisitRequestResult.QUEUED: "visit_queued",
    VisitRequestResult.HASTENED: "visit_queued",
    VisitRequestResult.WAITS: "visit_waits",
    VisitRequestResult.RUNS: "visit_runs",
    VisitRequestResult.JUDGED: "visit_judged",
}


class CompaniesPage:
    """Shows companies, and changes what one person wants of each."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def routes(self) -> Iterator[Route]:
        """Where it is, and where its rows' forms are sent."""
        yield get("/companies", self.show)
        yield post("/companies/{id}/rank", self.rank)
        yield post("/companies/{id}/tracking", self.tracking)
        yield post("/companies/{id}/visit", self.visit)

    async def show(self, request: web.Request) -> web.Response:
        """A page of companies."""
        reader = await self._site.reader(request)
        search = search_in(request.query)
        database, whose = self._site.database, matched_for(reader)
        found = await read_companies(database, search, reader.person, whose)
        rows = [] if wants_json(request) else await self._rows(found.companies, reader)
        said = {"found": found, "rows": rows, "search": search, "paces": paces(reader)}
        view = View("companies.html", said, part="parts/companies_list.html", record=found)
        return await self._site.answer(request, view)

    async def rank(self, request: web.Request) -> web.Response:
        """Give a company another rank."""
        form, reader = await read_form(request), await self._site.reader(request)
        company = await company_of(self._site.database, request)
        wanted = chosen_rank(form.get("was", ""), form.get("slider", ""), form.get("rank", ""))
        if wanted is None:
            return await self._done(request, form, company, "rank_wrong")
        await rerank(self._site.database, person_in(form, reader), company, wanted)
        row = await read_row(self._site.database, company.id, reader.person, ())
        rests = row and waits_until(row.tried_at, reader.now, self._site.settings.cooldown)
        return await self._done(request, form, company, "rank_waits" if rests else "rank_saved")

    async def tracking(self, request: web.Request) -> web.Response:
        """Switch a company on or off."""
        form, reader = await read_form(request), await self._site.reader(request)
        company = await company_of(self._site.database, request)
        user = person_in(form, reader)
        if form.get("on") == "yes":
            await track(self._site.database, user, company, None)
            return await self._done(request, form, company, "switched_on")
        await untrack(self._site.database, user, company)
        return await self._done(request, form, company, "switched_off")

    async def visit(self, request: web.Request) -> web.Response:
        """Have a company visited now."""
        form = await read_form(request)
        company = await company_of(self._site.database, request)
        asked = await ask_for_visit(self._site.database, company)
        return await self._done(request, form, company, _VISITS[asked.visit])

    async def _rows(self, found: Iterable[CompanyRow], reader: Viewer) -> list[Markup]:
        """Each row by itself: together they would hold the loop for too long."""
        cooldown, rows = self._site.settings.cooldown, list[Markup]()
        for row in found:
            company = shown(row, reader.now, cooldown, reader.words)
            text = render("parts/company_row.html", reader, company=company, back=reader.path)
            rows.append(Markup(text))  # noqa: S704 - the template escaped it
            await asyncio.sleep(0)
        return rows

    async def _done(
        self, request: web.Request, form: Mapping[str, str], company: Company, done: str
    ) -> web.Response:
        """The changed row, or back to where the form was."""
        reader = await self._site.reader(request)
        if not wants_part(request) or form.get("whole"):
            return leads_back(reader, form, "/companies", done)
        database, whose = self._site.database, matched_for(reader)
        row = await read_row(database, company.id, reader.person, whose)
        if row is None:
            raise web.HTTPNotFound
        cooldown = self._site.settings.cooldown
        said = {
            "company": shown(row, reader.now, cooldown, reader.words),
            "said": f"notices.{done}",
            "back": form.get("back", ""),
        }
        wrong = done == "rank_wrong"
        status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
        return await self._site.answer(request, View("parts/company_row.html", said, status=status))


def live_companies(site: Site) -> Rows:
    """Keeps the rows of open lists as they are; a company that is new shows when it is loaded."""
    return Rows(site, "companies", "parts/company_row.html", "company", "companies", _of, _rows_for)


def _of(change: Change) -> tuple[ObjectId | None, ...]:
    if change.collection == "companies":
        return (change.key if isinstance(change.key, ObjectId) else None,)
    return (change.company,)


async def _rows_for(
    site: Site, audience: Audience, ids: Sequence[ObjectId]
) -> Mapping[ObjectId, Mapping[str, Any]]:
    reader = audience.now
    found = await read_some(site.database, ids, reader.person, matched_for(reader))
    cooldown = site.settings.cooldown
    return {
        of: {"company": shown(row, reader.now, cooldown, reader.words), "back": reader.path}
        for of, row in found.items()
    }


def search_in(query: Mapping[str, str]) -> CompanySearch:
    """The search of an address; what makes no sense in it is left out."""
    show = query.get("show", "")
    return CompanySearch(
        show=show if show in SHOWS else SHOWS[0],
        text=query.get("text", "").strip()[:_MAX_SEARCH],
        after=cursor_in(query.get("older", "")),
    )


def paces(reader: Viewer) -> list[tuple[int, str]]:
    """From which rank on a company is visited how often."""
    return [(rank, pace(rank, reader.words)) for rank in LOWEST_RANKS]
