"""`reactor people`: list who is matched, and why others are not."""

# ruff: noqa: PLC0415 - slow imports are inside functions, so that --help is fast

import argparse
from typing import TYPE_CHECKING

from reactor.cli.commands import Commands
from reactor.threads import run_main

if TYPE_CHECKING:
    from reactor.people.match_readiness import Person
    from reactor.settings import Settings

_EXAMPLES = """\
Somebody is matched who has a CV or candidateInfo, and tracks a company. Everybody else is named,
with the reason and the one thing to do; so is a name that preferences use and no user has. It only
reads.

examples:
  reactor people
  reactor people --json | jq -r '.people[] | select(.matched | not) | .name'

exit status: 0 it could tell, 1 MongoDB cannot be used now, 2 a setting is wrong
"""


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "people",
        help="tell who is matched, by what, and who is not and why",
        description="Tell who is matched, by what, and who is not and why.",
    )
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(execute=execute)


def execute(options: argparse.Namespace) -> int:
    """Print the people."""
    from reactor.people import display
    from reactor.settings import Settings
    from reactor.terminal import open_screen

    people = run_main(_ask(Settings.from_environment()))
    if options.json:
        print(display.as_json(people))  # noqa: T201 - the command's output
    else:
        display.show(people, open_screen())
    return 0


async def _ask(settings: "Settings") -> "list[Person]":
    from reactor.logs import log_to_files
    from reactor.mongo.command_session import command_session
    from reactor.people.match_readiness import everybody

    log_to_files(settings)
    async with command_session(settings) as database:
        return await everybody(database)
