"""`/health`: what the doctor finds, the model's budget, what grows, and the settings."""

import asyncio
import platform
from collections.abc import Iterator, Sequence
from typing import Any

from aiohttp import web

from reactor import __version__
from reactor.core.stream.recent_changes import TASK, Change
from reactor.model_choice import model_of
from reactor.mongo import driver
from reactor.mongo.views.budget import MatcherInUse
from reactor.mongo.views.operations import OperationsRecord, operations_record, read_operations
from reactor.mongo.views.read_model import ReadModel
from reactor.web.doctor_reports import DoctorReport, DoctorReports
from reactor.web.handlers import Route, get
from reactor.web.live_rows import Audience, PagePart
from reactor.web.presenters.measures import money, size
from reactor.web.presenters.settings import ShownSetting, settings_shown
from reactor.web.presenters.state import state_of
from reactor.web.site import ANSWER_WITHIN, Site, View, wants_json
from reactor.web.templating import render

_NO_FIGURE = ("usercompanypreferences", "users", TASK)
"""What happens there shows in no figure of this page."""


class Health(ReadModel):
    """All of it.

    Attributes:
        version: of the reactor.
        python: that it runs on.
        upkeep: what MongoDB knows; None while it does not answer.
        findings: the doctor's; None before somebody asked for them.
        settings: all of them, without secrets.
    """

    version: str
    python: str
    upkeep: OperationsRecord | None
    findings: DoctorReport | None
    settings: tuple[ShownSetting, ...]


class HealthPage:
    """Tells how the reactor is. The doctor is not waited for: he may take seconds."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._examinations = DoctorReports(site.settings, site.database)
        self._settings = settings_shown(site.settings)

    def routes(self) -> Iterator[Route]:
        """Where it is; the findings alone are at the second."""
        yield get("/health", self.show)
        yield get("/health/findings", self.examine)

    async def show(self, request: web.Request) -> web.Response:
        """The page, with the findings if there are any of the last minute."""
        if wants_json(request):
            return await self.examine(request)
        return await self._answer(request, self._examinations.kept)

    async def examine(self, request: web.Request) -> web.Response:
        """The page with findings; for htmx these alone."""
        return await self._answer(request, await self._examinations.findings())

    async def _answer(self, request: web.Request, findings: DoctorReport | None) -> web.Response:
        said = await _read(self._site)
        health = Health(
            version=__version__,
            python=platform.python_version(),
            upkeep=said["upkeep"],
            findings=findings,
            settings=self._settings,
        )
        said |= {"health": health, "findings": findings}
        view = View("health.html", said, part="parts/findings.html", record=health)
        return await self._site.answer(request, view)


class LiveHealth:
    """Keeps what MongoDB and this reactor know of themselves; the doctor comes when asked."""

    name = "health"

    def __init__(self, site: Site) -> None:
        self._site = site

    async def rows(
        self, audience: Audience, changes: Sequence[Change] | None
    ) -> list[PagePart] | None:
        """Its state and its figures, if anything has happened that they may show."""
        if changes is not None and all(each.collection in _NO_FIGURE for each in changes):
            return []
        said, reader = await _read(self._site), audience.now
        # Without MongoDB there is nothing newer than what is shown.
        parts = ("hero", "upkeep") if said["upkeep"] else ("hero",)
        return [
            PagePart(f"health-{part}", render(f"parts/health_{part}.html", reader, **said))
            for part in parts
        ]


async def _read(site: Site) -> dict[str, Any]:
    """What the parts of the page name."""
    probes, totals = site.probes, await site.standing.now()
    keyless = model_of(site.settings) is None
    return {
        "upkeep": await _upkeep(site),
        "state": state_of(probes.health, totals, stream_open=probes.stream_open, keyless=keyless),
        "pulse": probes.health.pulse,
        "log_dir": site.settings.log_dir,
        "size": size,
        "money": money,
    }


async def _upkeep(site: Site) -> OperationsRecord | None:
    """None if MongoDB does not answer in time."""
    database, settings = site.database, site.settings
    try:
        async with asyncio.timeout(ANSWER_WITHIN):
            now = await database.now()
            upkeep = await read_operations(database, settings, now)
    except (driver.PyMongoError, TimeoutError):
        return None
    return operations_record(upkeep, MatcherInUse.of(settings), settings.lease)
