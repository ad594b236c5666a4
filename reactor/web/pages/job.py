"""`/queue/ID`: one job's story, with its log lines; and what people may do to a job."""

import asyncio
from collections.abc import Iterator, Sequence
from http import HTTPStatus

from aiohttp import web
from bson import ObjectId

from reactor.core.stream.recent_changes import Change
from reactor.documents import Company
from reactor.logs.job_lines import LogLines, lines_about
from reactor.mongo.views.job import Story, read_job, read_story
from reactor.mongo.views.jobs import STATES
from reactor.mongo.views.read_model import Moment, ReadModel
from reactor.tracking.job_controls import EditOutcome, delete, set_back
from reactor.tracking.visit_request import ask_for_visit
from reactor.web.forms import read_form
from reactor.web.handlers import Route, get, post
from reactor.web.live_rows import Audience, PagePart
from reactor.web.site import ANSWER_WITHIN, Site, View, wants_part


class Line(ReadModel):
    """A line of a log file, as `logs/reading.py` reads it."""

    at: Moment
    level: str
    said: str
    file: str


class ToldJob(Story):
    """A job's story, with what the log says.

    Attributes:
        log: the latest lines about it, the earliest of them first.
        log_whole: whether there is nothing older.
        log_trouble: why the log cannot be read, `""` if it can.
    """

    log: tuple[Line, ...] = ()
    log_whole: bool = True
    log_trouble: str = ""


class JobPage:
    """Shows a job and changes it."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._reading = asyncio.Lock()

    def routes(self) -> Iterator[Route]:
        """Where it is."""
        yield get("/queue/{id}", self.show)
        yield post("/queue/{id}/again", self.again)
        yield post("/queue/{id}/visit", self.visit)
        yield post("/queue/{id}/delete", self.delete)

    async def show(self, request: web.Request) -> web.Response:
        """Its story."""
        return await self._tell(request, _id(request))

    async def again(self, request: web.Request) -> web.Response:
        """Set it back to pending."""
        form, job = await read_form(request), _id(request)
        edit = await set_back(self._site.database, job, form.get("status", ""))
        return await self._after(request, job, edit, "job_set_back")

    async def delete(self, request: web.Request) -> web.Response:
        """Delete it."""
        form, job = await read_form(request), _id(request)
        edit = await delete(self._site.database, job, form.get("status", ""))
        if edit is EditOutcome.DONE and not wants_part(request):
            seen = form.get("status", "")
            return self._site.leads_to(request, "/queue", done="job_deleted", state=seen)
        return await self._after(request, job, edit, "job_deleted")

    async def visit(self, request: web.Request) -> web.Response:
        """Have its company visited now."""
        database = self._site.database
        found = await read_job(database, _id(request))
        known = (
            found
            and found.company_id
            and await database.companies.find_one({"_id": ObjectId(found.company_id)})
        )
        if not (found and known):
            raise web.HTTPNotFound
        asked = await ask_for_visit(database, Company.read(known))
        if wants_part(request):
            return await self._row(request, ObjectId(found.id), said=asked.visit.name.lower())
        done = f"visit_{asked.visit.name.lower()}"
        return self._site.leads_to(request, f"/queue/{found.id}", done=done)

    async def _after(
        self, request: web.Request, job: ObjectId, edit: EditOutcome, done: str
    ) -> web.Response:
        """What is answered after an edit."""
        refused = edit in (EditOutcome.CHANGED, EditOutcome.BUSY)
        if wants_part(request):
            return await self._row(request, job, problem=edit.value if refused else "")
        if refused:
            return await self._tell(request, job, problem=edit.value)
        if edit is EditOutcome.GONE:
            return self._site.leads_to(request, "/queue", done="job_gone")
        return self._site.leads_to(request, f"/queue/{job}", done=done)

    async def _row(
        self, request: web.Request, job: ObjectId, *, problem: str = "", said: str = ""
    ) -> web.Response:
        """The row as it is now; nothing in its place if it is gone."""
        found = await read_job(self._site.database, job)
        if found is None:
            return web.Response(content_type="text/html")
        shown = {"job": found, "problem": problem, "asked": said}
        status = HTTPStatus.CONFLICT if problem else HTTPStatus.OK
        return await self._site.answer(request, View("parts/job_row.html", shown, status=status))

    async def _tell(self, request: web.Request, job: ObjectId, problem: str = "") -> web.Response:
        reader, settings = await self._site.reader(request), self._site.settings
        whose = [reader.person] if reader.person else reader.people
        async with asyncio.timeout(ANSWER_WITHIN):
            story = await read_story(self._site.database, job, [user.id for user in whose])
            if story is None:
                raise web.HTTPNotFound
            log = await self._log(str(job), story)
        told = ToldJob(**dict(story), log=_lines(log), log_whole=log.whole, log_trouble=log.trouble)
        shown = {"story": told, "problem": problem, "log_dir": settings.log_dir, "states": STATES}
        status = HTTPStatus.CONFLICT if problem else HTTPStatus.OK
        return await self._site.answer(request, View("job.html", shown, record=told, status=status))

    async def _log(self, job: str, story: Story) -> LogLines:
        """One reader at a time, in a thread."""
        folder, since = self._site.settings.log_dir, story.job.created_at
        async with self._reading:
            return await asyncio.to_thread(lines_about, folder, job, since)


class LiveJob:
    """Has an open page of a job read anew when the job has changed: its log is read along."""

    name = "job"

    def __init__(self, _: Site) -> None:
        pass

    async def rows(
        self, audience: Audience, changes: Sequence[Change] | None
    ) -> list[PagePart] | None:
        """None as soon as the job has changed."""
        which = audience.part(1)
        jobs = [change for change in changes or () if change.collection == "jobqueues"]
        changed = changes is None or any(str(change.key) == which for change in jobs)
        return None if changed else []


def _id(request: web.Request) -> ObjectId:
    said = request.match_info["id"]
    if not ObjectId.is_valid(said):
        raise web.HTTPNotFound
    return ObjectId(said)


def _lines(log: LogLines) -> tuple[Line, ...]:
    return tuple(
        Line(at=line.at, level=line.level, said=line.said, file=line.file) for line in log.lines
    )
