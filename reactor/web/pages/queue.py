"""`/queue`: what is to be done, is being done, and was done, each state for itself."""

import asyncio
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from aiohttp import web

from reactor.model_choice import model_of
from reactor.mongo.views.at_once import at_once
from reactor.mongo.views.counts import take_census
from reactor.mongo.views.jobs import STATES, Position, QueuedJob, read_jobs
from reactor.mongo.views.queue import read_queue
from reactor.mongo.views.record import Record
from reactor.web.handling import Route, get
from reactor.web.paging import ROWS, Cursor, cursor_in
from reactor.web.site import ANSWER_WITHIN, Site, View

_UNDATED = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands in an address for a row that has no date."""

_PREFERRED = ("processing", "pending", "failed", "completed")


class QueueList(Record):
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

    now: datetime
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
        chosen = model_of(site.settings)
        self._model = chosen.name if chosen else site.settings.gemini_model

    def routes(self) -> Iterator[Route]:
        """Where it is."""
        yield get("/queue", self.show)

    async def show(self, request: web.Request) -> web.Response:
        """The jobs of the state that is asked for; else of one in which something is."""
        after = cursor_in(request.query.get("older", ""))
        async with asyncio.timeout(ANSWER_WITHIN):
            found = await self._read(request.query.get("state", ""), after)
        said = {"queue": found, "states": STATES, "paged": after is not None}
        return await self._site.answer(request, View("queue.html", said, record=found))

    async def _read(self, asked: str, after: Cursor | None) -> QueueList:
        database = self._site.database
        now = await database.now()
        async with at_once() as group:
            counting = group.create_task(take_census(database, self._model))
            reading = group.create_task(read_queue(database, now))
        counts, queue = counting.result().jobs, reading.result()
        filled = (state for state in _PREFERRED if counts.get(state))
        state = asked if asked in STATES else next(filled, "pending")
        jobs = await read_jobs(database, state, _position(after), ROWS + 1)
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


def _position(cursor: Cursor | None) -> Position | None:
    if cursor is None or not isinstance(cursor.value, datetime):
        return None
    return (None if cursor.value == _UNDATED else cursor.value), cursor.id


def _end(last: QueuedJob) -> str:
    at, row = last.position
    return str(Cursor(at or _UNDATED, row))
