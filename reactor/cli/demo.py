"""`reactor demo`: the demo, with nothing installed."""

# ruff: noqa: PLC0415 - other commands do not load the demo

import argparse
from pathlib import Path

from reactor.cli.commands import Commands
from reactor.threads import run_main

_HERE = ""
_EPILOG = """\
Join with mongosh, change a rank, and watch. Companies and people of your own come first on the
screen. With --keep they stay, in DIR (by default the user's data folder), without the samples:
`reactor run --embedded DIR` goes on with them. Without it, you are asked at the end.

examples:
  reactor demo                 until Ctrl-C
  reactor demo --keep          what you add is kept
  reactor demo --once          it ends by itself, with a summary

exit status: 0 ended, 1 it broke, 2 the folder cannot be used, or there is no mongod
"""


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "demo",
        help="show everything at work: own MongoDB, sample companies and users",
        description=(
            "Start a MongoDB of its own in a temporary folder, serve a small sample careers site\n"
            "on this machine, let two sample users track companies, and show live what the\n"
            "reactor does. Ctrl-C ends it."
        ),
    )
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EPILOG
    parser.add_argument(
        "--once", action="store_true", help="end with a summary as soon as the queue is empty"
    )
    parser.add_argument(
        "--keep",
        metavar="DIR",
        nargs="?",
        const=_HERE,
        help="keep in DIR what you add, for `reactor run --embedded DIR`",
    )
    parser.set_defaults(execute=execute)


def execute(options: argparse.Namespace) -> int:
    """Run the demo."""
    from reactor.data_folder import DataFolder, default_folder
    from reactor.demo.show import demonstrate
    from reactor.embedded_mongod.binary import find_mongod

    find_mongod()
    keep = None
    if options.keep is not None:
        keep = DataFolder(Path(options.keep) if options.keep else default_folder())
    run_main(demonstrate(once=options.once, keep=keep))
    return 0
