"""Runs several reads at once, and tolerates those that a user with few rights may not make."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import TypeVar

from reactor.mongo import driver

UNAUTHORIZED = 13

T = TypeVar("T")


@asynccontextmanager
async def at_once() -> AsyncIterator[asyncio.TaskGroup]:
    """A group of tasks; what goes wrong first in it is raised, not a group of errors."""
    try:
        async with asyncio.TaskGroup() as group:
            yield group
    except ExceptionGroup as errors:
        raise _first(errors) from None


def _first(errors: ExceptionGroup[Exception]) -> Exception:
    """What went wrong first, out of groups in groups."""
    error: Exception = errors
    while isinstance(error, ExceptionGroup):
        error = error.exceptions[0]
    return error


async def if_permitted(question: Awaitable[T]) -> T | None:
    """The answer; None if this user may not ask."""
    try:
        return await question
    except driver.OperationFailure as error:
        if error.code == UNAUTHORIZED:
            return None
        raise
