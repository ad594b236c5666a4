"""A cache for questions about lines: lists repeat their lines, and sites their menus."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

MOST = 2_048
"""Cached lines for each function; a long page has about as many."""

_LONGEST = 400
"""Characters: longer texts rarely repeat, and take much memory."""

Answer = TypeVar("Answer")


def remembered(question: Callable[[str], Answer]) -> Callable[[str], Answer]:
    """The function with a cache of its results for the latest short lines."""
    kept = lru_cache(maxsize=MOST)(question)

    @wraps(question)
    def ask(line: str) -> Answer:
        return kept(line) if len(line) <= _LONGEST else question(line)

    return ask
