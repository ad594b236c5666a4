"""Malformed HTTP requests: one log line a minute."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from aiohttp.http_exceptions import HttpProcessingError
from loguru import logger

_log = logger.bind(channel="queue-processor")
_AIOHTTP = logging.getLogger("aiohttp.server")
_EVERY = 60.0


class MalformedRequests(logging.Filter):
    """Takes malformed requests out of aiohttp's log, where each is a trace, and counts them.

    Args:
        every: seconds between two lines at least.
        clock: gives seconds.
    """

    def __init__(self, every: float = _EVERY, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._every = every
        self._clock = clock
        self._told: float | None = None
        self._untold = 0

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count within the block."""
        _AIOHTTP.addFilter(self)
        try:
            yield
        finally:
            _AIOHTTP.removeFilter(self)
            self._tell_rest()

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a record is to be told as it is."""
        error = record.exc_info[1] if record.exc_info else None
        if not isinstance(error, HttpProcessingError):
            return True
        self._untold += 1
        now = self._clock()
        if self._told is None or now - self._told >= self._every:
            self._told = now
            self._tell_rest()
        return False

    def _tell_rest(self) -> None:
        """Tell of those not told of yet."""
        if self._untold:
            _log.warning("malformed HTTP requests", count=self._untold)
        self._untold = 0
