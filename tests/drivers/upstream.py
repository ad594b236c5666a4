"""What stands in PyMongo Async's way until it, or Python, is newer."""

import asyncio
import sys
from collections.abc import Awaitable
from typing import TypeVar

import pytest
from pymongo import lock

Result = TypeVar("Result")

CANCELLED_CONNECT = "ignore:unclosed <socket:ResourceWarning"
"""Version 4.20 leaves the socket to the garbage collector when it is cancelled, or its client
closed, while it connects: it closes it for an `OSError` only."""


async def _wait_for(awaitable: Awaitable[Result], timeout: float | None) -> Result:  # noqa: ASYNC109 - asyncio's signature
    async with asyncio.timeout(timeout):
        return await awaitable


def mend_wait_for(patch: pytest.MonkeyPatch) -> None:
    """Give Python 3.11 the `asyncio.wait_for` of 3.12.

    PyMongo Async sends everything through it, and the old one swallows a cancellation that comes
    while its inner task has just ended (https://github.com/python/cpython/issues/86296): a task
    that was cancelled simply goes on. Measured: every fourth cancellation of a call under way.
    """
    if sys.version_info < (3, 12):
        patch.setattr(asyncio, "wait_for", _wait_for)
        patch.setattr(lock, "wait_for", _wait_for)
