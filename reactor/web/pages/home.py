"""`/`: does it work, what is new for me, what needs a look."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from aiohttp import web

from reactor import __version__
from reactor.core.stream.recent_changes import TASK, Change
from reactor.model_choice import model_of
from reactor.mongo import driver
from reactor.mongo.views.home import HomeView, read_home
from reactor.web.handlers import Route, get
from reactor.web.live_rows import Audience, PagePart
from reactor.web.presenters import home as shown
from reactor.web.presenters.companies import remedy_of
from reactor.web.presenters.state import state_of
from reactor.web.site import ANSWER_WITHIN, Site, View, wants_json
from reactor.web.templating import render
from reactor.web.viewer import Viewer

_PARTS = ("hero", "best", "look", "now", "days")


class HomePage:
    """Tells how things stand in one look, whatever the state."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def routes(self) -> Iterator[Route]:
        """Where it is."""
        yield get("/", self.show)

    async def show(self, request: web.Request) -> web.Response:
        """The page."""
        reader = await self._site.reader(request)
        said = await _read(self._site, reader)
        if said["home"] is None and wants_json(request):
            raise web.HTTPServiceUnavailable
        if await self._is_first_look(request, reader, said):
            return self._site.leads_to(request, "/welcome")
        view = View("home.html", {**said, "version": __version__}, record=said["home"])
        return await self._site.answer(request, view)

    async def _is_first_look(
        self, request: web.Request, reader: Viewer, said: Mapping[str, Any]
    ) -> bool:
        """Whether a person looks, all is well, and nobody is in the database yet."""
        if reader.people or not (said["home"] and said["state"].well and _is_browser(request)):
            return False
        # Somebody may be there without an e-mail.
        return not await self._site.database.users.find_one({}, {"_id": 1})


def _is_browser(request: web.Request) -> bool:
    return "text/html" in request.headers.get("Accept", "")


class LiveHome:
    """Keeps open first pages as they would be if they were loaded now."""

    name = "home"

    def __init__(self, site: Site) -> None:
        self._site = site

    async def rows(
        self, audience: Audience, changes: Sequence[Change] | None
    ) -> list[PagePart] | None:
        """All its parts, if any may be different."""
        reader = audience.now
        if changes is not None and not any(_is_seen(change, reader) for change in changes):
            return []
        said = await _read(self._site, reader)
        # Without MongoDB there is nothing newer than what is shown.
        parts = _PARTS if said["home"] else _PARTS[:1]
        return [
            PagePart(f"home-{part}", render(f"parts/home_{part}.html", reader, **said))
            for part in parts
        ]


def _is_seen(change: Change, reader: Viewer) -> bool:
    """Whether a change may show: others' matches do not."""
    if change.collection == "savedjobs" and change.user and reader.person:
        return change.user == reader.person.id
    return change.collection not in {"notifications", TASK}


async def _read(site: Site, reader: Viewer) -> Mapping[str, Any]:
    """What the templates name."""
    probes, totals = site.probes, await site.standing.now()
    keyless = model_of(site.settings) is None
    state = state_of(probes.health, totals, stream_open=probes.stream_open, keyless=keyless)
    home = await _read_home(site, reader, totals.now) if totals else None
    days = home.days if home else ()
    return {
        "state": state,
        "home": home,
        "visits": shown.visits(days, reader.words),
        "found": shown.matches(days, reader.words),
        "remedy_of": remedy_of,
    }


async def _read_home(site: Site, reader: Viewer, now: datetime) -> HomeView | None:
    """None if MongoDB does not answer in time."""
    whose = [reader.person] if reader.person else reader.people
    try:
        async with asyncio.timeout(ANSWER_WITHIN):
            users = [user.id for user in whose]
            return await read_home(site.database, now, site.settings.zone, users)
    except (driver.PyMongoError, TimeoutError):
        return None
