"""Carries work over an outage of MongoDB: a restart, a step-down, a cut cable."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import TypeVar

from loguru import logger

from reactor.mongo import driver

_log = logger.bind(channel="queue-processor")
_LONGEST_PAUSE = 15.0
_PASSING = frozenset(
    {
        *(6, 7, 89, 91, 189, 262, 9001),  # network, shutdown, step-down, time limits
        *(10107, 11600, 11602, 13435, 13436),  # another node is primary
        *(43, 50, 112, 134, 237, 11601),  # cursor lost, too slow, conflicts, killed
        *(175, 215),  # a collection, or the database, is being dropped
        13,  # not authorized: people revoke a role and give it back
    }
)
"""Server error codes that say nothing about the documents."""

T = TypeVar("T")


async def through_outages(work: Callable[[], Awaitable[T]], doing: str) -> T:
    """What `work` returns, tried again while MongoDB cannot be reached or is not itself.

    Only for work that can be repeated harmlessly: MongoDB may have done it before it went away.
    """
    pause = 0.5
    while True:
        try:
            return await work()
        except (driver.PyMongoError, ExceptionGroup) as error:
            if not all(map(is_passing, _leaves(error))):
                raise
            reason = driver.brief(next(_leaves(error)))
        _log.warning("MongoDB is away", doing=doing, retry_in=f"{pause:g}s", error=reason)
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)


def is_passing(error: BaseException) -> bool:
    """Whether MongoDB may do later what it refused now."""
    if isinstance(error, driver.BulkWriteError):
        return any(problem["code"] in _PASSING for problem in error.details["writeErrors"])
    if isinstance(error, driver.OperationFailure):
        transient = error.has_error_label("TransientTransactionError")
        return transient or error.code in _PASSING
    return isinstance(error, driver.AutoReconnect)


def is_unfit(error: BaseException) -> bool:
    """Whether MongoDB refuses what was asked, and not because of its own state."""
    return not is_passing(error)


def _leaves(error: BaseException) -> Iterator[BaseException]:
    """The errors in possibly nested groups."""
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from _leaves(inner)
    else:
        yield error
