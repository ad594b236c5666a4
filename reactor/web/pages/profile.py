"""`/people/{id}`: what one person is matched by, in forms; the reactor goes by what they say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from aiohttp import web
from bson import ObjectId

from reactor.errors import SettingsError
from reactor.mongo.database import ScoutlyDatabase
from reactor.notify.delivery import Delivery, OwnAddressLimits, deliver
from reactor.notify.messages import TEST
from reactor.people import editing
from reactor.people.overview import read_person, read_told
from reactor.people.profile_form import SECTIONS, ProfileSection, rows_in
from reactor.web.forms import read_form
from reactor.web.handlers import Route, get, post
from reactor.web.site import Site, View, wants_part

_TEST = "test"


@dataclass(frozen=True, slots=True)
class Form:
    """A section as it is shown.

    Attributes:
        name: of the section.
        mark: tells what it was made from.
        texts: what stands in its fields.
        problems: what is wrong with them, as keys of words.
        theirs: what somebody else wrote meanwhile; empty if nobody did.
        saved: whether it was saved just now.
    """

    name: str
    mark: str
    texts: Mapping[str, str]
    problems: Mapping[str, str] = field(default_factory=dict)
    theirs: Mapping[str, str] = field(default_factory=dict)
    saved: bool = False

    @property
    def rows(self) -> int:
        """How many rows it has, where it has some."""
        return max(rows_in(self.texts, "region"), rows_in(self.texts, "language"))


class ProfilePage:
    """One person."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def routes(self) -> Iterator[Route]:
        """Where it is, and what changes it."""
        yield get("/people/{id}", self.show)
        yield get("/people/{id}/told/{errand}", self.tested)
        yield post("/people/{id}/told", self.tell)
        yield post("/people/{id}/told/drop", self.drop)
        yield post("/people/{id}/told/test", self.test)
        yield post(
            "/people/{id}/{section:residence|permits|languages|wishes|exclusions}", self.save
        )

    async def show(self, request: web.Request) -> web.Response:
        """The page."""
        return await self._page(request)

    async def save(self, request: web.Request) -> web.Response:
        """Store one section, unless somebody else wrote it meanwhile."""
        id_, section = id_in(request), SECTIONS[request.match_info["section"]]
        form = await read_form(request)
        problems = section.problems_of(form)
        mark = form.get("mark", "")
        done = not problems and await editing.write_section(
            self._site.database, id_, section, form, mark
        )
        if done and not wants_part(request):
            return self._site.leads_to(request, f"/people/{id_}", done="profile_saved")
        now = await editing.read_section(self._site.database, id_, section)
        if done:
            return await self._section(request, Form(section.name, now.mark, now.texts, saved=True))
        typed = {**now.texts, **form}
        if problems:
            refused = Form(section.name, mark, typed, problems)
            return await self._section(request, refused, HTTPStatus.UNPROCESSABLE_ENTITY)
        clash = Form(section.name, now.mark, typed, theirs=now.texts)
        return await self._section(request, clash, HTTPStatus.CONFLICT)

    async def tell(self, request: web.Request) -> web.Response:
        """Have them told at one address more."""
        id_, form = id_in(request), await read_form(request)
        try:
            outside = OwnAddressLimits.of(self._site.settings)
            await editing.add_address(self._site.database, id_, form.get("address", ""), outside)
        except SettingsError as error:
            said = {"refused": str(error)}
            return await self._page(request, said, HTTPStatus.UNPROCESSABLE_ENTITY)
        return self._site.leads_to(request, f"/people/{id_}", done="told_added")

    async def drop(self, request: web.Request) -> web.Response:
        """Have them told at an address no longer."""
        id_, form = id_in(request), await read_form(request)
        await editing.drop_address(self._site.database, id_, form.get("mark", ""))
        return self._site.leads_to(request, f"/people/{id_}", done="told_dropped")

    async def test(self, request: web.Request) -> web.Response:
        """Send a test to all their addresses."""
        id_ = id_in(request)
        urls = await editing.addresses_of(self._site.database, id_)
        work = deliver(TEST, urls, outside=OwnAddressLimits.of(self._site.settings))
        name = self._site.errands.begin(_TEST, work, person=str(id_))
        return self._site.leads_to(request, f"/people/{id_}/told/{name}")

    async def tested(self, request: web.Request) -> web.Response:
        """What became of a test."""
        id_ = id_in(request)
        errand = self._site.errands.named(request.match_info["errand"], _TEST)
        if errand is None or errand.about["person"] != str(id_):
            raise web.HTTPNotFound
        if errand.trouble:
            raise errand.trouble
        deliveries: list[Delivery] = errand.outcome or []
        said = {"errand": errand, "deliveries": deliveries, "id": str(id_), "path": request.path}
        return await self._site.answer(request, View("person_told.html", said))

    async def _section(
        self, request: web.Request, form: Form, status: int = HTTPStatus.OK
    ) -> web.Response:
        """The page with this form in it, or the form alone."""
        if wants_part(request):
            said = {"form": form, "id": request.match_info["id"]}
            return await self._site.answer(
                request, View("parts/person_section.html", said, status=status)
            )
        return await self._page(request, {form.name: form}, status)

    async def _page(
        self,
        request: web.Request,
        said: Mapping[str, object] | None = None,
        status: int = HTTPStatus.OK,
    ) -> web.Response:
        id_, said = id_in(request), said or {}
        shown = await shown_of(self._site, id_)
        if shown is None:
            raise web.HTTPNotFound
        shown["forms"] = [said.get(form.name, form) for form in shown["forms"]]
        shown |= {"refused": said.get("refused", ""), "problem": ""}
        view = View("person.html", shown, record=shown["person"], status=status)
        return await self._site.answer(request, view)


async def shown_of(site: Site, id_: ObjectId) -> dict[str, Any] | None:
    """What the parts of somebody's page name; None if there is nobody with this id."""
    person = await read_person(site.database, id_)
    if person is None:
        return None
    return {
        "person": person,
        "id": str(id_),
        "told": await read_told(site.database, id_),
        "forms": await forms_of(site.database, id_),
        "operator": bool(site.settings.notify_urls),
    }


async def forms_of(database: ScoutlyDatabase, id_: ObjectId) -> list[Form]:
    """Every section of somebody as it is stored."""
    document = await database.users.find_one({"_id": id_}, {"candidateInfo": 1}) or {}
    return [_form(document, section) for section in SECTIONS.values()]


def _form(document: Mapping[str, object], section: ProfileSection) -> Form:
    now = editing.standing_in(document, section)
    return Form(section.name, now.mark, now.texts)


def id_in(request: web.Request) -> ObjectId:
    """The id in an address.

    Raises:
        HTTPNotFound: it is none.
    """
    said = request.match_info["id"]
    if not ObjectId.is_valid(said):
        raise web.HTTPNotFound
    return ObjectId(said)
