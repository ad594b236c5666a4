"""Signal handling: the first signal stops in good order, the second at once."""

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
        stopped: the stop signal.
        task: the task to wait for; its result or exception stays in it.
        farewell: seconds after the stop in which the task may still end by itself.
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
