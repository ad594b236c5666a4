"""Who gets in: whoever sits at this machine, and elsewhere whoever knows the password."""

import asyncio
import hashlib
import hmac
import time
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import quote

from aiohttp import web

from reactor.mongo.web_secrets import PageSecrets
from reactor.settings import Settings
from reactor.web.handlers import Handler
from reactor.web.security import sessions
from reactor.web.security.callers import CALLER, Caller
from reactor.web.security.passwords import Attempts, is_right
from reactor.web.security.policy import Policy

ENTER = "/enter"
_BEARER = "Bearer "
_PLEASE = "Password, please\n"


class Gate:
    """Lets people in.

    Args:
        settings: the password, and whether one is asked for at all.
        secrets: what the database keeps of it.
        is_public: whether what is asked for is for everybody.
    """

    def __init__(
        self, settings: Settings, secrets: PageSecrets, is_public: Callable[[web.Request], bool]
    ) -> None:
        self._policy = Policy(settings)
        self._password = self._policy.password
        self._secrets = secrets
        self._is_public = is_public
        self._attempts = Attempts()
        self._one_at_a_time = asyncio.Lock()
        self._made = b""
        self._known = b""

    def asks(self, caller: Caller) -> bool:
        """Whether a caller needs the password."""
        return self._policy.asks(caller)

    @web.middleware
    async def check(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Lead to the entrance whoever needs the password and has not given it."""
        if self._is_public(request) or await self.admits(request):
            return await handler(request)
        return _refused(request, request[CALLER])

    async def admits(self, request: web.Request) -> bool:
        """Whether somebody needs no password, or has given it."""
        caller = request[CALLER]
        return not self.asks(caller) or await self._knows(request, caller)

    async def ticket(self, to: str) -> str:
        """What lets a program in that can bring nothing but an address, to one thing alone.

        Another password ends it. Compare it with `hmac.compare_digest`.

        Args:
            to: names that thing.
        """
        return sessions.ticket(await self._key(), to)

    async def enter(self, password: str, caller: Caller) -> str:
        """The cookie for somebody who gives a password; `""` if it is wrong or tried too often."""
        if not await self._is(password, caller):
            return ""
        return sessions.issue(await self._key(), time.time())

    async def _knows(self, request: web.Request, caller: Caller) -> bool:
        cookie = request.cookies.get(sessions.COOKIE, "")
        if cookie and sessions.is_valid(cookie, await self._key(), time.time()):
            return True
        said = request.headers.get("Authorization", "")
        return said.startswith(_BEARER) and await self._is(said.removeprefix(_BEARER), caller)

    async def _is(self, password: str, caller: Caller) -> bool:
        """Whether it is the password, and this address may try."""
        if not self._attempts.may(caller.address):
            return False
        digest = hashlib.sha256(password.encode()).digest()
        # A program brings it with each request: only the first of them takes its time.
        right = hmac.compare_digest(digest, self._known) or await self._fits(password)
        if right:
            self._attempts.forget(caller.address)
            self._known = digest
        return right

    async def _fits(self, password: str) -> bool:
        if self._password:
            return hmac.compare_digest(password.encode(), self._password.encode())
        kept = await self._kept()
        # A try takes 16 MB.
        async with self._one_at_a_time:
            return bool(kept) and await asyncio.to_thread(is_right, password, kept)

    async def _key(self) -> bytes:
        house = await self._secrets.key()
        return sessions.key_of(house, self._password.encode() or await self._kept())

    async def _kept(self) -> bytes:
        self._made = self._made or await self._secrets.password()
        return self._made


def _refused(request: web.Request, caller: Caller) -> web.Response:
    """The entrance for people, 401 for programs and for parts of a page."""
    entrance = f"{caller.base}{ENTER}"
    if "HX-Request" in request.headers:
        return web.Response(
            text=_PLEASE, status=HTTPStatus.UNAUTHORIZED, headers={"HX-Redirect": entrance}
        )
    if request.method == "GET" and "text/html" in request.headers.get("Accept", ""):
        back = f"{entrance}?next={quote(request.path_qs, safe='/')}"
        return web.Response(status=HTTPStatus.SEE_OTHER, headers={"Location": back})
    asked = {"WWW-Authenticate": "Bearer"}
    return web.Response(text=_PLEASE, status=HTTPStatus.UNAUTHORIZED, headers=asked)
