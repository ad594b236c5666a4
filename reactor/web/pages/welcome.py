"""`/welcome`: the first run, in four steps: who, which companies, which matcher, first visits."""

from collections.abc import Iterator, Mapping
from http import HTTPStatus

from aiohttp import web

from reactor.documents import User
from reactor.errors import SettingsError
from reactor.model_choice import model_of
from reactor.mongo.views.first_visits import read_first_visits
from reactor.people.adding import AdditionResult, add, email_of
from reactor.scrape.page_name import company_named
from reactor.seeding.companies import of_fields, starter_companies
from reactor.seeding.inserting import plant
from reactor.tracking.company import CompanyFields, as_address
from reactor.tracking.following import track
from reactor.web import cv_input
from reactor.web.forms import read_form
from reactor.web.handlers import Route, get, post
from reactor.web.pages.first_visits import NAMES
from reactor.web.pages.profile import id_in
from reactor.web.site import Site, View
from reactor.web.uploads import Upload, Uploads

_ADDRESSES = ("address_1", "address_2", "address_3")
_MAX_LOOKS = 300
"""How often the page of the first visits is read anew without scripts: for ten minutes or more."""


class WelcomePage:
    """Leads somebody who has just started the reactor to their first match."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._uploads = Uploads()

    def routes(self) -> Iterator[Route]:
        """The steps."""
        yield get("/welcome", self.who)
        yield post("/welcome", self.enter, reads_body=True)
        yield get("/welcome/reading/{errand}", self.reading)
        yield get("/welcome/{id}/companies", self.companies)
        yield post("/welcome/{id}/companies", self.follow)
        yield get("/welcome/{id}/matcher", self.matcher)
        yield get("/welcome/{id}/visits", self.visits)

    async def who(self, request: web.Request) -> web.Response:
        """Step one."""
        return await self._ask_who(request)

    async def enter(self, request: web.Request) -> web.Response:
        """Have the CV read, and then the person added; without a CV at once."""
        upload = await self._uploads.read(request)
        try:
            email = email_of(upload.fields.get("email", ""))
        except SettingsError:
            return await self._ask_who(request, upload, {"email": "people.no_email"})
        if not cv_input.brings(upload):
            added = await self._add(email, None)
            return self._site.leads_to(request, f"/welcome/{added.user.id}/companies")
        if problem := cv_input.problem_of(upload):
            return await self._ask_who(request, upload, {"cv": problem})
        about = {"email": email, "source": cv_input.brings(upload)}
        work = self._add(email, cv_input.read(self._site, upload))
        name = self._site.errands.begin(cv_input.KIND, work, **about)
        return self._site.leads_to(request, f"/welcome/reading/{name}")

    async def reading(self, request: web.Request) -> web.Response:
        """How far the CV is."""
        errand = self._site.errands.named(request.match_info["errand"], cv_input.KIND)
        if errand is None:
            return self._site.leads_to(request, "/welcome")
        if errand.ended and isinstance(errand.outcome, AdditionResult):
            there = f"/welcome/{errand.outcome.user.id}/companies"
            return cv_input.moved(self._site, request, there, done="cv_read")
        said = {"action": "/welcome", "email": errand.about["email"], "back": "/welcome"}
        return await self._site.answer(request, cv_input.watched(request, errand, said))

    async def companies(self, request: web.Request) -> web.Response:
        """Step two."""
        return await self._ask_companies(request, await self._person(request))

    async def follow(self, request: web.Request) -> web.Response:
        """Track what was named, and the samples of what was ticked; the reactor visits at once."""
        user, form = await self._person(request), await read_form(request)
        typed = {name: form[name] for name in _ADDRESSES if form.get(name)}
        trades = [name.removeprefix("trade_") for name in form if name.startswith("trade_")]
        wrong = {name: "welcome.no_address" for name, text in typed.items() if not as_address(text)}
        if wrong or not (typed or trades):
            problems = wrong or {"address_1": "welcome.nothing"}
            return await self._ask_companies(request, user, form, problems)
        for url in dict.fromkeys(map(as_address, typed.values())):
            await track(self._site.database, user, CompanyFields(company_named("", url), url), None)
        if trades:
            await plant(self._site.database, user.email, of_fields(trades))
        return self._site.leads_to(request, f"/welcome/{user.id}/matcher", done="tracked")

    async def matcher(self, request: web.Request) -> web.Response:
        """Step three."""
        said = {"id": str((await self._person(request)).id), "model": model_of(self._site.settings)}
        return await self._site.answer(request, View("welcome_matcher.html", said))

    async def visits(self, request: web.Request) -> web.Response:
        """Step four: what becomes of the first visits, while somebody looks."""
        user = await self._person(request)
        found = await read_first_visits(self._site.database, user)
        said_looks = request.query.get("look", "")
        looks = int(said_looks) if said_looks.isdecimal() and len(said_looks) < 5 else 0  # noqa: PLR2004
        said = {
            "id": str(user.id),
            "found": found,
            "again": looks + 1 if found.moves and looks < _MAX_LOOKS else 0,
            "watched": looks < _MAX_LOOKS,
        }
        view = View("welcome_visits.html", said, part="parts/welcome_visits.html", record=found)
        return await self._site.answer(request, view)

    async def _add(self, email: str, reading: cv_input.Reading | None) -> AdditionResult:
        added = await add(self._site.database, email, await reading if reading else None)
        self._site.people.forget()
        return added

    async def _person(self, request: web.Request) -> User:
        found = await self._site.database.users.find_one({"_id": id_in(request)}, NAMES)
        if found is None or not User.read(found).email:
            raise web.HTTPNotFound
        return User.read(found)

    async def _ask_who(
        self,
        request: web.Request,
        upload: Upload | None = None,
        problems: Mapping[str, str] | None = None,
    ) -> web.Response:
        said = {"typed": upload.fields if upload else {}, "problems": problems or {}}
        status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
        return await self._site.answer(request, View("welcome.html", said, status=status))

    async def _ask_companies(
        self,
        request: web.Request,
        user: User,
        form: Mapping[str, str] | None = None,
        problems: Mapping[str, str] | None = None,
    ) -> web.Response:
        trades: dict[str, list[str]] = {}
        for company in starter_companies():
            trades.setdefault(company.field, []).append(company.name)
        said = {
            "id": str(user.id),
            "addresses": _ADDRESSES,
            "trades": dict(sorted(trades.items())),
            "typed": form or {},
            "problems": problems or {},
        }
        status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
        return await self._site.answer(request, View("welcome_companies.html", said, status=status))
