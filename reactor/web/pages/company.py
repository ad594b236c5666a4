"""`/companies/{id}`: all that is known of one company, and the form that edits it."""

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from aiohttp import web

from reactor.mongo.views.company import read_company
from reactor.mongo.views.paging import cursor_in
from reactor.tracking.company import CompanyFields
from reactor.tracking.editing import call_well, edit, other_at
from reactor.web.forms import read_form
from reactor.web.handling import Route, get, post
from reactor.web.pages.asking import company_id, company_of, leads_back, matched_for
from reactor.web.pages.companies import paces
from reactor.web.shown.companies import outcome, shown
from reactor.web.site import Site, View

_NOTHING_WRONG: Mapping[str, Any] = {"problem": "", "other": None, "there": None}


class CompanyPage:
    """Shows one company, and edits what people write about it."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def routes(self) -> Iterator[Route]:
        """Where each company is."""
        yield get("/companies/{id}", self.show)
        yield post("/companies/{id}/edit", self.edit)
        yield post("/companies/{id}/address", self.address)
        yield post("/companies/{id}/well", self.well)

    async def show(self, request: web.Request) -> web.Response:
        """The page."""
        return await self._page(request)

    async def edit(self, request: web.Request) -> web.Response:
        """Write another name, address or selector."""
        form, which = await read_form(request), company_id(request)
        before, after = _written(form, "was_"), _written(form)
        if after.problem:
            return await self._again(request, after, problem=after.problem)
        if after.careers_url != before.careers_url and (
            other := await other_at(self._site.database, after.careers_url, which)
        ):
            return await self._again(request, after, other=other)
        if there := await edit(self._site.database, which, before, after):
            return await self._again(request, after, HTTPStatus.CONFLICT, there=there)
        return self._site.leads_to(request, f"/companies/{which}", done="company_edited")

    async def address(self, request: web.Request) -> web.Response:
        """Take an address that was found for it; a selector was for the page before."""
        form = await read_form(request)
        company = await company_of(self._site.database, request)
        there = CompanyFields.of(company)
        before = CompanyFields(there.name, form.get("was", ""), there.selector)
        after = CompanyFields(there.name or company.label, form.get("url", ""))
        if after.problem:
            return await self._again(request, after, problem=after.problem)
        if changed := await edit(self._site.database, company.id, before, after):
            return await self._again(request, after, HTTPStatus.CONFLICT, there=changed)
        return self._site.leads_to(request, f"/companies/{company.id}", done="company_edited")

    async def well(self, request: web.Request) -> web.Response:
        """Say that it is well again."""
        form, reader = await read_form(request), await self._site.reader(request)
        company = await company_of(self._site.database, request)
        await call_well(self._site.database, company.id)
        return leads_back(reader, form, f"/companies/{company.id}", "company_well")

    async def _again(
        self,
        request: web.Request,
        wanted: CompanyFields,
        status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY,
        **wrong: Any,
    ) -> web.Response:
        """The page with the form as it was sent, and what is wrong with it."""
        return await self._page(request, status, wanted=wanted, **wrong)

    async def _page(
        self, request: web.Request, status: HTTPStatus = HTTPStatus.OK, **form: Any
    ) -> web.Response:
        reader = await self._site.reader(request)
        after = tuple(cursor_in(request.query.get(name, "")) for name in ("visits", "postings"))
        found = await read_company(
            self._site.database,
            company_id(request),
            reader.person,
            matched_for(reader),
            (after[0], after[1]),
        )
        if found is None:
            raise web.HTTPNotFound
        there = CompanyFields(found.written_name, found.company.careers_url, found.selector)
        said = {
            "found": found,
            "company": shown(found.company, reader.now, self._site.settings.cooldown, reader.words),
            "written": there,
            "wanted": there,
            "paces": paces(reader),
            "outcome": outcome,
            **_NOTHING_WRONG,
        }
        view = View("company.html", said | form, record=found, status=status)
        return await self._site.answer(request, view)


def _written(form: Mapping[str, str], before: str = "") -> CompanyFields:
    names = ("name", "careers_url", "selector")
    return CompanyFields(*(form.get(f"{before}{name}", "") for name in names))
