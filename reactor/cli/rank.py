"""`reactor rank`: change how often a company is visited."""

# ruff: noqa: PLC0415 - slow imports are inside functions, so that --help is fast

import argparse
from functools import partial

from reactor.cli.commands import Commands
from reactor.cli.following import add_arguments, carry_out
from reactor.cli.track import rank_of

_EXAMPLES = """\
Rank 81-100 means a visit a day, 61-80 every two days, 31-60 three, 11-30 four, 1-10 five. Of
several people who track a company, the highest rank counts. A running reactor reacts at once: it
visits the company, unless it was there in the last five minutes. Safe to repeat.

examples:
  reactor rank acme 90
  reactor rank 'Acme Robotics' 10 --user ada@example.org

exit status: 0 it has this rank, 1 MongoDB cannot be used now, 2 there is no such company or user,
nobody tracks it, or a setting is wrong
"""


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "rank",
        help="change how often a company is visited",
        description="Change the rank of a company that somebody tracks.",
    )
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    parser.add_argument("company", metavar="COMPANY", help="its id, slug, name or address")
    parser.add_argument("rank", metavar="N", type=rank_of, help="from 1 to 100")
    add_arguments(parser)
    parser.set_defaults(execute=execute)


def execute(options: argparse.Namespace) -> int:
    """Change the rank, and print the result."""
    from reactor.tracking.following import rerank

    return carry_out(options, partial(rerank, rank=options.rank))
