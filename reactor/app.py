"""The application: builds the parts from the settings and runs them together.

stream -> inbox -> consumer -> queue -> dispatcher -> runner -> pipeline -> scrape, match -> save
"""

import asyncio
from collections.abc import Mapping
from contextlib import AsyncExitStack
from functools import partial

from loguru import logger

from reactor import __version__
from reactor.core.assembly import Core
from reactor.core.dispatch.runner import Runner
from reactor.core.liveness.crash_note import CrashNote
from reactor.core.liveness.health import HealthCheck
from reactor.core.liveness.heartbeat import Heartbeat
from reactor.core.liveness.supervision import supervised
from reactor.core.stream.recent_changes import RecentChanges
from reactor.errors import SettingsError
from reactor.metrics.counts import Counts
from reactor.mongo import driver
from reactor.mongo.connection import open_database, user_name, wait_for_primary
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.notifications.job_news import JobNews
from reactor.mongo.notifications.outbox import Outbox
from reactor.mongo.orphaned_transactions import past_orphaned_transactions
from reactor.mongo.outage_retry import Availability, observed_by, through_outages
from reactor.mongo.setup.bootstrap import bootstrap
from reactor.notify.alarm import Alarm
from reactor.notify.delivery import require_known
from reactor.notify.relay import Relay
from reactor.pipeline import Pipeline
from reactor.pipeline.model_probe import ModelProbe
from reactor.pipeline.toolset import Toolset, open_toolset
from reactor.settings import Settings
from reactor.signals import ended_before
from reactor.web.security.first_entry import tell_first_entry
from reactor.web.server import web_server

_log = logger.bind(channel="queue-processor")
_LAST_LETTERS = 40.0
"""Seconds after the last run in which pending notifications may still be sent."""


class Reactor:
    """The always-on reactor.

    Args:
        settings: the settings.
        stand_ins: addresses to dial instead of named hosts, for the demo and tests.

    Attributes:
        address: address of the web page, set once it is served.
        started: set once the change stream is open and jobs are claimed.
    """

    def __init__(self, settings: Settings, *, stand_ins: Mapping[str, str] | None = None) -> None:
        self._settings = settings
        self._stand_ins = stand_ins or {}
        self._stopped = asyncio.Event()
        self.address = ""
        self.started = asyncio.Event()

    def stop(self) -> None:
        """Claim nothing more, let running jobs finish within the grace, and end."""
        self._stopped.set()

    async def run(self) -> None:
        """Run until stopped.

        Raises:
            SettingsError: the deployment is wrong (no replica set, a taken port, ...).
        """
        database = open_database(self._settings)
        _log.info("reactor starts", version=__version__, database=database.name)
        try:
            availability = Availability(database.name, user_name(self._settings))
            with observed_by(availability):
                await self._run(database, HealthCheck(Heartbeat(), availability))
        except SettingsError:
            raise
        except Exception as error:
            _log.opt(exception=error).error("reactor broke")
            CrashNote(self._settings).leave(f"it broke with {type(error).__name__}")
            raise
        _log.info("reactor stopped")

    async def _run(self, database: ScoutlyDatabase, health: HealthCheck) -> None:
        async with AsyncExitStack() as stack:
            stack.push_async_callback(driver.disconnect, database.client)
            counts, feed = Counts(), RecentChanges()
            # Served first, so that people and probes see what the start waits for.
            served = web_server(self._settings, database, health, counts, feed)
            self.address = await stack.enter_async_context(served)
            alarm = Alarm(database, self._settings, health.availability)
            await stack.enter_async_context(alarm.watching())
            preparing = asyncio.create_task(self._prepare(database, health))
            if await ended_before(self._stopped, preparing):
                preparing.result()
                await tell_first_entry(database, self._settings, self.address)
                opened = open_toolset(self._settings, database, self._stand_ins, counts)
                instruments = await stack.enter_async_context(opened)
                await self._live(database, instruments, health, counts, feed)

    async def _live(
        self,
        database: ScoutlyDatabase,
        instruments: Toolset,
        health: HealthCheck,
        counts: Counts,
        feed: RecentChanges,
    ) -> None:
        """React to changes and send notifications until stopped."""
        settings = self._settings
        relay = Relay(Outbox(database), settings)
        pipeline = self._pipeline(instruments, database)
        runner = Runner(database, pipeline, settings, counts)
        watch = ModelProbe(database, settings, instruments.matcher)
        core = Core(database, settings, runner, relay.wake, counts, on_models=watch.wake, feed=feed)
        health.pulse = core.pulse
        with core.pulse.loop_lag.measured():
            await self._react_and_tell(core, relay, watch)

    def _pipeline(self, instruments: Toolset, database: ScoutlyDatabase) -> Pipeline:
        """The pipeline that runs jobs."""
        return Pipeline(instruments, database, self._settings)

    async def _react_and_tell(self, core: Core, relay: Relay, watch: ModelProbe) -> None:
        async with asyncio.TaskGroup() as group:
            relayed = partial(relay.run, lambda: core.owner)
            telling = group.create_task(supervised(relayed, "notifications"), name="notifications")
            watched = partial(watch.run, core.look_at_everything)
            watching = group.create_task(supervised(watched, "models"), name="models")
            reacting = group.create_task(self._react(core, relay), name="core")
            await self._stopped.wait()
            core.stop()
            watching.cancel()
            await asyncio.wait([reacting])
            # Notifications about the last results are sent too, if MongoDB is reachable.
            await asyncio.wait([telling], timeout=_LAST_LETTERS if core.ended_well else 0)
            telling.cancel()

    async def _react(self, core: Core, relay: Relay) -> None:
        """Run the core, then stop the relay, which finishes notifications in flight."""
        try:
            await core.run(self.started)
        finally:
            relay.stop()

    async def _prepare(self, database: ScoutlyDatabase, health: HealthCheck) -> None:
        """Wait for MongoDB and bootstrap the database, without a time limit."""
        await wait_for_primary(database, health.note_start)
        keep = self._settings.keep_finished
        await through_outages(
            lambda: past_orphaned_transactions(database, bootstrap(database, keep)),
            "preparing the database",
            patience=None,
        )
        await self._prepare_notifications(database)

    async def _prepare_notifications(self, database: ScoutlyDatabase) -> None:
        """Reject unusable notification addresses, and notify of the last reactor's abnormal end."""
        await require_known(self._settings)
        last_words = CrashNote(self._settings)
        if (words := last_words.read()) is not None:
            _log.warning("the reactor before this one ended in trouble", **words)
            tell = partial(JobNews(database, self._settings).of_end, words)
            await through_outages(tell, "telling how the last reactor ended", patience=None)
            last_words.forget()
