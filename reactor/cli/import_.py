"""`reactor import`: ranks and saved jobs from JSON."""

# ruff: noqa: PLC0415 - slow imports are inside functions, so that --help is fast

import argparse
from typing import TYPE_CHECKING

from reactor.cli.commands import Commands
from reactor.threads import run_main

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reactor.export_import.archive import Entry
    from reactor.export_import.import_summary import ImportOptions, ImportResult
    from reactor.settings import Settings

_EXAMPLES = """\
FILE is what `reactor export` wrote; its --help shows the form. The whole file is checked before
anything is written, and the first thing that is wrong is named with its place. Ranks and saved
jobs that exist stay as they are, with their status and notes, unless you say --overwrite;
companies that exist always do. Safe to repeat, and beside a running reactor, which reacts to new
ranks as to any other.

examples:
  reactor import scoutly.json --dry-run
  reactor import scoutly.json --create-users       into a fresh database
  ssh pi reactor export | reactor import -         from another machine

exit status:
  0  all of it is there
  1  something was left out or refused, or MongoDB cannot be used now
  2  FILE cannot be understood, or a setting is wrong
"""


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "import",
        help="merge an export into the database",
        description="Merge an export into the database.",
    )
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    parser.add_argument("file", metavar="FILE", help="an export; - for the input")
    parser.add_argument("--dry-run", action="store_true", help="only tell what would be done")
    parser.add_argument(
        "--overwrite", action="store_true", help="replace ranks and saved jobs that exist"
    )
    parser.add_argument("--create-users", action="store_true", help="add users that do not exist")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(execute=execute)


def execute(options: argparse.Namespace) -> int:
    """Import, and print the result; 1 if something was omitted."""
    from reactor.export_import import display
    from reactor.export_import.files import STANDARD, opened
    from reactor.export_import.import_summary import ImportOptions
    from reactor.export_import.serialization import check, entries
    from reactor.settings import Settings
    from reactor.terminal import open_screen

    settings = Settings.from_environment()
    name = "the input" if options.file == STANDARD else options.file
    choices = ImportOptions(
        overwrite=options.overwrite, create_users=options.create_users, dry=options.dry_run
    )
    with opened(options.file) as file:
        check(file, name)
        file.seek(0)
        merged = run_main(_import(settings, entries(file, name), choices))
    if options.json:
        print(display.as_json(merged, choices))  # noqa: T201 - the command's output
    else:
        display.show(merged, choices, open_screen())
    return 0 if merged.is_whole else 1


async def _import(
    settings: "Settings", entries: "Iterable[tuple[Entry, int]]", choices: "ImportOptions"
) -> "ImportResult":
    from reactor.export_import.importing import merge
    from reactor.logs import log_to_files
    from reactor.mongo.command_session import command_session
    from reactor.mongo.orphaned_transactions import past_orphaned_transactions
    from reactor.mongo.setup.bootstrap import bootstrap

    log_to_files(settings)
    async with command_session(settings) as database:
        if not choices.dry:
            await past_orphaned_transactions(database, bootstrap(database, settings.keep_finished))
        return await merge(database, entries, choices)
