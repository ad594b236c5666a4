"""`/matches`: what was found for somebody, sifted by status, company, place, score and words."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from aiohttp import web
from bson import ObjectId

from reactor.core.stream.recent_changes import Change
from reactor.mongo.views.match_filters import EVERYTHING, NEWEST, MatchFilter, beyond
from reactor.mongo.views.matches import MatchList, read_inbox, read_some, read_tallies
from reactor.mongo.views.paging import ROWS, PageKey, cursor_in
from reactor.web.handlers import Route, get
from reactor.web.live_rows import MAX_ROWS, Audience, PagePart
from reactor.web.presenters import matches as shown
from reactor.web.site import Site, View
from reactor.web.templating import render
from reactor.web.viewer import Viewer

_ON_TOP = "match-rows"
"""Id of the list, on a page that begins with the newest."""


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
            older = PageKey("" if inbox.last is None else inbox.last, row)
            inbox = inbox.model_copy(update={"older": str(older)})
        said = _said(wanted, inbox) | {"turned": bool(after)}
        view = View("matches.html", said, part="parts/matches_list.html", record=inbox)
        return await self._site.answer(request, view)


class LiveMatches:
    """Keeps open inboxes as they are in the database, whoever changes it."""

    name = "matches"

    def __init__(self, site: Site) -> None:
        self._database = site.database

    async def rows(
        self, audience: Audience, changes: Sequence[Change] | None
    ) -> list[PagePart] | None:
        """What changed of the matches: a row stays until the page is left, whatever its status."""
        own = {each.key: each.operation for each in changes or () if _is_save(each)}
        if changes is None or len(own) > MAX_ROWS:
            return None
        if not own:
            return []
        reader, wanted = audience.now, shown.wanted_in(audience.query)
        users, whatever = whose(reader), replace(wanted, tab=EVERYTHING)
        found = await read_some(self._database, users, whatever, list(own))
        counted = await read_tallies(self._database, users, wanted)
        numbers = render("parts/matches_tabs.html", reader, tabs=shown.tabs(wanted, counted))
        rows = [PagePart("match-tabs", numbers)]
        for of, match in found.items():
            is_new = own[of] == "insert" and shown.is_under(match, wanted.tab)
            text = render("parts/match_row.html", reader, match=match)
            rows.append(PagePart(f"match-{of}", text, _ON_TOP if is_new else ""))
        return rows + [PagePart(f"match-{of}", "") for of, done in own.items() if done == "delete"]


def _is_save(change: Change) -> bool:
    return change.collection == "savedjobs" and isinstance(change.key, ObjectId)


def whose(reader: Viewer) -> list[ObjectId]:
    """The ids of those whose matches are shown."""
    return [user.id for user in ([reader.person] if reader.person else reader.people)]


def _said(wanted: MatchFilter, inbox: MatchList) -> dict[str, Any]:
    return {
        "inbox": inbox,
        "wanted": wanted,
        "query": shown.query_of(wanted),
        "sifted": shown.is_sifted(wanted),
        "tabs": shown.tabs(wanted, inbox),
    }


def _after(cursor: PageKey | None, wanted: MatchFilter) -> dict[str, Any]:
    """The filter of what comes after a cursor; empty without one, or with another list's."""
    if cursor is None:
        return {}
    value = cursor.value
    if value == "":
        return dict(beyond(wanted.sort, None, cursor.id))
    if isinstance(value, str) or isinstance(value, datetime) != (wanted.sort == NEWEST):
        return {}
    return dict(beyond(wanted.sort, value, cursor.id))
