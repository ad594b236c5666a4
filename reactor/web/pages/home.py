"""`/`: does it work, what is new for me, what needs a look."""

import asyncio
from collections.abc import Iterator

from aiohttp import web

from reactor import __version__
from reactor.model_choice import model_of
from reactor.mongo import driver
from reactor.mongo.views.home import Home, read_home
from reactor.web.handling import Route, get
from reactor.web.reading import Reader
from reactor.web.shown import home as shown
from reactor.web.shown.state import state_of
from reactor.web.site import ANSWER_WITHIN, Site, View, wants_json


class HomePage:
    """Tells how things stand in one look, whatever the state."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._keyless = model_of(site.settings) is None

    def routes(self) -> Iterator[Route]:
        """Where it is."""
        yield get("/", self.show)

    async def show(self, request: web.Request) -> web.Response:
        """The page."""
        reader = await self._site.reader(request)
        probes, census = self._site.probes, await self._site.standing.now()
        state = state_of(
            probes.health, census, stream_open=probes.stream_open, keyless=self._keyless
        )
        home = await self._read(reader) if census else None
        if home is None and wants_json(request):
            raise web.HTTPServiceUnavailable
        if home and state.well and _is_browser(request) and await self._is_empty(reader):
            return self._site.leads_to(request, "/welcome")
        said = {"state": state, "home": home, "version": __version__, **_charts(home, reader)}
        return await self._site.answer(request, View("home.html", said, record=home))

    async def _read(self, reader: Reader) -> Home | None:
        """None if MongoDB does not answer in time."""
        whose = [reader.person] if reader.person else reader.people
        try:
            async with asyncio.timeout(ANSWER_WITHIN):
                database, zone = self._site.database, self._site.settings.zone
                return await read_home(database, zone, [user.id for user in whose])
        except (driver.PyMongoError, TimeoutError):
            return None

    async def _is_empty(self, reader: Reader) -> bool:
        """Whether nobody is in the database yet, not even without an e-mail."""
        return not reader.people and not await self._site.database.users.find_one({}, {"_id": 1})


def _is_browser(request: web.Request) -> bool:
    return "text/html" in request.headers.get("Accept", "")


def _charts(home: Home | None, reader: Reader) -> dict[str, object]:
    days = home.days if home else ()
    return {
        "visits": shown.visits(days, reader.words),
        "found": shown.matches(days, reader.words),
    }
