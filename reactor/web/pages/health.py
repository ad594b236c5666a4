"""`/health`: what the doctor finds, the model's budget, what grows, and the settings."""

import asyncio
import platform
from collections.abc import Iterator

from aiohttp import web

from reactor import __version__
from reactor.model_choice import model_of
from reactor.mongo import driver
from reactor.mongo.views.budget import MatcherInUse
from reactor.mongo.views.operations import OperationsRecord, operations_record, read_operations
from reactor.mongo.views.read_model import ReadModel
from reactor.web.doctor_reports import DoctorReport, DoctorReports
from reactor.web.handlers import Route, get
from reactor.web.presenters.measures import money, size
from reactor.web.presenters.settings import ShownSetting, settings_shown
from reactor.web.presenters.state import state_of
from reactor.web.site import ANSWER_WITHIN, Site, View, wants_json


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
        self._keyless = model_of(site.settings) is None

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
        health = Health(
            version=__version__,
            python=platform.python_version(),
            upkeep=await self._upkeep(),
            findings=findings,
            settings=self._settings,
        )
        probes, census = self._site.probes, await self._site.standing.now()
        state = state_of(
            probes.health, census, stream_open=probes.stream_open, keyless=self._keyless
        )
        said: dict[str, object] = {
            "health": health,
            "findings": findings,
            "state": state,
            "pulse": probes.health.pulse,
            "log_dir": self._site.settings.log_dir,
            "size": size,
            "money": money,
        }
        view = View("health.html", said, part="parts/findings.html", record=health)
        return await self._site.answer(request, view)

    async def _upkeep(self) -> OperationsRecord | None:
        """None if MongoDB does not answer in time."""
        database, settings = self._site.database, self._site.settings
        try:
            async with asyncio.timeout(ANSWER_WITHIN):
                now = await database.now()
                upkeep = await read_operations(database, settings, now)
        except (driver.PyMongoError, TimeoutError):
            return None
        return operations_record(upkeep, MatcherInUse.of(settings), settings.lease)
