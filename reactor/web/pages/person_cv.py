"""`/people/{id}/cv`: another CV for somebody; while it is read, the page says so."""

from collections.abc import Iterator
from http import HTTPStatus

from aiohttp import web
from bson import ObjectId

from reactor.mongo.database import ScoutlyDatabase
from reactor.people.adding import give
from reactor.people.cv_source import CvSource
from reactor.web import cv_input
from reactor.web.handlers import Route, get, post
from reactor.web.pages.profile import id_in
from reactor.web.site import Site, View
from reactor.web.uploads import Upload, Uploads


class PersonCvPage:
    """Takes CVs."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._uploads = Uploads()

    def routes(self) -> Iterator[Route]:
        """Where one is sent, and where its reading is watched."""
        yield post("/people/{id}/cv", self.take, reads_body=True)
        yield get("/people/{id}/cv/{errand}", self.watch)

    async def take(self, request: web.Request) -> web.Response:
        """Have a CV read; it is theirs as soon as there is text in it."""
        id_, upload = id_in(request), await self._uploads.read(request)
        if problem := cv_input.problem_of(upload):
            return await self._form(request, id_, upload, problem)
        work = _give(self._site.database, id_, cv_input.read(self._site, upload))
        person = await self._site.database.users.find_one({"_id": id_}, {"email": 1})
        about = {
            "person": str(id_),
            "source": cv_input.brings(upload),
            "email": str((person or {}).get("email") or "EMAIL"),
        }
        name = self._site.errands.begin(cv_input.KIND, work, **about)
        return self._site.leads_to(request, f"/people/{id_}/cv/{name}")

    async def watch(self, request: web.Request) -> web.Response:
        """How far it is."""
        id_ = id_in(request)
        errand = self._site.errands.named(request.match_info["errand"], cv_input.KIND)
        if errand is None or errand.about.get("person") != str(id_):
            return self._site.leads_to(request, f"/people/{id_}")
        if errand.ended and errand.trouble is None:
            return cv_input.moved(self._site, request, f"/people/{id_}", done="cv_read")
        said = {"action": f"/people/{id_}/cv", "email": "", "back": f"/people/{id_}"}
        return await self._site.answer(request, cv_input.watched(request, errand, said))

    async def _form(
        self, request: web.Request, id_: ObjectId, upload: Upload, problem: str
    ) -> web.Response:
        said = {
            "action": f"/people/{id_}/cv",
            "email": "",
            "back": f"/people/{id_}",
            "problem": problem,
            "typed": upload.fields,
        }
        view = View("cv_again.html", said, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        return await self._site.answer(request, view)


async def _give(database: ScoutlyDatabase, id_: ObjectId, reading: cv_input.Reading) -> CvSource:
    cv = await reading
    await give(database, id_, cv)
    return cv
