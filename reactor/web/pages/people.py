"""`/people`: who is matched, by what, and who is not and why."""

from collections.abc import Iterator

from aiohttp import web

from reactor.errors import SettingsError
from reactor.mongo.views.paging import cursor_in
from reactor.people.adding import add, email_of
from reactor.people.overview import read_people
from reactor.web.forms import read_form
from reactor.web.handlers import Route, get, post
from reactor.web.site import Site, View


class PeoplePage:
    """Everybody."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def routes(self) -> Iterator[Route]:
        """Where they are, and where somebody is added."""
        yield get("/people", self.show)
        yield post("/people", self.add)

    async def show(self, request: web.Request) -> web.Response:
        """A page of them."""
        return await self._list(request)

    async def add(self, request: web.Request) -> web.Response:
        """Add somebody, who is then asked for a CV."""
        email = (await read_form(request)).get("email", "")
        try:
            added = await add(self._site.database, email_of(email), None)
        except SettingsError:
            return await self._list(request, email, "people.no_email", status=422)
        self._site.people.forget()
        done = "person_added" if added.new else "person_there"
        return self._site.leads_to(request, f"/people/{added.user.id}", done=done)

    async def _list(
        self, request: web.Request, email: str = "", problem: str = "", status: int = 200
    ) -> web.Response:
        after = cursor_in(request.query.get("older", ""))
        found = await read_people(self._site.database, after)
        said = {"found": found, "paged": after, "email": email, "problem": problem}
        return await self._site.answer(
            request, View("people.html", said, record=found, status=status)
        )
