"""`reactor run`: the always-on reactor."""

# ruff: noqa: PLC0415 - slow imports are inside functions, so that --help is fast

import argparse
import asyncio
import gc
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from reactor.cli.commands import Commands
from reactor.threads import run_main

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reactor.data_folder import DataFolder
    from reactor.embedded_mongod.persistent import PersistentMongod
    from reactor.settings import Settings

_HERE = ""
_EPILOG = """\
With --embedded it needs no MongoDB: it brings one along, which starts and stops with it. Its data
is in DIR (by default %(folder)s),
and stays there. Other commands find it by themselves while it runs: leave MONGODB_URI unset. One
reactor at a time can have a folder; a crash of either costs nothing that was saved.

examples:
  reactor run                        with the MongoDB of MONGODB_URI
  reactor run --embedded             with nothing installed
  reactor run --embedded ~/jobs      the same, with the data in ~/jobs

exit status: 0 stopped, 1 it broke, 2 a setting is wrong, the folder is in use, or no mongod is here
"""


def register(commands: Commands) -> None:
    """Add the command."""
    from reactor.data_folder import default_folder

    parser = commands.add_parser(
        "run",
        help="react to changes in MongoDB until stopped",
        description=(
            "Watch the database in MONGODB_URI (a replica set), enqueue companies as their ranks\n"
            "change or their time comes, and process the queue. SIGTERM or Ctrl-C ends it:\n"
            "running jobs get REACTOR_GRACE to finish, the rest go back to the queue."
        ),
    )
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EPILOG % {"folder": default_folder()}
    parser.add_argument(
        "--embedded",
        metavar="DIR",
        nargs="?",
        const=_HERE,
        help="bring a MongoDB along, with its data in DIR",
    )
    parser.set_defaults(execute=execute)


def execute(options: argparse.Namespace) -> int:
    """Run until a signal arrives."""
    if options.embedded is None:
        from reactor.settings import Settings

        _start(Settings.from_environment())
    else:
        with _embedded(options.embedded) as (settings, mongod):
            _start(settings, mongod)
    return 0


@contextmanager
def _embedded(named: str) -> "Iterator[tuple[Settings, PersistentMongod]]":
    from reactor.data_folder import DataFolder, default_folder
    from reactor.embedded_mongod.binary import find_mongod
    from reactor.embedded_mongod.persistent import PersistentMongod
    from reactor.errors import SettingsError
    from reactor.settings import Settings
    from reactor.settings.origins import origin

    if source := origin("mongodb_uri"):
        raise SettingsError(
            f"MONGODB_URI is set in {source}, and --embedded brings another MongoDB along: "
            "take one of them away"
        )
    find_mongod()
    with DataFolder(Path(named) if named else default_folder()).claimed() as claim:
        mongod = PersistentMongod(claim)
        settings = Settings.from_environment(mongodb_uri=mongod.uri)
        with claim.announced(mongod.uri):
            yield settings, mongod


def _start(settings: "Settings", mongod: "PersistentMongod | None" = None) -> None:
    from loguru import logger

    from reactor.logs import configure_logs
    from reactor.settings.origins import mistyped

    configure_logs(settings)
    for variable in mistyped():
        logger.warning("no such setting: without effect", variable=variable)
    run_main(_run(settings, mongod))


async def _run(settings: "Settings", mongod: "PersistentMongod | None") -> None:
    from reactor.app import Reactor
    from reactor.signals import stop_on_signals

    reactor = Reactor(settings)
    stop_on_signals(reactor.stop)
    async with mongod.running() if mongod else nullcontext():
        if mongod and mongod.folder.demo.exists():
            await _finish_demo(settings, mongod.folder)
        if mongod:
            await _vacate_lead(settings)
        settling = asyncio.create_task(_settle(reactor.started))
        try:
            await reactor.run()
        finally:
            settling.cancel()


async def _vacate_lead(settings: "Settings") -> None:
    """Let this reactor lead at once: with a mongod of its own, whoever led before is gone."""
    from reactor.mongo.command_session import command_session
    from reactor.mongo.reactions.checkpoints import Checkpoints

    async with command_session(settings) as database:
        await Checkpoints(database).vacate()


async def _settle(started: asyncio.Event) -> None:
    """Once everything is loaded, let the garbage collector look no more at what stays for good.

    It would look through 100,000 objects each time, and hold the loop for 75 ms of CPU (x86-64);
    so it takes 4.
    """
    await started.wait()
    gc.freeze()


async def _finish_demo(settings: "Settings", folder: "DataFolder") -> None:
    """Remove the samples of a demo that was killed."""
    from reactor.demo.conversion import finish
    from reactor.mongo import driver
    from reactor.mongo.connection import open_database

    database = open_database(settings)
    try:
        await finish(folder, database)
    finally:
        await driver.disconnect(database.client)
