"""`/matches.atom`: one person's matches for feed readers; `/matches/feed` says how these get in.

A feed reader sends no cookie. It brings a ticket in its address instead, which opens this feed of
this person and nothing else, or the password as a bearer token.
"""

import hashlib
import hmac
from collections.abc import Iterator, Mapping
from dataclasses import replace
from http import HTTPStatus

from aiohttp import web

from reactor.documents import User
from reactor.mongo.views.match_filters import EVERYTHING, MatchFilter
from reactor.mongo.views.matches import read_inbox
from reactor.mongo.views.paging import ROWS
from reactor.web.handlers import Route, get
from reactor.web.i18n import LANGUAGES, words_of
from reactor.web.presenters import feed as shown
from reactor.web.security.callers import CALLER
from reactor.web.security.gate import Gate
from reactor.web.site import Site, View
from reactor.web.templating import render
from reactor.web.viewer import EVERYBODY, Viewer

FEED = "/matches.atom"
_OPEN = {"status": {"$ne": "DISCARDED"}, "withdrawnAt": None}
_PLEASE = "The address of this feed, please, as /matches/feed gives it\n"


class MatchesFeed:
    """The feed, and the page about it."""

    def __init__(self, site: Site, gate: Gate) -> None:
        self._site = site
        self._gate = gate

    def routes(self) -> Iterator[Route]:
        """Where they are; the feed looks itself who gets in."""
        yield get(FEED, self.feed, public=True)
        yield get("/matches/feed", self.about)

    async def about(self, request: web.Request) -> web.Response:
        """The addresses of all feeds, to be copied into a feed reader."""
        reader = await self._site.reader(request)
        feeds = [
            (user.email, await self._address(request, reader, str(user.id)))
            for user in reader.people
        ]
        if len(feeds) > 1:
            feeds.append(("", await self._address(request, reader, EVERYBODY)))
        return await self._site.answer(request, View("matches_feed.html", {"feeds": feeds}))

    async def feed(self, request: web.Request) -> web.Response:
        """The newest matches that were neither discarded nor withdrawn."""
        whose = request.query.get("person", EVERYBODY)
        if not (await self._has_ticket(request, whose) or await self._gate.admits(request)):
            said = {"WWW-Authenticate": "Bearer"}
            return web.Response(text=_PLEASE, status=HTTPStatus.UNAUTHORIZED, headers=said)
        reader = _in_language(await self._site.reader(request), request.query)
        people = [user for user in reader.people if whose in (EVERYBODY, str(user.id))]
        if not people and whose != EVERYBODY:
            # Without anybody MongoDB is silent, and a reader that is told 404 gives up for good.
            raise web.HTTPNotFound if reader.people else web.HTTPServiceUnavailable
        text = await self._told(request, reader, people)
        tag = f'"{hashlib.sha256(text.encode()).hexdigest()[:16]}"'
        headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=HTTPStatus.NOT_MODIFIED, headers=headers)
        return web.Response(text=text, content_type="application/atom+xml", headers=headers)

    async def _told(self, request: web.Request, reader: Viewer, people: list[User]) -> str:
        ids = [user.id for user in people]
        inbox = await read_inbox(self._site.database, ids, MatchFilter(tab=EVERYTHING), _OPEN, ROWS)
        whose = str(people[0].id) if len(people) == 1 else EVERYBODY
        return render(
            "matches.atom.html",
            reader,
            entries=shown.entries(inbox.matches),
            updated=shown.newest(inbox.matches),
            id=shown.urn(f"matches of {whose}"),
            person=people[0].email if len(people) == 1 else "",
            here=_origin(request),
            itself=await self._address(request, reader, whose),
        )

    async def _address(self, request: web.Request, reader: Viewer, whose: str) -> str:
        token = await self._ticket(whose)
        path = reader.url(FEED, person=whose, lang=reader.words.language, token=token)
        return f"{_origin(request)}{path}"

    async def _has_ticket(self, request: web.Request, whose: str) -> bool:
        brought = request.query.get("token", "")
        return bool(brought) and hmac.compare_digest(
            brought.encode(), (await self._ticket(whose)).encode()
        )

    async def _ticket(self, whose: str) -> str:
        return await self._gate.ticket(f"{FEED} {whose}")


def _origin(request: web.Request) -> str:
    caller = request[CALLER]
    return f"{'https' if caller.secure else 'http'}://{caller.host}"


def _in_language(reader: Viewer, query: Mapping[str, str]) -> Viewer:
    """Feed readers seldom say what their people speak: the address does."""
    said = query.get("lang", "")
    return replace(reader, words=words_of(said)) if said in LANGUAGES else reader
