"""`/enter`: where the password is given, typed or by the link in the log."""

from collections.abc import Iterator
from http import HTTPStatus

from aiohttp import web

from reactor.web.forms import read_form
from reactor.web.handlers import Route, get, post
from reactor.web.security import sessions
from reactor.web.security.callers import CALLER
from reactor.web.security.gate import ENTER, Gate
from reactor.web.site import Site, View
from reactor.web.urls import Urls


class Entrance:
    """Lets people in and out."""

    def __init__(self, site: Site, gate: Gate) -> None:
        self._site = site
        self._gate = gate

    def routes(self) -> Iterator[Route]:
        """Where it is; the door itself stands open."""
        yield get(ENTER, self.show, public=True)
        yield post(ENTER, self.enter, public=True)
        yield post("/leave", self.leave, public=True)

    async def show(self, request: web.Request) -> web.Response:
        """Ask for the password; whoever needs none goes on."""
        if not self._gate.asks(request[CALLER]):
            return self._site.leads_to(request, "/")
        return self._ask(request, request.query.get("next", ""))

    async def enter(self, request: web.Request) -> web.Response:
        """Take a password; whatever is wrong with it, the answer is the same."""
        form, caller = await read_form(request), request[CALLER]
        cookie = await self._gate.enter(form.get("password", ""), caller)
        if not cookie:
            return self._ask(request, form.get("next", ""), wrong=True)
        url = Urls(caller.base)
        answer = web.Response(
            status=HTTPStatus.SEE_OTHER, headers={"Location": url.inside(form.get("next", ""))}
        )
        answer.set_cookie(
            sessions.COOKIE,
            cookie,
            max_age=int(sessions.KEPT_FOR.total_seconds()),
            path=url("/"),
            secure=caller.secure,
            httponly=True,
            samesite="Lax",  # links in notifications must open
        )
        return answer

    async def leave(self, request: web.Request) -> web.Response:
        """Forget the password in this browser."""
        answer = self._site.leads_to(request, ENTER)
        answer.del_cookie(sessions.COOKIE, path=Urls(request[CALLER].base)("/"))
        return answer

    def _ask(self, request: web.Request, following: str, *, wrong: bool = False) -> web.Response:
        """The form; nothing of the house is told, not even who lives there."""
        status = HTTPStatus.FORBIDDEN if wrong else HTTPStatus.OK
        view = View("enter.html", {"following": following, "wrong": wrong}, status=status)
        return self._site.answer_stranger(request, view)
