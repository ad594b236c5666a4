"""`/matches/ID`: one match with all that is known of it; its status and its notes."""

from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from aiohttp import web
from bson import ObjectId
from yarl import URL

from reactor.core.stream.recent_changes import Change
from reactor.mongo.views.match import OpenedMatch, read_match
from reactor.mongo.views.matches import read_tallies
from reactor.saved_job_status import STATUSES, status_of
from reactor.saved_jobs.editing import plain, set_notes, set_status
from reactor.web.forms import read_form
from reactor.web.handlers import Route, get, post
from reactor.web.json_errors import NotesClash
from reactor.web.live_rows import Audience, PagePart
from reactor.web.pages.matches import whose
from reactor.web.presenters import matches as shown
from reactor.web.site import Site, View, wants_json, wants_part

_ONE = "/matches/{id:[0-9a-f]{24}}"
_PART = "parts/match_opened.html"


class MatchPage:
    """One match, and what people change of it."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def routes(self) -> Iterator[Route]:
        """Where it is, and where its forms are sent."""
        yield get(_ONE, self.show)
        yield post(f"{_ONE}/status", self.mark)
        yield post(f"{_ONE}/notes", self.note)

    async def show(self, request: web.Request) -> web.Response:
        """The match; for htmx what opens below its row."""
        opened = await self._read(request)
        view = View("match.html", _said(opened), part=_PART, record=opened)
        return await self._site.answer(request, view)

    async def mark(self, request: web.Request) -> web.Response:
        """Give it another status, and lead back to where the form stood."""
        opened, form = await self._read(request), await read_form(request)
        status = status_of(form.get("status", ""))
        await set_status(self._site.database, ObjectId(opened.match.id), status)
        match = opened.match.model_copy(update={"status": status})
        if wants_json(request) or wants_part(request):
            said = {"match": match, **await self._tabs(request)}
            return await self._site.answer(
                request, View("parts/match_marked.html", said, record=match)
            )
        reader = await self._site.reader(request)
        back = URL(_path(request.headers.get("Referer", "")) or f"/matches/{match.id}")
        there = reader.url.inside(str(back.update_query(done="marked").with_fragment(None)))
        headers = {"Location": f"{there}#match-{match.id}"}
        return web.Response(status=HTTPStatus.SEE_OTHER, headers=headers)

    async def note(self, request: web.Request) -> web.Response:
        """Write the note, unless it was changed elsewhere since it was read."""
        opened, form = await self._read(request), await read_form(request)
        notes, before = plain(form.get("notes", "")), form.get("before", "")
        kept = await set_notes(self._site.database, ObjectId(opened.match.id), notes, before)
        theirs = opened.match.notes if kept else (await self._read(request)).match.notes
        if not kept:
            said = _said(opened, notes=notes, before=theirs, theirs=theirs)
            view = View(
                "match.html",
                said,
                part="parts/match_noted.html",
                record=NotesClash(yours=notes, theirs=theirs),
                status=HTTPStatus.CONFLICT,
            )
            return await self._site.answer(request, view)
        match = opened.match.model_copy(update={"notes": notes})
        said = _said(opened, notes=notes, before=notes) | {"noted": True}
        if wants_json(request) or wants_part(request):
            view = View("parts/match_noted.html", said, record=match)
            return await self._site.answer(request, view)
        return self._site.leads_to(request, f"/matches/{match.id}", done="noted")

    async def _read(self, request: web.Request) -> OpenedMatch:
        opened = await read_match(self._site.database, ObjectId(request.match_info["id"]))
        if opened is None:
            raise web.HTTPNotFound
        return opened

    async def _tabs(self, request: web.Request) -> Mapping[str, Any]:
        """The tabs of the list in which the form stood, with their new counts; none elsewhere."""
        reader = await self._site.reader(request)
        there = URL(_path(request.headers.get("HX-Current-URL", "")) or "/")
        if not there.path.endswith("/matches"):
            return {"tabs": ()}
        wanted = shown.wanted_in(there.query)
        counted = await read_tallies(self._site.database, whose(reader), wanted)
        return {"tabs": shown.tabs(wanted, counted)}


class LiveMatch:
    """Has an open page of a match read anew when somebody has changed it."""

    name = "match"

    def __init__(self, _: Site) -> None:
        pass

    async def rows(
        self, audience: Audience, changes: Sequence[Change] | None
    ) -> list[PagePart] | None:
        """None as soon as it is another."""
        which = audience.part(1)
        changed = changes is None or any(
            change.collection == "savedjobs" and str(change.key) == which for change in changes
        )
        return None if changed else []


def _said(
    opened: OpenedMatch, notes: str | None = None, before: str | None = None, theirs: str = ""
) -> dict[str, Any]:
    """What the templates of a match name.

    Args:
        opened: the match.
        notes: what stands in the field; None for what is kept.
        before: what was read; None for what is kept.
        theirs: what somebody else wrote meanwhile.
    """
    kept = opened.match.notes
    return {
        "opened": opened,
        "match": opened.match,
        "notes": kept if notes is None else notes,
        "before": kept if before is None else before,
        "theirs": theirs,
        "conflict": notes is not None and notes != before,
        "noted": False,
        "statuses": STATUSES,
    }


def _path(address: str) -> str:
    """The path and query of an address of this page, whatever host it names."""
    try:
        url = URL(address)
    except ValueError:
        return ""
    return url.raw_path_qs if url.absolute else ""
