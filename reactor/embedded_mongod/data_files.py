"""The data files of a persistent mongod: their owner process, last port, and log."""

import fcntl
import os
import signal
import time
from contextlib import suppress
from pathlib import Path

from loguru import logger

from reactor.errors import SettingsError

_log = logger.bind(channel="queue-processor")
_MAX_LOG = 10_000_000
_PATIENCE = 30.0


def last_port(data: Path) -> int | None:
    """The port in the configuration of the folder's replica set; None if unknown."""
    with suppress(OSError, ValueError):
        return int(_port_file(data).read_text())
    return None


def note_port(data: Path, port: int) -> None:
    """Store the port in the configuration of the folder's replica set."""
    _port_file(data).write_text(f"{port}\n")


def _port_file(data: Path) -> Path:
    return data / "replica-set-port"


def rotate(log: Path) -> bool:
    """Rename a large log, replacing the previous one; returns whether it was done."""
    with suppress(OSError):
        if log.stat().st_size > _MAX_LOG:
            log.replace(log.with_suffix(".log.1"))
            return True
    return False


def end_orphan(data: Path) -> bool:
    """End a mongod that outlived its reactor, and wait until it is gone; whether there was one.

    Raises:
        SettingsError: it does not end.
    """
    pid = _holder(data)
    if pid is None:
        return False
    for number in (signal.SIGTERM, signal.SIGKILL):
        if pid:
            _log.warning("a mongod that outlived its reactor is ended", pid=pid, signal=number.name)
            with suppress(ProcessLookupError, PermissionError):
                os.kill(pid, number)
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            if _holder(data) is None:
                return True
            time.sleep(0.05)
    which = f"process {pid}" if pid else "a process"
    raise SettingsError(f"{which} uses {data}, and does not end: end it yourself")


def _holder(data: Path) -> int | None:
    """The pid of the mongod that uses a data folder; 0 if it is about to end; None if none does.

    A mongod that ends empties its lock file before it unlocks it.
    """
    with suppress(FileNotFoundError), (data / "mongod.lock").open("r+") as file:
        try:
            # Versions use different kinds of locks, which do not see each other.
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            said = file.read().strip()
            return int(said) if said.isdecimal() else 0
    return None
