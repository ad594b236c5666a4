"""`reactor run`: the always-on reactor."""

# ruff: noqa: PLC0415 - imports that take a second stand where they are used: --help waits for none

import argparse
from typing import TYPE_CHECKING

from reactor.cli.commands import Commands
from reactor.threads import run_main

if TYPE_CHECKING:
    from reactor.settings import Settings


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "run",
        help="react to changes in MongoDB until stopped",
        description=(
            "Watch the database in MONGODB_URI (a replica set), enqueue companies as their ranks "
            "change or their time comes, and process the queue. SIGTERM or Ctrl-C ends it: "
            "running jobs get REACTOR_GRACE to finish, the rest go back to the queue."
        ),
    )
    parser.set_defaults(execute=execute)


def execute(_: argparse.Namespace) -> int:
    """Run until a signal comes."""
    from loguru import logger

    from reactor.logs import configure_logs
    from reactor.settings import Settings
    from reactor.variables import mistyped

    settings = Settings.from_environment()
    configure_logs(settings)
    for variable in mistyped():
        logger.warning("no such setting: without effect", variable=variable)
    run_main(_run(settings))
    return 0


async def _run(settings: "Settings") -> None:
    from reactor.app import Reactor
    from reactor.signals import stop_on_signals

    reactor = Reactor(settings)
    stop_on_signals(reactor.stop)
    await reactor.run()
