"""`reactor status`: a summary of the present state."""

# ruff: noqa: PLC0415 - slow imports are inside functions, so that --help is fast

import argparse
import os
from typing import TYPE_CHECKING

from reactor.cli.commands import Commands
from reactor.threads import run_main

if TYPE_CHECKING:
    from reactor.settings import Settings

_WIDTH_OF_A_FILE = 100
_EXAMPLES = """\
It only reads, and works whether a reactor runs or not. Exit status 0 if it could tell, 1 if MongoDB
cannot be reached, 2 if a setting is wrong.

  reactor status                     a page to look at
  reactor status --all               also what a small terminal has no room for
  reactor status --watch             the same, live; Ctrl-C ends it
  reactor status --json | jq .queue  one JSON object; its names stay
  reactor status --json --watch      one object a line, whenever something has changed
  reactor status --schema            the JSON Schema of that, and of all that the page answers
"""


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "status",
        help="tell at a glance what is alive, due, running, failed, and what to do",
        description=(
            "Tell how everything stands: which reactors are alive, what is due, what runs, comes\n"
            "next, waits or failed and why, matches of the last days, the budget and what\n"
            "was spent, and what to do."
        ),
    )
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    parser.add_argument("--json", action="store_true", help="print one JSON object for programs")
    parser.add_argument("--all", action="store_true", help="every line, however many there are")
    parser.add_argument("--watch", action="store_true", help="show it anew whenever it changes")
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema of --json")
    parser.set_defaults(execute=execute)


def execute(options: argparse.Namespace) -> int:
    """Show it."""
    if options.schema:
        return _show_schema()
    from loguru import logger

    from reactor.settings import Settings

    logger.remove()
    settings = Settings.from_environment()
    run_main(_show(settings, as_json=options.json, watch=options.watch, whole=options.all))
    return 0


def _show_schema() -> int:
    """Needs neither settings nor a database."""
    import json

    from reactor.web.pages.schema import schema

    print(json.dumps(schema(), indent=2))  # noqa: T201 - the command's answer
    return 0


async def _show(settings: "Settings", *, as_json: bool, watch: bool, whole: bool) -> None:
    from rich.console import Console

    from reactor.mongo import driver
    from reactor.mongo.connection import open_database
    from reactor.signals import stop_on_signals
    from reactor.status.display import opened
    from reactor.status.state_reader import StatusReader
    from reactor.status.watch import Watch

    console = Console(highlight=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = _WIDTH_OF_A_FILE
    database = open_database(settings)
    try:
        with opened(console, as_json=as_json, watch=watch, whole=whole) as show:
            if watch:
                follower = Watch(database, StatusReader(database, settings, share=0.1), show)
                stop_on_signals(follower.stop)
                await follower.run()
            else:
                status = await StatusReader(database, settings).read()
                show.draw(status, status.overview.now, "")
    finally:
        await driver.disconnect(database.client)
