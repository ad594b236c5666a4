"""Runs the demo: mongod, site, sample data and the real reactor, shown as it happens."""

import asyncio
import tempfile
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

from loguru import logger
from rich.console import Console

from reactor.app import Reactor
from reactor.demo import seed
from reactor.demo.companies import COMPANIES
from reactor.demo.site import serve
from reactor.demo.view import DemoView
from reactor.logs import configure_logs
from reactor.mongo import driver
from reactor.mongo.connection import open_database
from reactor.mongo.database import ACTIVE, ScoutlyDatabase
from reactor.mongo.embedded import EmbeddedMongod
from reactor.settings import Settings
from reactor.signals import stop_on_signals


async def demonstrate(*, once: bool) -> None:
    """Show the reactor at work until Ctrl-C, or with `once` until its queue is empty.

    Raises:
        SettingsError: there is no mongod to start.
    """
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="scoutly-demo-"))
        mongod = await stack.enter_async_context(EmbeddedMongod())
        site = await stack.enter_async_context(serve())
        settings = _settings(mongod.uri, Path(folder))
        configure_logs(settings, screen=False)
        database = open_database(settings)
        stack.push_async_callback(driver.disconnect, database.client)
        await seed.seed_companies(database, site)
        reactor = Reactor(settings, stand_ins=site.stand_ins)
        stop_on_signals(reactor.stop)
        console = Console()
        view = DemoView(console, _hint(settings, once=once), on_closed=reactor.stop)
        with view.shown():
            async with asyncio.TaskGroup() as group:
                running = group.create_task(reactor.run())
                await _unless_ended(running, reactor.started.wait())
                await seed.seed_preferences(database)
                if once:
                    await _unless_ended(running, _queue_worked_off(database, view))
                    reactor.stop()
        console.print(view.summary())
        logger.remove()  # the log files go with the folder


def _settings(uri: str, folder: Path) -> Settings:
    """Settings for impatient people: no cooldown, retries within seconds, no key."""
    return Settings.from_environment(
        mongodb_uri=uri,
        gemini_api_key=None,
        allow_hosts=("127.0.0.1",),
        host_interval=timedelta(milliseconds=50),
        cooldown=timedelta(),
        backoff=timedelta(milliseconds=500),
        grace=timedelta(seconds=2),
        http_port=0,
        log_dir=folder,
        log_level="INFO",
        log_format="text",
    )


def _hint(settings: Settings, *, once: bool) -> str:
    uri = settings.mongodb_uri.get_secret_value()
    if once:
        return f"MongoDB: {uri}"
    return (
        "Join in from another terminal, and watch what happens here:\n"
        f'  mongosh "{uri}"\n'
        "  db.usercompanypreferences.updateOne({rank: 90}, {$set: {rank: 95}})\n"
        "  db.timers.deleteMany({'_id.kind': 'scrape'})\n"
        "  db.usercompanypreferences.updateOne({}, {$set: {rank: 'high'}})\n"
        f"  tail -f {settings.log_dir}/*.log\n"
        "Ctrl-C ends the demo and leaves nothing behind."
    )


async def _unless_ended(reactor: asyncio.Task[None], waiting: Coroutine[Any, Any, object]) -> None:
    """Wait, but not for longer than the reactor runs."""
    wanted = asyncio.create_task(waiting)
    await asyncio.wait({wanted, reactor}, return_when=asyncio.FIRST_COMPLETED)
    wanted.cancel()


async def _queue_worked_off(database: ScoutlyDatabase, view: DemoView) -> None:
    """Return once every company has been visited, for better or worse, and no job is left."""
    while True:
        await view.run_ended.wait()
        view.run_ended.clear()
        active = await database.jobs.count_documents({"status": {"$in": ACTIVE}})
        if view.story.finished >= len(COMPANIES) and active == 0:
            return
