"""Detects replies that never come because the connection was cut.

A socket notices that only after half a minute. Whoever waits for something that takes MongoDB no
time, and can be sent again, need not wait so long.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase

_PATIENCE, _MAX_PATIENCE = 3.0, 30.0
_PING = 1.5
"""Seconds."""

T = TypeVar("T")


async def answered(work: Callable[[], Awaitable[T]], within: float) -> T:
    """What `work` returns within so many seconds.

    Raises:
        AutoReconnect: there was no answer.
    """
    try:
        async with asyncio.timeout(within):
            return await work()
    except TimeoutError as error:
        raise driver.AutoReconnect(f"no answer within {within:g} s") from error


async def answers(database: ScoutlyDatabase) -> bool:
    """Whether MongoDB answers now."""
    try:
        async with asyncio.timeout(_PING):
            await database.now()
    except (driver.PyMongoError, TimeoutError):
        return False
    return True


class LostReplyDetector:
    """Waits for answers that may rightly take a while, but not for those that are lost.

    MongoDB answers others by then. If it is only slow, the next answer is waited for longer.

    Args:
        database: what is asked whether it answers.
    """

    def __init__(self, database: ScoutlyDatabase) -> None:
        self._database = database
        self._patience = _PATIENCE

    async def to(self, asked: Coroutine[Any, Any, T]) -> T:
        """The answer.

        Raises:
            AutoReconnect: it is lost.
        """
        task = asyncio.create_task(asked)
        try:
            while not task.done():
                await asyncio.wait({task}, timeout=self._patience)
                if not task.done() and await answers(self._database):
                    self._patience = min(2 * self._patience, _MAX_PATIENCE)
                    raise driver.AutoReconnect("an answer was lost, for others come")
            self._patience = _PATIENCE
            return task.result()
        finally:
            task.cancel()
