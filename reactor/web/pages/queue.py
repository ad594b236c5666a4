"""`/queue`: what is to be done, is being done, and was done, each state for itself."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from reactor.core.stream.recent_changes import Change
from reactor.model_choice import model_of
from reactor.mongo.views.concurrent_reads import at_once
from reactor.mongo.views.jobs import STATES, Position, QueuedJob, read_jobs
from reactor.mongo.views.paging import ROWS, PageKey, cursor_in
from reactor.mongo.views.queue import read_queue
from reactor.mongo.views.read_model import Moment, ReadModel
from reactor.mongo.views.totals import read_totals
from reactor.web.handlers import Route, get
from reactor.web.live_rows import Audience, PagePart
from reactor.web.site import ANSWER_WITHIN, Site, View, wants_json
from reactor.web.templating import render

_UNDATED = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands in an address for a row that has no date."""

_PREFERRED = ("processing", "pending", "failed", "completed")


class QueueList(ReadModel):
    """One state of the queue.

    Attributes:
        now: the server's time.
        state: which.
        counts: jobs by state.
        ready: of the pending ones, those that could be claimed.
        waiting: those that wait for a retry, a budget or a model.
        completed_lately, failed_lately: what ended within a day.
        jobs: some of this state: what is next, or what ended last, first.
        older: what stands in the address of the page after this; `""` on the last.
    """

    now: Moment
    state: str
    counts: Mapping[str, int]
    ready: int = 0
    waiting: int = 0
    completed_lately: int = 0
    failed_lately: int = 0
    jobs: tuple[QueuedJob, ...] = ()
    older: str = ""


class QueuePage:
    """Lists jobs."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def routes(self) -> Iterator[Route]:
        """Where it is."""
        yield get("/queue", self.show)

    async def show(self, request: web.Request) -> web.Response:
        """The jobs of the state that is asked for; people who ask for none are led to one."""
        asked, older = (request.query.get(name, "") for name in ("state", "older"))
        async with asyncio.timeout(ANSWER_WITHIN):
            found = await _read(self._site, asked, older)
        if asked != found.state and not wants_json(request):
            done = request.query.get("done", "")
            return self._site.leads_to(request, "/queue", done=done, state=found.state)
        view = View("queue.html", _shown(found, older), record=found)
        return await self._site.answer(request, view)


class LiveQueue:
    """Keeps open lists as they would be if they were loaded now; later pages keep their rows."""

    name = "queue"

    def __init__(self, site: Site) -> None:
        self._site = site

    async def rows(
        self, audience: Audience, changes: Sequence[Change] | None
    ) -> list[PagePart] | None:
        """What stands above the list, and the list, if a job has changed."""
        if changes is not None and not any(each.collection == "jobqueues" for each in changes):
            return []
        older = audience.query.get("older", "")
        found = await _read(self._site, audience.query.get("state", ""), older)
        parts = ("head",) if older else ("head", "list")
        said = _shown(found, older)
        return [
            PagePart(f"queue-{part}", render(f"parts/queue_{part}.html", audience.now, **said))
            for part in parts
        ]


def _shown(found: QueueList, older: str) -> Mapping[str, Any]:
    return {"queue": found, "states": STATES, "paged": bool(older)}


async def _read(site: Site, asked: str, older: str) -> QueueList:
    """A page of the state that is asked for; else of one in which something is."""
    database, chosen = site.database, model_of(site.settings)
    now = await database.now()
    async with at_once() as group:
        model = chosen.name if chosen else site.settings.gemini_model
        counting = group.create_task(read_totals(database, model))
        reading = group.create_task(read_queue(database, now))
    counts, queue = counting.result().jobs, reading.result()
    filled = (state for state in _PREFERRED if counts.get(state))
    state = asked if asked in STATES else next(filled, "pending")
    jobs = await read_jobs(database, state, _position(cursor_in(older)), ROWS + 1)
    return QueueList(
        now=now,
        state=state,
        counts=counts,
        ready=queue.ready,
        waiting=queue.waiting,
        completed_lately=queue.completed,
        failed_lately=queue.failed,
        jobs=jobs[:ROWS],
        older=_end(jobs[ROWS - 1]) if len(jobs) > ROWS else "",
    )


def _position(cursor: PageKey | None) -> Position | None:
    if cursor is None or not isinstance(cursor.value, datetime):
        return None
    return (None if cursor.value == _UNDATED else cursor.value), cursor.id


def _end(last: QueuedJob) -> str:
    at, row = last.position
    return str(PageKey(at or _UNDATED, row))
