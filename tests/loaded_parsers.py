"""Parsing processes that need not load their parsers: in most tests, nothing else takes as long.

One process is loaded for each worker of pytest, and forked wherever a parsing process is asked for.
A fork has as little of the test's memory as a new process, and as much room left to a task. Tests
of the process itself have it started as in life: `parsing_as_in_life` in `tests/conftest.py`.
"""

import os
from multiprocessing import forkserver, resource_tracker
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from typing import Any, NamedTuple

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


class Loaded(NamedTuple):
    """Where the process that is forked can be asked, for processes that did not start it.

    Attributes:
        address: its socket.
        alive: a descriptor; the process lives for as long as somebody holds it open.
        key: what it asks for since Python 3.14, in hexadecimal digits; `""` before.
    """

    address: str
    alive: int
    key: str


def loaded() -> Loaded:
    """The process of this worker of pytest, which starts with the first call."""
    start_loading()
    ours = vars(_of_python())
    key = ours.get("_forkserver_authkey") or b""
    return Loaded(ours["_forkserver_address"], ours["_forkserver_alive_fd"], key.hex())


def _of_python() -> forkserver.ForkServer:
    """The one that Python's own functions use; it has no public name."""
    server: forkserver.ForkServer = vars(forkserver)["_forkserver"]
    return server


class _Others(forkserver.ForkServer):
    """One that another process has started, and looks after."""

    def __init__(self, other: Loaded) -> None:
        super().__init__()
        vars(self).update(
            _forkserver_address=other.address,
            _forkserver_alive_fd=other.alive,
            _forkserver_authkey=bytes.fromhex(other.key),
        )

    def ensure_running(self) -> None:
        resource_tracker.ensure_running()


def fork_from(other: Loaded) -> ForkServerContext:
    """Have this process fork its parsing processes from one that another process has loaded."""
    forkserver.connect_to_new_process = _Others(other).connect_to_new_process
    return ForkServerContext()
