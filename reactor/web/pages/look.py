"""`/companies/look`: what a visit to an address would find, and the form that then tracks it."""

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from aiohttp import web

from reactor.documents import Company
from reactor.lenient_fields import DEFAULT_RANK
from reactor.tracking.company import LONGEST, CompanyFields, as_address, at_address
from reactor.tracking.following import track
from reactor.tracking.foresight import known_candidates
from reactor.tracking.preview_session import PreviewSession, Sights
from reactor.web.forms import read_form
from reactor.web.handlers import Route, get, post
from reactor.web.pages.companies import paces
from reactor.web.pages.company_forms import company_of, person_in
from reactor.web.presenters.companies import chosen_rank, pace
from reactor.web.site import Site, View


class LookPage:
    """Looks before anything is saved: a change would be none, but a stranger's site is asked."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._looker = PreviewSession(site.settings)

    def routes(self) -> Iterator[Route]:
        """Where it is asked, and where it leads."""
        yield get("/companies/look", self.show)
        yield post("/companies/look", self.look)
        yield post("/companies/track", self.track)
        yield post("/companies/{id}/find", self.find)

    async def show(self, request: web.Request) -> web.Response:
        """The form alone."""
        return await self._answer(request)

    async def look(self, request: web.Request) -> web.Response:
        """Look at an address, or for a name."""
        form = await read_form(request)
        what, selector = form.get("what", "")[:LONGEST], form.get("selector", "")[:LONGEST]
        if not what:
            return await self._answer(request, HTTPStatus.UNPROCESSABLE_ENTITY, problem="nothing")
        reader = await self._site.reader(request)
        people = [reader.person] if reader.person else reader.people
        candidates = await known_candidates(self._site.database, people)
        sights = await self._looker.look(what, selector, candidates)
        return await self._answer(request, sights=sights, known=await self._known(sights))

    async def find(self, request: web.Request) -> web.Response:
        """Look for the board of a company whose address is of no use any more."""
        await read_form(request)
        company = await company_of(self._site.database, request)
        sights = await self._looker.look(company.name or company.label)
        return await self._answer(request, sights=sights, company=company)

    async def track(self, request: web.Request) -> web.Response:
        """Track what was looked at."""
        form, reader = await read_form(request), await self._site.reader(request)
        user = person_in(form, reader)
        rank = chosen_rank(form.get("was", ""), form.get("slider", ""), form.get("rank", ""))
        new = CompanyFields(form.get("name", ""), form.get("url", ""), form.get("selector", ""))
        problem = new.problem or ("" if rank else "rank")
        if problem:
            sights = Sights(asked=new.careers_url, selector=new.selector)
            status = HTTPStatus.UNPROCESSABLE_ENTITY
            return await self._answer(request, status, sights=sights, form=form, problem=problem)
        done = await track(self._site.database, user, new.with_scheme, rank)
        notice = "tracked" if done.changed else "tracked_already"
        return self._site.leads_to(request, f"/companies/{done.company.id}", done=notice)

    async def _known(self, sights: Sights) -> dict[str, Company]:
        """The companies that have these addresses already, by address."""
        urls = [as_address(sights.asked), *(each.url for each in sights.sights)]
        found = [(url, await at_address(self._site.database, url)) for url in urls if url]
        return {url: same[0] for url, same in found if same}

    async def _answer(
        self, request: web.Request, status: HTTPStatus = HTTPStatus.OK, **said: Any
    ) -> web.Response:
        reader = await self._site.reader(request)
        unsaid: Mapping[str, Any] = {
            "sights": None,
            "known": {},
            "company": None,
            "form": {},
            "problem": "",
            "paces": paces(reader),
            "often": pace(DEFAULT_RANK, reader.words),
        }
        view = View(
            "look.html",
            {**unsaid, **said},
            part="parts/look.html",
            record=said.get("sights"),
            status=status,
        )
        return await self._site.answer(request, view)
