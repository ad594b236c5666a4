"""The screen of a command: colour and tables on a terminal, plain lines elsewhere."""

import os

from rich.console import Console, RenderableType

_WIDTH_OF_A_FILE = 120


def open_screen() -> Console:
    """Standard output; where that is no terminal, wide enough that nothing is cut."""
    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = _WIDTH_OF_A_FILE
    return console


def print_neatly(console: Console, shown: RenderableType) -> None:
    """Print a table or a picture; into a file or a pipe without the blanks that fill its lines."""
    if console.is_terminal:
        console.print(shown)
        return
    with console.capture() as captured:
        console.print(shown)
    for line in captured.get().splitlines():
        console.out(line.rstrip(), highlight=False)


def harmless(text: str) -> str:
    """What people or pages wrote, without signs that steer a terminal."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
