"""`reactor seed-preferences`: add starter companies and preferences."""

# ruff: noqa: PLC0415 - slow imports are inside functions, so that --help is fast

import argparse
from typing import TYPE_CHECKING

from reactor.cli.commands import Commands
from reactor.threads import run_main

if TYPE_CHECKING:
    from reactor.settings import Settings

_EXAMPLES = """\
Safe to run twice: companies and preferences that are there stay as they are, also those that are
switched off. A running reactor visits what is new at once. The companies are of these fields:
construction, education, energy, engineering, finance, health, hospitality, logistics, media,
public, retail, software.

examples:
  reactor seed-preferences --user ada@example.org
  reactor seed-preferences --field health --field public
  reactor seed-preferences                          all of them, for every user
  reactor seed-preferences --existing               no new companies: ranks for those that are there
  reactor seed-preferences --clear                  takes back what it made, but not what people
                                                    changed since, nor companies that are needed
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
            "Add real companies of twelve fields with their public careers pages, and preferences\n"
            "for them with ranks of every frequency, from daily to every five days."
        ),
    )
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    parser.add_argument("--user", metavar="EMAIL", help="whose preferences; by default everybody's")
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--field", metavar="FIELD", action="append", help="only companies of this field; repeatable"
    )
    what.add_argument(
        "--existing", action="store_true", help="rank the companies that are in the database"
    )
    what.add_argument("--clear", action="store_true", help="take back what this command has made")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(execute=execute)


def execute(options: argparse.Namespace) -> int:
    """Add or remove them, and print the result."""
    from reactor.settings import Settings

    settings = Settings.from_environment()
    run_main(_seed(settings, options))
    return 0


async def _seed(settings: "Settings", options: argparse.Namespace) -> None:
    from reactor.logs import log_to_files
    from reactor.mongo.command_session import command_session
    from reactor.mongo.orphaned_transactions import past_orphaned_transactions
    from reactor.mongo.setup.bootstrap import bootstrap
    from reactor.seeding import display
    from reactor.seeding.companies import of_fields
    from reactor.seeding.inserting import plant, plant_existing
    from reactor.seeding.removing import clear
    from reactor.terminal import open_screen

    companies = of_fields(options.field)
    log_to_files(settings)
    async with command_session(settings) as database:
        await past_orphaned_transactions(database, bootstrap(database, settings.keep_finished))
        if options.clear:
            done = display.clearing(await clear(database, options.user), as_json=options.json)
            print(done)  # noqa: T201 - the command's output
            return
        planting = await (
            plant_existing(database, options.user)
            if options.existing
            else plant(database, options.user, companies)
        )
    if options.json:
        print(display.as_json(planting))  # noqa: T201 - the command's output
    else:
        display.show(planting, open_screen())
