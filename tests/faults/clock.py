"""A wall clock of its own for a process, that can be moved while the process runs.

It is libfaketime's, which follows the time of change of a file: of its ways to change the time it
is the one in which nothing is parsed again, so that a mongod with all its threads bears it. What
the monotonic clock says stays true.
"""

import os
import time
from importlib.util import find_spec
from pathlib import Path

import pytest


class MovableClock:
    """The wall clock of the processes that are started with its `environment`.

    Args:
        folder: where its file is kept.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / "clock"
        self._file.touch()
        self._started = time.time()
        self.move(0)

    @property
    def environment(self) -> dict[str, str]:
        """What a process must be started with, soon."""
        return {
            "LD_PRELOAD": str(_library()),
            "FAKETIME": "%",
            "FAKETIME_FOLLOW_FILE": str(self._file),
            "FAKETIME_DONT_RESET": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "FAKETIME_NO_CACHE": "1",
        }

    def move(self, hours: float) -> None:
        """Set the clock to so many hours after the true time, or before it."""
        at = self._started + 3_600 * hours
        os.utime(self._file, (at, at))


def _library() -> Path:
    package = find_spec("libfaketime")
    for folder in (package and package.submodule_search_locations) or ():
        library = Path(folder) / "vendor/libfaketime/src/libfaketime.so.1"
        if library.is_file():
            return library
    pytest.skip("libfaketime is not installed: it is for x86-64 Linux")
