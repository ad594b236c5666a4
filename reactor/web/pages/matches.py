"""`/matches`: what was found for somebody, sifted by status, company, place, score and words."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from aiohttp import web
from bson import ObjectId

from reactor.mongo.views.inbox import NEWEST, Inbox, Wanted, beyond, read_inbox
from reactor.web.handling import Route, get
from reactor.web.paging import ROWS, Cursor, cursor_in
from reactor.web.reading import Reader
from reactor.web.shown import inbox as shown
from reactor.web.site import Site, View


class MatchesPage:
    """The inbox."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def routes(self) -> Iterator[Route]:
        """Where it is."""
        yield get("/matches", self.show)

    async def show(self, request: web.Request) -> web.Response:
        """A page of the list; for htmx the list alone, when its filter changes."""
        reader = await self._site.reader(request)
        wanted = shown.wanted_in(request.query)
        cursor = cursor_in(request.query.get("older", ""))
        after = _after(cursor, wanted)
        inbox = await read_inbox(self._site.database, whose(reader), wanted, after, ROWS)
        if inbox.more:
            row = ObjectId(inbox.matches[-1].id)
            # A cursor holds no nothing.
            older = Cursor("" if inbox.last is None else inbox.last, row)
            inbox = inbox.model_copy(update={"older": str(older)})
        said = _said(wanted, inbox) | {"turned": bool(after)}
        view = View("matches.html", said, part="parts/matches_list.html", record=inbox)
        return await self._site.answer(request, view)


def whose(reader: Reader) -> list[ObjectId]:
    """The ids of those whose matches are shown."""
    return [user.id for user in ([reader.person] if reader.person else reader.people)]


def _said(wanted: Wanted, inbox: Inbox) -> dict[str, Any]:
    return {
        "inbox": inbox,
        "wanted": wanted,
        "query": shown.query_of(wanted),
        "sifted": shown.is_sifted(wanted),
        "tabs": shown.tabs(wanted, inbox),
    }


def _after(cursor: Cursor | None, wanted: Wanted) -> dict[str, Any]:
    """The filter of what comes after a cursor; empty without one, or with another list's."""
    if cursor is None:
        return {}
    value = cursor.value
    if value == "":
        return dict(beyond(wanted.sort, None, cursor.id))
    if isinstance(value, str) or isinstance(value, datetime) != (wanted.sort == NEWEST):
        return {}
    return dict(beyond(wanted.sort, value, cursor.id))
