"""Builds the parts from the settings and runs them together.

stream -> inbox -> consumer -> queue -> dispatcher -> runner -> pipeline -> scrape, match -> save
"""

import asyncio
from collections.abc import Coroutine, Mapping
from contextlib import AsyncExitStack, suppress
from typing import Any

from loguru import logger

from reactor import __version__
from reactor.consumer import Consumer, Parts
from reactor.dispatcher import Dispatcher
from reactor.fetch.http import Fetcher
from reactor.fetch.worker import ParsingWorker
from reactor.inbox import Inbox
from reactor.lease import Lease
from reactor.match import matcher_for
from reactor.mongo import driver
from reactor.mongo.bootstrap import bootstrap
from reactor.mongo.checkpoints import Checkpoints
from reactor.mongo.connection import open_database, wait_for_primary
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.followers import Followers
from reactor.mongo.ledger import MongoLedger
from reactor.mongo.queue import Queue
from reactor.mongo.texts import PostingTexts
from reactor.pipeline import Pipeline
from reactor.rebuild import Rebuild
from reactor.runner import Runner
from reactor.scrape import Scraper
from reactor.settings import Settings
from reactor.stream import StreamReader
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
        async with AsyncExitStack() as stack:
            stack.push_async_callback(driver.disconnect, database.client)
            if not await self._unless_stopped(wait_for_primary(database)):
                return
            await bootstrap(database, self._settings.keep_finished)
            fetcher = await stack.enter_async_context(
                Fetcher(self._settings, stand_ins=self._stand_ins)
            )
            worker = await stack.enter_async_context(ParsingWorker())
            matcher = matcher_for(self._settings, MongoLedger(database))
            stack.push_async_callback(matcher.aclose)
            _log.info(
                "reactor starts", version=__version__, database=database.name, matcher=matcher.name
            )
            if self._settings.gemini_api_key is None:
                _log.warning("no GEMINI_API_KEY: postings are matched by keywords only")
            pipeline = Pipeline(
                Scraper(fetcher, worker),
                matcher,
                Followers(database),
                PostingTexts(database),
                min_score=self._settings.min_score,
            )
            await self._react(database, Runner(database, pipeline, self._settings))
        _log.info("reactor stopped")

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

    async def _react(self, database: ScoutlyDatabase, runner: Runner) -> None:
        """Connect stream, consumer and dispatcher, and run them until stopped."""
        settings, inbox, lease = self._settings, Inbox(), Lease(database, self._settings)
        rebuild = Rebuild(database, settings, inbox)
        dispatcher = Dispatcher(Queue(database), lease, runner, settings)
        token = await Checkpoints(database).load()
        stream = StreamReader(database, inbox, token=token, on_lost=rebuild.request)
        consumer = Consumer(database, settings, Parts(inbox, stream, dispatcher, rebuild, lease))
        await lease.take()
        async with health_server(settings, database, stream), asyncio.TaskGroup() as group:
            reading = group.create_task(stream.run(), name="stream")
            consuming = group.create_task(consumer.run(), name="consumer")
            keeping = group.create_task(lease.keep(dispatcher.stop_all), name="lease")
            # Whatever happens from here on is seen by the open stream or by the rebuild.
            await stream.opened.wait()
            rebuild.request()
            rebuilding = group.create_task(rebuild.run(), name="rebuild")
            dispatching = group.create_task(dispatcher.run(), name="dispatcher")
            self.started.set()
            await self._stopped.wait()
            dispatcher.stop()
            await dispatching
            rebuilding.cancel()
            keeping.cancel()
            stream.stop()
            await reading
            await inbox.close()
            await consuming
            await lease.give_up()
