"""A cache for questions about lines: lists repeat their lines, and sites their menus."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

MOST = 2_048
"""Lines of which an answer is kept, for each question; a long page has about as many."""

_LONGEST = 400
"""Characters: a longer text hardly comes again, and would be much to keep."""

Answer = TypeVar("Answer")


def remembered(question: Callable[[str], Answer]) -> Callable[[str], Answer]:
    """The same question, whose answers to the short lines that came last are kept."""
    kept = lru_cache(maxsize=MOST)(question)

    @wraps(question)
    def ask(line: str) -> Answer:
        return kept(line) if len(line) <= _LONGEST else question(line)

    return ask
