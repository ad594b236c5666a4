"""Carries work over an outage of MongoDB: a restart, a step-down, a cut cable."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from loguru import logger

from reactor.mongo import driver

_log = logger.bind(channel="queue-processor")
_LONGEST_PAUSE = 15.0

T = TypeVar("T")


async def through_outages(work: Callable[[], Awaitable[T]], doing: str) -> T:
    """What `work` returns, tried again while MongoDB cannot be reached.

    Only for work that can be repeated harmlessly: MongoDB may have done it before it went away.
    """
    pause = 0.5
    while True:
        try:
            return await work()
        except* driver.AutoReconnect as errors:
            reason = _first(errors)
        _log.warning("MongoDB is away", doing=doing, retry_in=f"{pause:g}s", error=reason)
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)


def _first(errors: BaseExceptionGroup[driver.AutoReconnect]) -> str:
    """What the first error of possibly nested groups says."""
    error: BaseException = errors
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return str(error).partition(", Timeout:")[0]
