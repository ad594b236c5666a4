"""`reactor seed-preferences`: companies and preferences to begin with."""

# ruff: noqa: PLC0415 - imports that take a second stand where they are used: --help waits for none

import argparse
from typing import TYPE_CHECKING

from reactor.cli.commands import Commands
from reactor.threads import run_main

if TYPE_CHECKING:
    from reactor.settings import Settings

_EXAMPLES = """\
Safe to run twice: companies and preferences that are there stay as they are, also those that are
switched off. A running reactor visits what is new at once.

examples:
  reactor seed-preferences --user ada@example.org
  reactor seed-preferences                          for every user
  reactor seed-preferences && reactor enqueue --dry-run

Nobody there yet? reactor add-user you@example.org --cv cv.pdf

exit status: 0 done, 1 MongoDB cannot be used now, 2 there is no such user, or a setting is wrong
"""


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "seed-preferences",
        help="add real companies, and preferences for them at every frequency",
        description=(
            "Add 25 real companies with their public careers pages, and preferences for them\n"
            "with ranks of every frequency, from daily to every five days."
        ),
    )
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    parser.add_argument("--user", metavar="EMAIL", help="whose preferences; by default everybody's")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(execute=execute)


def execute(options: argparse.Namespace) -> int:
    """Add them, and tell what was added."""
    from reactor.settings import Settings

    settings = Settings.from_environment()
    run_main(_seed(settings, options.user, as_json=options.json))
    return 0


async def _seed(settings: "Settings", email: str | None, *, as_json: bool) -> None:
    from reactor.logs import log_to_files
    from reactor.mongo.bootstrap import bootstrap
    from reactor.mongo.errand import errand
    from reactor.mongo.forsaken import past_forsaken
    from reactor.screen import open_screen
    from reactor.starter import account
    from reactor.starter.planting import plant

    log_to_files(settings)
    async with errand(settings) as database:
        await past_forsaken(database, bootstrap(database, settings.keep_finished))
        planting = await plant(database, email)
    if as_json:
        print(account.as_json(planting))  # noqa: T201 - the command's answer
    else:
        account.show(planting, open_screen())
