"""`/companies/{id}`: all that is known of one company, and the form that edits it."""

from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from bson import ObjectId

from reactor.core.stream.recent_changes import Change
from reactor.mongo.views.company import OneCompany, any_saved_at, read_company
from reactor.mongo.views.paging import cursor_in
from reactor.tracking.company import CompanyFields
from reactor.tracking.editing import call_well, edit, other_at
from reactor.web.forms import read_form
from reactor.web.handlers import Route, get, post
from reactor.web.live_rows import Audience, PagePart
from reactor.web.pages.companies import paces
from reactor.web.pages.company_forms import company_id, company_of, leads_back, matched_for
from reactor.web.presenters.companies import outcome, shown
from reactor.web.site import Site, View
from reactor.web.templating import render
from reactor.web.viewer import Viewer

_PARTS = ("heading", "trouble", "known", "visits", "best", "postings")
"""All but the form: what is typed there is compared with the database when it is sent."""

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
        found = await _read(self._site, reader, company_id(request), request.query)
        if found is None:
            raise web.HTTPNotFound
        there = CompanyFields(found.written_name, found.company.careers_url, found.selector)
        said = {
            **_said(self._site, reader, found),
            "written": there,
            "wanted": there,
            "paces": paces(reader),
            **_NOTHING_WRONG,
        }
        view = View("company.html", said | form, record=found, status=status)
        return await self._site.answer(request, view)


class LiveCompany:
    """Keeps open pages of one company as if they were loaded now, but for their form."""

    name = "company"

    def __init__(self, site: Site) -> None:
        self._site = site

    async def rows(
        self, audience: Audience, changes: Sequence[Change] | None
    ) -> list[PagePart] | None:
        """All its parts, if a change is about it; None if it is gone."""
        which = _company_at(audience.reader.path)
        if changes is None or which is None:
            return None
        if not await self._concern(changes, which):
            return []
        reader = audience.now
        found = await _read(self._site, reader, which, audience.query)
        if found is None:
            return None
        said = _said(self._site, reader, found)
        texts = {part: render(f"parts/company_{part}.html", reader, **said) for part in _PARTS}
        return [PagePart(f"company-{part}", text) for part, text in texts.items()]

    async def _concern(self, changes: Sequence[Change], which: ObjectId) -> bool:
        """Whether any is about the company. Of a match the stream does not tell where it is."""
        if any(each.company == which for each in changes):
            return True
        saves = [each for each in changes if each.collection == "savedjobs" and not each.company]
        if any(each.operation == "delete" for each in saves):
            return True
        return bool(saves) and await any_saved_at(
            self._site.database, which, [each.key for each in saves]
        )


async def _read(
    site: Site, reader: Viewer, which: ObjectId, query: Mapping[str, str]
) -> OneCompany | None:
    after = cursor_in(query.get("visits", "")), cursor_in(query.get("postings", ""))
    return await read_company(site.database, which, reader.person, matched_for(reader), after)


def _said(site: Site, reader: Viewer, found: OneCompany) -> dict[str, Any]:
    """What the parts of the page name."""
    company = shown(found.company, reader.now, site.settings.cooldown, reader.words)
    return {"found": found, "company": company, "outcome": outcome}


def _company_at(path: str) -> ObjectId | None:
    said = urlsplit(path).path.removeprefix("/companies/")
    return ObjectId(said) if ObjectId.is_valid(said) else None


def _written(form: Mapping[str, str], before: str = "") -> CompanyFields:
    names = ("name", "careers_url", "selector")
    return CompanyFields(*(form.get(f"{before}{name}", "") for name in names))
