"""Ctrl-C and its kin: once to end in good order, twice to end now."""

import asyncio
import signal
from collections.abc import Callable

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
