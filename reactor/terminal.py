"""Terminal output of commands: colours and tables on a terminal, plain lines elsewhere."""

import os

from rich.console import Console, RenderableType
from rich.text import Text

_WIDTH_OF_A_FILE = 120


def open_screen() -> Console:
    """A console on standard output; if that is no terminal, it is wide enough to cut nothing."""
    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = _WIDTH_OF_A_FILE
    return console


def print_neatly(console: Console, shown: RenderableType) -> None:
    """Print a table or figure; outside a terminal, trailing blanks are removed."""
    if console.is_terminal:
        console.print(shown)
        return
    with console.capture() as captured:
        console.print(shown)
    for line in captured.get().splitlines():
        console.out(line.rstrip(), highlight=False)


def print_hanging(console: Console, line: Text, margin: int) -> None:
    """Print a line; on a terminal, it wraps with an indent of `margin` columns.

    Elsewhere it stays one line, for grep.
    """
    room = console.width - margin
    if not console.is_terminal or room < margin:
        console.print(line, soft_wrap=True)
        return
    head, rest = line[:margin], line[margin:]
    for number, part in enumerate(rest.wrap(console, room) or [Text()]):
        part.rstrip()
        console.print(head + part if number == 0 else Text(" " * margin) + part, soft_wrap=True)


def harmless(text: str) -> str:
    """A text from people or pages without control characters that could steer the terminal."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
