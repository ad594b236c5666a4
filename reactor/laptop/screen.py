"""The screen of a command: colour and tables on a terminal, plain lines elsewhere."""

import os

from rich.console import Console

_WIDTH_OF_A_FILE = 120


def open_screen() -> Console:
    """Standard output; where that is no terminal, wide enough that nothing is cut."""
    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = _WIDTH_OF_A_FILE
    return console


def harmless(text: str) -> str:
    """What people or pages wrote, without signs that steer a terminal."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
