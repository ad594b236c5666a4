"""`/person`: whose matches this browser shows. A choice, and no barrier."""

from collections.abc import Iterator

from aiohttp import web

from reactor.web.forms import read_form
from reactor.web.handlers import Route, post
from reactor.web.security.callers import CALLER
from reactor.web.security.sessions import KEPT_FOR
from reactor.web.site import Site
from reactor.web.viewer import EVERYBODY, PERSON_COOKIE


class PersonForm:
    """The menu of people."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def routes(self) -> Iterator[Route]:
        """Where it is sent."""
        yield post("/person", self.choose)

    async def choose(self, request: web.Request) -> web.Response:
        """Remember in this browser who was chosen."""
        form, reader = await read_form(request), await self._site.reader(request)
        ids = {str(user.id) for user in reader.people}
        chosen = form.get("person", "")
        back = reader.url.inside(form.get("back", ""))
        answer = web.Response(status=303, headers={"Location": back})
        answer.set_cookie(
            PERSON_COOKIE,
            chosen if chosen in ids else EVERYBODY,
            max_age=int(KEPT_FOR.total_seconds()),
            path=f"{reader.url.base}/",
            secure=request[CALLER].secure,
            httponly=True,
            samesite="Lax",
        )
        return answer
