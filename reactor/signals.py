"""Ctrl-C and its kin: once to end in good order, twice to end now."""

import asyncio
import signal
from collections.abc import Callable
from typing import Any

from loguru import logger

_log = logger.bind(channel="queue-processor")


def stop_on_signals(stop: Callable[[], None]) -> None:
    """Call `stop` at the first SIGINT, SIGTERM or SIGHUP, and cancel this task at the second."""
    task, loop = asyncio.current_task(), asyncio.get_running_loop()
    stopping = False

    def handle() -> None:
        nonlocal stopping
        if stopping and task:
            task.cancel()
            return
        stopping = True
        _log.info("stopping; a second signal ends it at once")
        stop()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, handle)


async def ended_before(
    stopped: asyncio.Event, task: asyncio.Task[Any], *, farewell: float = 0.0
) -> bool:
    """Whether a task ended before `stopped` was set; if not, it is cancelled.

    Args:
        stopped: set when all is to end.
        task: what is waited for; its result and its error are left in it.
        farewell: seconds in which it may still end by itself.
    """
    stopping = asyncio.create_task(stopped.wait())
    try:
        await asyncio.wait({task, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            await asyncio.wait({task}, timeout=farewell)
    finally:
        stopping.cancel()
        ended = task.done()
        task.cancel()
    await asyncio.wait({task})
    return ended
