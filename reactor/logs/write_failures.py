"""Reports of log lines that could not be written: rare, and never with the raw record."""

import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loguru import FormatFunction, Record

_EVERY = 60.0


class WriteFailures:
    """Reports lost lines on stderr: the reason, and their number since the last report.

    Args:
        every: minimum seconds between two reports.
        clock: monotonic seconds.
    """

    def __init__(self, every: float = _EVERY, clock: Callable[[], float] = time.monotonic) -> None:
        self._every = every
        self._clock = clock
        self._told: float | None = None
        self._untold = 0

    def tell(self, why: str) -> None:
        """Count one lost line, and report if it is time."""
        self._untold += 1
        now = self._clock()
        if self._told is not None and now - self._told < self._every:
            return
        lines = "1 log line is" if self._untold == 1 else f"{self._untold} log lines are"
        self._told, self._untold = now, 0
        # If stderr is not writable either, there is nobody to notify.
        with suppress(OSError, ValueError, AttributeError):
            sys.stderr.write(f"reactor: {lines} lost: {why}\n")
            sys.stderr.flush()


def unfailing(line: "FormatFunction") -> "FormatFunction":
    """A format that yields a line even if a value cannot be formatted.

    Otherwise loguru would print the raw record, with its secrets.
    """

    def write(record: "Record") -> str:
        try:
            return line(record)
        except Exception as error:  # noqa: BLE001 - formatting a value may fail in any way
            where = f"{record['name']}:{record['line']}"
            record["extra"]["line"] = (
                f"{record['time'].isoformat(sep=' ', timespec='milliseconds')} ERROR   "
                f"line not written  at={where} error={type(error).__name__}"
            )
            return "{extra[line]}\n"

    return write


class StandardOutput:
    """Standard output as a sink; a closed pipe or missing characters raise nothing."""

    def __init__(self, lost: Callable[[str], None]) -> None:
        self._lost = lost

    def write(self, message: str) -> None:
        """Print a line."""
        try:
            encoding = sys.stdout.encoding or "utf-8"
            sys.stdout.write(message.encode(encoding, "backslashreplace").decode(encoding))
            sys.stdout.flush()
        except (OSError, ValueError) as error:
            self._lost(f"cannot write to the screen ({getattr(error, 'strerror', None) or error})")
