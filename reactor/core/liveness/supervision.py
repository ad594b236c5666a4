"""Restarts the reactor's long-running parts after any exception."""

import asyncio
from collections.abc import Awaitable, Callable

from loguru import logger

from reactor.core.backoff import Backoff
from reactor.errors import describe

_log = logger.bind(channel="queue-processor")
_PAUSES = (1.0, 60.0)
"""Seconds: the first and the longest pause before a part begins again."""


async def supervised(part: Callable[[], Awaitable[None]], name: str) -> None:
    """Run a part until it ends. After an exception, log it, pause, and start the part again.

    Args:
        part: can be started again at any time.
        name: for the log.
    """
    backoff = Backoff(*_PAUSES)
    while True:
        try:
            return await part()
        except Exception as error:  # noqa: BLE001 - one part must not end the others
            pause = backoff.next()
            _log.opt(exception=error).error(
                "part broke, begins again", part=name, retry_in=f"{pause:g}s", error=describe(error)
            )
        await asyncio.sleep(pause)
