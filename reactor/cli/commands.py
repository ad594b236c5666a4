"""What every command file has in common."""

import argparse
from typing import Protocol


class Commands(Protocol):
    """Where a command registers itself; argparse keeps the real type to itself."""

    def add_parser(
        self,
        name: str,
        *,
        help: str,  # noqa: A002 - argparse's own word
        description: str,
    ) -> argparse.ArgumentParser:
        """Add a command, with its line in the overview and its own help."""
