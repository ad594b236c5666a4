"""`reactor help`: prints a page of the manual."""

# ruff: noqa: PLC0415 - imports that take a second stand where they are used: --help waits for none

import argparse
import os
import sys

from reactor.cli.commands import Commands
from reactor.errors import SettingsError


def register(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "help",
        help="print a page of the manual, or the list of its topics",
        description=(
            "Print a page of the manual: the same that the README links. Without a topic, the "
            "topics are listed. How a command is called is told by its own --help."
        ),
    )
    parser.add_argument("topic", nargs="?", metavar="TOPIC", help="such as settings or trouble")
    parser.set_defaults(execute=execute)


def execute(options: argparse.Namespace) -> int:
    """Print it.

    Raises:
        SettingsError: there is no such topic.
    """
    from reactor.manual import page, topics

    there = topics()
    if options.topic is None:
        width = max(map(len, there))
        _print("\n".join(f"{name:{width}}  {title}" for name, title in there.items()))
        return 0
    if options.topic not in there:
        named = ", ".join(there)
        raise SettingsError(f"there is no topic {options.topic!r}; there are {named}")
    if sys.stdout.isatty():
        _show(page(options.topic))
    else:
        _print(page(options.topic).rstrip("\n"))
    return 0


def _show(text: str) -> None:
    """Print Markdown as a terminal shows it best."""
    from rich.console import Console
    from rich.markdown import Markdown

    Console().print(Markdown(text))


def _print(text: str) -> None:
    try:
        print(text, flush=True)  # noqa: T201 - the command's answer
    except BrokenPipeError:
        # Whoever reads has seen enough, as `head` has; at the end there is nothing left to write.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
