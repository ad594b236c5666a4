"""What was asked of a line before: lists repeat their lines, and sites their menus."""

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

MOST = 2_048
"""Lines of which an answer is kept, for each question; a long page has about as many."""

Answer = TypeVar("Answer")


def remembered(question: Callable[[str], Answer]) -> Callable[[str], Answer]:
    """The same question, whose answers to the lines that came last are kept."""
    return lru_cache(maxsize=MOST)(question)
