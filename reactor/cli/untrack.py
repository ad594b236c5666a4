"""`reactor untrack`: stop visits to a company."""

# ruff: noqa: PLC0415 - slow imports are inside functions, so that --help is fast

import argparse

from reactor.cli.commands import Commands
from reactor.cli.following import add_arguments, carry_out

_EXAMPLES = """\
COMPANY stays in the database, and so does the preference, with isTracking: false; `reactor track`
switches it on again. Others who track it are not touched. Safe to repeat.

examples:
  reactor untrack acme
  reactor untrack https://jobs.lever.co/acme --user ada@example.org

exit status: 0 it is not tracked, 1 MongoDB cannot be used now, 2 there is no such company or user,
or a setting is wrong
"""


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "untrack",
        help="track a company no longer",
        description="Track a company no longer. Its rank stays, and what was saved of it.",
    )
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    parser.add_argument("company", metavar="COMPANY", help="its id, slug, name or address")
    add_arguments(parser)
    parser.set_defaults(execute=execute)


def execute(options: argparse.Namespace) -> int:
    """Change the preference, and print the result."""
    from reactor.tracking.following import untrack

    return carry_out(options, untrack)
