"""Time limits for writes: an open transaction may hold a document.

MongoDB lets a write wait for as long as that transaction stands open, a minute and more. So a
write of several documents is given a few seconds, and is then tried document by document.

MongoDB measures the limits by its wall clock. A clock that is set ahead ends whatever has one.
"""

from collections.abc import Awaitable, Callable
from time import monotonic
from typing import TypeVar

import pymongo
from pymongo.errors import ExecutionTimeout, PyMongoError

from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.reply_timeouts import answers

SECONDS = 2.0
"""A write takes milliseconds."""

_SAID = "not done in {:g} s; somebody may hold a document of it in a transaction that stands open"

_CUT_SHORT = 0.5
"""The share of its time before which a write has not waited for anybody."""

T = TypeVar("T")


class TimeUpError(Exception):
    """MongoDB did not carry out a write in time, though it answers."""


async def in_time(
    database: ScoutlyDatabase, work: Callable[[], Awaitable[T]], seconds: float = SECONDS
) -> T:
    """What `work` returns, if MongoDB carries it out within `seconds`.

    Args:
        database: what carries it out.
        work: a write that can be repeated harmlessly.
        seconds: its time.

    Raises:
        TimeUpError: it did not, and not because it is away.
    """
    try:
        with pymongo.timeout(seconds):
            return await again_if_cut_short(work, seconds, _is_late)
    except PyMongoError as error:
        if error.timeout and await answers(database):
            raise TimeUpError(_SAID.format(seconds)) from error
        raise


async def again_if_cut_short(
    work: Callable[[], Awaitable[T]],
    seconds: float,
    is_cut: Callable[[PyMongoError], bool],
) -> T:
    """What `work` returns; it is done once more if its time was up long before it was over.

    Args:
        work: a write that MongoDB gives so many seconds.
        seconds: of this process's monotonic clock.
        is_cut: whether an error says that the time was up, and the work can be repeated after it.
    """
    begun = monotonic()
    try:
        return await work()
    except PyMongoError as error:
        if not is_cut(error) or monotonic() - begun > _CUT_SHORT * seconds:
            raise
    return await work()


def is_time_up(error: BaseException) -> bool:
    """Whether MongoDB gave up a command because its time was up: it was not carried out.

    A write of which only the acknowledgement took too long is another error, and was carried out.
    """
    return isinstance(error, ExecutionTimeout)


def _is_late(error: PyMongoError) -> bool:
    """The time of a write was up, or that of its acknowledgement."""
    return error.timeout
