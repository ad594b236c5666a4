"""The interface shared by all command files."""

import argparse
from typing import Protocol


class Commands(Protocol):
    """The registry of commands; argparse's own type is private."""

    def add_parser(
        self,
        name: str,
        *,
        help: str,  # noqa: A002 - argparse's name
        description: str,
    ) -> argparse.ArgumentParser:
        """Add a command, with its help line and its description."""
