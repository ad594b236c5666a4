"""Runs the demo: mongod, site, samples and the real reactor, with a live view."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from loguru import logger
from rich.console import Console

from reactor.app import Reactor
from reactor.data_folder import DataFolder
from reactor.demo import conversion, samples
from reactor.demo.companies import COMPANIES
from reactor.demo.join_hint import invitation
from reactor.demo.site import serve
from reactor.demo.view import DemoView
from reactor.embedded_mongod.persistent import PersistentMongod
from reactor.embedded_mongod.ports import free_port
from reactor.logs import configure_logs
from reactor.mongo import driver
from reactor.mongo.connection import open_database
from reactor.mongo.database import ACTIVE, ScoutlyDatabase
from reactor.settings import Settings
from reactor.signals import stop_on_signals


async def demonstrate(*, once: bool, keep: DataFolder | None = None) -> None:
    """Run the demo until Ctrl-C, or with `once` until its queue is empty.

    Args:
        once: whether it ends by itself.
        keep: folder for people's additions; None to ask at the end.

    Raises:
        SettingsError: there is no mongod to start, or `keep` is unusable.
    """
    console = Console()
    logger.remove()
    with tempfile.TemporaryDirectory(prefix="scoutly-demo-") as temporary:
        folder = keep or DataFolder(Path(temporary) / "data")
        async with _mongodb(folder, lasting=keep is not None) as uri:
            settings = _settings(uri, Path(temporary))
            configure_logs(settings, screen=False)
            database = open_database(settings)
            try:
                await _show(database, settings, console, keep, once=once)
                made = await samples.own(database)
                target = keep or (None if once else await conversion.asked(console, made))
                if target:
                    await conversion.finish(folder, database)
            finally:
                logger.remove()  # the folder with the log files is deleted
                await driver.disconnect(database.client)
        if target and target is not folder:
            conversion.move(folder, target)
        conversion.tell(console, made, target, once=once)


@asynccontextmanager
async def _mongodb(folder: DataFolder, *, lasting: bool) -> AsyncIterator[str]:
    """Run a MongoDB for a demo; yields its URI."""
    with folder.claimed() as claim:
        conversion.begin(folder)
        start = partial(PersistentMongod, claim, timers_every=1, hasty=not lasting)
        mongod = await asyncio.to_thread(start)
        with claim.announced(mongod.uri):
            async with mongod.running():
                yield mongod.uri


async def _show(
    database: ScoutlyDatabase,
    settings: Settings,
    console: Console,
    keep: DataFolder | None,
    *,
    once: bool,
) -> None:
    async with AsyncExitStack() as stack:
        site = await stack.enter_async_context(serve())
        await samples.remove(database)  # samples of a demo killed on this folder
        await samples.add_companies(database, site)
        reactor = Reactor(settings, stand_ins=site.stand_ins)
        stop_on_signals(reactor.stop)
        view = DemoView(console, invitation(settings, keep, once=once), on_closed=reactor.stop)
        with view.shown():
            async with asyncio.TaskGroup() as group:
                running = group.create_task(reactor.run())
                await _unless_ended(running, reactor.started.wait())
                await samples.add_preferences(database)
                if once:
                    await _unless_ended(running, _queue_worked_off(database, view))
                    reactor.stop()
        console.print(view.summary())


def _settings(uri: str, folder: Path) -> Settings:
    """The demo's settings: no cooldown, retries within seconds, no key."""
    return Settings.from_environment(
        mongodb_uri=uri,
        gemini_api_key=None,
        llm="gemini",
        allow_hosts=("127.0.0.1",),
        host_interval=timedelta(milliseconds=50),
        cooldown=timedelta(),
        backoff=timedelta(milliseconds=500),
        grace=timedelta(seconds=2),
        http_host="127.0.0.1",
        http_port=free_port(),
        http_password=None,
        http_base="",
        log_dir=folder / "logs",
        log_level="INFO",
        log_format="text",
    )


async def _unless_ended(reactor: asyncio.Task[None], waiting: Coroutine[Any, Any, object]) -> None:
    """Wait, but no longer than the reactor runs."""
    wanted = asyncio.create_task(waiting)
    await asyncio.wait({wanted, reactor}, return_when=asyncio.FIRST_COMPLETED)
    wanted.cancel()


async def _queue_worked_off(database: ScoutlyDatabase, view: DemoView) -> None:
    """Wait until every company's run has ended, with any outcome, and no job is active."""
    while True:
        await view.run_ended.wait()
        view.run_ended.clear()
        active = await database.jobs.count_documents({"status": {"$in": ACTIVE}})
        if view.story.finished >= len(COMPANIES) and active == 0:
            return
