"""Parsing processes that need not load their parsers: in most tests, nothing else takes as long.

One process is loaded for each worker of pytest, and forked wherever a parsing process is asked for.
A fork has as little of the test's memory as a new process, and as much room left to a task. Tests
of the process itself have it started as in life: `parsing_as_in_life` in `tests/conftest.py`.
"""

import os
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).parents[1]
_LOADED = "tests.loading_parsers"


class LoadedContext(ForkServerContext):
    """Forks processes from one that has loaded all parsers; that one starts with the first."""

    def Process(self, *args: Any, **named: Any) -> ForkServerProcess:  # type: ignore[override] # noqa: N802 - the library's name
        """A process, not started yet."""
        start_loading()
        return ForkServerProcess(*args, **named)


def start_loading() -> None:
    """Start the process that is forked, if it does not run yet; it loads while others go on."""
    forkserver.set_forkserver_preload([_LOADED])
    before = os.environ.get("PYTHONPATH")
    # It tells its own process nothing of where modules are.
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(_ROOT), before)))
    try:
        forkserver.ensure_running()
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before
