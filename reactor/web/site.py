"""The parts that all screens share: the viewer, and the response as page, fragment or JSON."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from aiohttp import web
from pydantic import BaseModel

from reactor.core.stream.recent_changes import RecentChanges
from reactor.documents import User
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from reactor.web.background_tasks import BackgroundTasks
from reactor.web.cached_people import CachedPeople
from reactor.web.cached_totals import CachedTotals
from reactor.web.health import Probes
from reactor.web.i18n import language_for, words_of
from reactor.web.security import sessions
from reactor.web.security.callers import CALLER
from reactor.web.templating import render
from reactor.web.urls import Urls, Value
from reactor.web.viewer import PERSON_COOKIE, Viewer, chosen, places

ANSWER_WITHIN = 10.0
"""Seconds that MongoDB has for what a page asks; then the page says that it does not answer."""

SCHEMA = "/schema.json"
"""Where the JSON of all screens is described."""

_NO_NEWS = {"now"}
_VARIES = "Accept, Accept-Language, Cookie, HX-Request"
_READER: web.RequestKey[Viewer] = web.RequestKey("reader", Viewer)


@dataclass(frozen=True, slots=True)
class View:
    """An answer to be shown.

    Attributes:
        template: of the whole page.
        shown: what the template names, beside what every template may name.
        part: of a page, for htmx when it asks for a part; `""` if the whole page is always meant.
        record: the same for programs, which ask for JSON; None if there is nothing for them.
        status: of the answer: 422 for a form that is to be corrected.
    """

    template: str
    shown: Mapping[str, Any] = field(default_factory=dict)
    part: str = ""
    record: BaseModel | None = None
    status: int = HTTPStatus.OK


@dataclass(frozen=True)
class Site:
    """The page as a whole, as each screen knows it.

    Attributes:
        settings: all of them.
        database: where everything stands.
        probes: how this reactor is.
        standing: the counts that everybody asks for.
        people: everybody's names.
        errands: what takes longer than an answer may.
        menu: the paths of the screens, in their order.
        feed: what changes.
    """

    settings: Settings
    database: ScoutlyDatabase
    probes: Probes
    standing: CachedTotals
    people: CachedPeople
    errands: BackgroundTasks
    menu: list[str] = field(default_factory=list)
    feed: RecentChanges = field(default_factory=RecentChanges)

    async def reader(self, request: web.Request) -> Viewer:
        """Who reads; asked once for each request."""
        if _READER not in request:
            request[_READER] = self._reader(request, await self.people.now())
        return request[_READER]

    async def answer(self, request: web.Request, view: View) -> web.Response:
        """The view as whoever asks wants it."""
        if view.record is not None and wants_json(request):
            return self._answer_program(request, view.record, view.status)
        template = view.part if view.part and wants_part(request) else view.template
        text = render(template, await self.reader(request), **view.shown)
        return web.Response(
            text=text, status=view.status, content_type="text/html", headers={"Vary": _VARIES}
        )

    def _answer_program(self, request: web.Request, record: BaseModel, status: int) -> web.Response:
        """A record as JSON, with a link to what describes it; nothing, if it is as it was."""
        described = f"{Urls(request[CALLER].base)(SCHEMA)}#/$defs/{type(record).__name__}"
        # The server's time is another at every look, and no news.
        news = record.model_dump_json(by_alias=True, exclude=_NO_NEWS)
        tag = hashlib.sha256(news.encode()).hexdigest()[:16]
        headers = {
            "Vary": _VARIES,
            "Link": f'<{described}>; rel="describedby"',
            "ETag": f'W/"{tag}"',
            "Cache-Control": "private, no-cache",
        }
        known = {each.value for each in request.if_none_match or ()}
        if status == HTTPStatus.OK and known & {tag, "*"}:
            return web.Response(status=HTTPStatus.NOT_MODIFIED, headers=headers)
        text = record.model_dump_json(by_alias=True)
        return web.json_response(text=text, status=status, headers=headers)

    def answer_stranger(self, request: web.Request, view: View) -> web.Response:
        """The view for somebody who has not entered: without people and menu."""
        reader = replace(self._reader(request, ()), places=(), leaves=False)
        text = render(view.template, reader, **view.shown)
        return web.Response(
            text=text, status=view.status, content_type="text/html", headers={"Vary": _VARIES}
        )

    def leads_to(
        self, request: web.Request, path: str, done: str = "", **query: Value
    ) -> web.Response:
        """Lead on after a change, so that a reload does not do it again.

        Args:
            request: the form.
            path: where to, within the page's folder.
            done: key of the notice that is shown there, within `notices`.
            query: what else the address says.
        """
        url = Urls(request[CALLER].base)
        there = {"Location": url(path, **query, done=done)}
        return web.Response(status=HTTPStatus.SEE_OTHER, headers=there)

    def _reader(self, request: web.Request, people: Sequence[User]) -> Viewer:
        caller = request[CALLER]
        base, path = self.settings.http_base, request.path
        inside = path.removeprefix(base) if base and path.startswith(f"{base}/") else path
        words = words_of(language_for(request.headers.get("Accept-Language", "")))
        notice = f"notices.{request.query.get('done', '')}"
        query = f"?{request.query_string}" if request.query_string else ""
        return Viewer(
            url=Urls(caller.base),
            words=words,
            now=datetime.now(UTC),
            zone=self.settings.zone,
            path=f"{inside}{query}",
            places=places(self.menu, inside),
            people=people,
            person=chosen(people, request.cookies.get(PERSON_COOKIE, ""), caller.user),
            leaves=sessions.COOKIE in request.cookies,
            since=self.feed.stamp(),
            notice=notice if notice in words.texts else "",
        )


def wants_json(request: web.Request) -> bool:
    """Whether a program asks, not a browser."""
    accepted = request.headers.get("Accept", "")
    return "application/json" in accepted and "text/html" not in accepted


def wants_part(request: web.Request) -> bool:
    """Whether htmx asks for a part of a page to put in its place."""
    said = request.headers
    return said.get("HX-Request") == "true" and said.get("HX-Request-Type", "partial") == "partial"
