"""Questions that a user with few rights may not ask."""

from collections.abc import Awaitable
from typing import TypeVar

from reactor.mongo import driver

UNAUTHORIZED = 13

T = TypeVar("T")


async def if_permitted(question: Awaitable[T]) -> T | None:
    """The answer; None if this user may not ask."""
    try:
        return await question
    except driver.OperationFailure as error:
        if error.code == UNAUTHORIZED:
            return None
        raise
