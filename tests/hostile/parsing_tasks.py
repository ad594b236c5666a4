"""What parsing a hostile page may come to; the parsing process imports nothing else for it."""

import os
import time

from reactor.fetch.page import Page


def hang(_: Page, __: str) -> None:
    """Go on for a minute."""
    time.sleep(60)


def crash(_: Page, __: str) -> None:
    """Take the process down."""
    os.abort()


def fill_memory(_: Page, __: str) -> None:
    """Ask for ten gigabytes."""
    kept = [b"x" * 1_000_000 for _ in range(10_000)]
    raise AssertionError(len(kept))
