"""Time limits for writes: somebody may hold a document in an open transaction.

MongoDB lets a write wait for as long as that transaction stands open, a minute and more. So a
write of several documents is given a few seconds, and is then tried document by document.
"""

from collections.abc import Awaitable, Callable
from typing import TypeVar

import pymongo
from pymongo.errors import ExecutionTimeout, PyMongoError

from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.lost_answers import answers

SECONDS = 2.0
"""A write takes milliseconds."""

_SAID = "not done in {:g} s; somebody may hold a document of it in a transaction that stands open"

T = TypeVar("T")


class TimeUpError(Exception):
    """MongoDB did not carry out a write in time, though it answers."""


async def in_time(
    database: ScoutlyDatabase, work: Callable[[], Awaitable[T]], seconds: float = SECONDS
) -> T:
    """What `work` returns, if MongoDB carries it out within `seconds`.

    Raises:
        TimeUpError: it did not, and not because it is away.
    """
    try:
        with pymongo.timeout(seconds):
            return await work()
    except PyMongoError as error:
        if error.timeout and await answers(database):
            raise TimeUpError(_SAID.format(seconds)) from error
        raise


def is_time_up(error: BaseException) -> bool:
    """Whether MongoDB gave up a command because its time was up: it was not carried out.

    A write of which only the acknowledgement took too long is another error, and was carried out.
    """
    return isinstance(error, ExecutionTimeout)
