"""`reactor demo`: the whole thing with nothing installed."""

import argparse

from reactor.cli.commands import Commands
from reactor.threads import run_main


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "demo",
        help="show everything at work: own MongoDB, sample companies and users",
        description=(
            "Start a MongoDB of its own in a temporary folder, serve a small sample careers site "
            "on this machine, let two sample users track companies, and show live what the "
            "reactor does. Join with mongosh, change a rank, and watch. Ctrl-C ends it."
        ),
    )
    parser.add_argument(
        "--once", action="store_true", help="end with a summary as soon as the queue is empty"
    )
    parser.set_defaults(execute=execute)


def execute(options: argparse.Namespace) -> int:
    """Show the demo."""
    from reactor.demo.show import demonstrate  # noqa: PLC0415 - other commands need not load it

    run_main(demonstrate(once=options.once))
    return 0
