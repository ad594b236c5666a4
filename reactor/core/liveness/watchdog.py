"""The watchdog ends a process whose stream is stuck, so that its container starts it again.

It is a thread, because a blocked event loop may be the cause.
"""

import os
import threading
from datetime import timedelta
from types import TracebackType
from typing import Self

from loguru import logger

from reactor.core.liveness.crash_note import CrashNote
from reactor.core.liveness.heartbeat import Heartbeat

_log = logger.bind(channel="queue-processor")
PATIENCE = timedelta(minutes=3)
"""Longer than the driver takes to notice a silent server, and than any pause between attempts."""

_CHECKS = 18
_EXIT_STATUS = 1


class Watchdog:
    """Watches a pulse for as long as the block runs.

    Args:
        pulse: the heartbeat whose turns must grow.
        patience: how long they may stand still. It is counted in checks, so that time in which
            this process was stopped, or the machine asleep, does not count.
        last_words: stores the reason, which the next reactor reports.
    """

    def __init__(
        self,
        pulse: Heartbeat,
        patience: timedelta | None = None,
        last_words: CrashNote | None = None,
    ) -> None:
        self._pulse = pulse
        self._last_words = last_words
        self._patience = (patience or PATIENCE).total_seconds()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._over.set()

    def _watch(self) -> None:
        seen, stood_still = self._pulse.turns, 0
        while not self._over.wait(self._patience / _CHECKS):
            stood_still = stood_still + 1 if seen == self._pulse.turns else 0
            seen = self._pulse.turns
            if stood_still == _CHECKS:
                self._give_up()

    def _give_up(self) -> None:
        _log.critical(
            "the change stream is stuck; the reactor ends so that it is started again",
            stuck_for=f"{self._patience:g}s",
        )
        if self._last_words:
            self._last_words.leave("the change stream was stuck")
        logger.complete()
        # No gentler way ends a process whose loop or driver threads are stuck.
        os._exit(_EXIT_STATUS)
