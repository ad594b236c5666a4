"""Builds the parts from the settings and runs them together.

stream -> inbox -> consumer -> queue -> dispatcher -> runner -> pipeline -> scrape, match -> save
"""

import asyncio
from collections.abc import Coroutine, Mapping
from contextlib import AsyncExitStack, suppress
from typing import Any

from loguru import logger

from reactor import __version__
from reactor.core.assembly import Core
from reactor.core.runner import Runner
from reactor.errors import SettingsError
from reactor.instruments import open_instruments
from reactor.mongo import driver
from reactor.mongo.bootstrap import bootstrap
from reactor.mongo.connection import open_database, wait_for_primary
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.followers import Followers
from reactor.mongo.forsaken import past_forsaken
from reactor.mongo.outages import through_outages
from reactor.mongo.texts import PostingTexts
from reactor.pipeline import Pipeline
from reactor.settings import Settings
from reactor.web.health import health_server

_log = logger.bind(channel="queue-processor")


class Reactor:
    """The always-on reactor.

    Args:
        settings: all of them.
        stand_ins: addresses dialled instead of named hosts, where the internet would be.

    Attributes:
        started: set once the stream is open and jobs are claimed.
    """

    def __init__(self, settings: Settings, *, stand_ins: Mapping[str, str] | None = None) -> None:
        self._settings = settings
        self._stand_ins = stand_ins or {}
        self._stopped = asyncio.Event()
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
            await self._run(database)
        except SettingsError:
            raise
        except Exception as error:
            _log.opt(exception=error).error("reactor broke")
            raise
        _log.info("reactor stopped")

    async def _run(self, database: ScoutlyDatabase) -> None:
        async with AsyncExitStack() as stack:
            stack.push_async_callback(driver.disconnect, database.client)
            if not await self._unless_stopped(wait_for_primary(database)):
                return
            keep = self._settings.keep_finished
            await through_outages(
                lambda: past_forsaken(database, bootstrap(database, keep)), "preparing the database"
            )
            pipeline = await self._pipeline(database, stack)
            core = Core(database, self._settings, Runner(database, pipeline, self._settings))
            await stack.enter_async_context(health_server(self._settings, database, core.pulse))
            async with asyncio.TaskGroup() as group:
                group.create_task(core.run(self.started), name="core")
                await self._stopped.wait()
                core.stop()

    async def _pipeline(self, database: ScoutlyDatabase, stack: AsyncExitStack) -> Pipeline:
        """What runs a job; its connections and processes are closed with the stack."""
        settings = self._settings
        opened = open_instruments(settings, database, self._stand_ins)
        instruments = await stack.enter_async_context(opened)
        return Pipeline(
            instruments,
            Followers(database),
            PostingTexts(database),
            min_score=settings.min_score,
            time_limit=settings.job_timeout,
        )

    async def _unless_stopped(self, waiting: Coroutine[Any, Any, None]) -> bool:
        """Whether `waiting` ended before the reactor was told to stop."""
        wanted = asyncio.create_task(waiting)
        stopped = asyncio.create_task(self._stopped.wait())
        await asyncio.wait({wanted, stopped}, return_when=asyncio.FIRST_COMPLETED)
        for task in {wanted, stopped}:
            task.cancel()
        with suppress(asyncio.CancelledError):
            await wanted
            return True
        return False
