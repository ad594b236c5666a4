"""`reactor enqueue`: enqueue every due company, and exit."""

# ruff: noqa: PLC0415 - slow imports are inside functions, so that --help is fast

import argparse
from typing import TYPE_CHECKING

from reactor.cli.commands import Commands
from reactor.threads import run_main

if TYPE_CHECKING:
    from reactor.settings import Settings

_EXAMPLES = """\
A company is due when its time has come (its rank says how often), and also when something changed
that no reactor has reacted to: a rank, a careers_url, somebody new who tracks it. The most urgent
comes first. Safe at any time, also beside a running reactor: a company never gets a second job.

examples:
  reactor enqueue --dry-run              look, and write nothing
  reactor enqueue && reactor process     a day's work without an always-on reactor
  reactor enqueue --json | jq .enqueued  for a program

exit status: 0 done, 1 MongoDB cannot be used now, 2 a setting is wrong
"""


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "enqueue",
        help="put every due company in the queue, by priority, and exit",
        description="Put every due company in the queue, by priority, and exit.",
    )
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    parser.add_argument("--dry-run", action="store_true", help="only tell what would be enqueued")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(execute=execute)


def execute(options: argparse.Namespace) -> int:
    """Enqueue, and print the result."""
    from reactor.settings import Settings

    settings = Settings.from_environment()
    run_main(_enqueue(settings, dry=options.dry_run, as_json=options.json))
    return 0


async def _enqueue(settings: "Settings", *, dry: bool, as_json: bool) -> None:
    from reactor.logs import log_to_files
    from reactor.mongo.command_session import command_session
    from reactor.mongo.orphaned_transactions import past_orphaned_transactions
    from reactor.mongo.setup.bootstrap import bootstrap
    from reactor.oneshot import listing
    from reactor.oneshot.enqueuer import Enqueuer
    from reactor.terminal import open_screen

    log_to_files(settings)
    async with command_session(settings) as database:
        if not dry:
            await past_orphaned_transactions(database, bootstrap(database, settings.keep_finished))
        done = await Enqueuer(database, settings).enqueue(dry=dry)
    if as_json:
        print(listing.as_json(done))  # noqa: T201 - the command's output
    else:
        listing.show(done, open_screen(), settings.zone)
