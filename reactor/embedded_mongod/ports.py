"""Free ports on loopback, reserved until they are used."""

import fcntl
import os
import socket
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

_LOOK_AGAIN = 0.05


class PortClaim:
    """A reservation of a port among our programs, from before it is used.

    Two programs that start at once would both find a port free. One reserves it, the other gets
    another port. Other programs ignore reservations.

    Args:
        wanted: the preferred port.
        patience: seconds to wait for it: a mongod that ends closes its port last.

    Attributes:
        number: the reserved port.
    """

    def __init__(self, wanted: int, *, patience: float = 0.0) -> None:
        deadline = time.monotonic() + patience
        while not (free := is_free(wanted)) and time.monotonic() < deadline:
            time.sleep(_LOOK_AGAIN)
        self._file = _locked(wanted) if free else None
        self.number = wanted if self._file else free_port()

    def release(self) -> None:
        """Release the reservation and delete its file."""
        if self._file is not None:
            with suppress(OSError):
                _path(self.number).unlink()
            self._file.close()
            self._file = None


def free_port() -> int:
    """A loopback port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def is_free(port: int) -> bool:
    """Whether a loopback port is free now."""
    with socket.socket() as probe:
        # As mongod does, so that ended connections do not block the port.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            return False
        return True


def _path(port: int) -> Path:
    return Path(tempfile.gettempdir()) / f"scoutly-reactor-{os.getuid()}-port-{port}.lock"


def _locked(port: int) -> BinaryIO | None:
    """The lock file of a port, locked until it is closed; None if another process has it."""
    path = _path(port)
    try:
        # O_NOFOLLOW: a planted link is not followed.
        file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600), "r+b")
    except OSError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # The previous holder may have deleted the file meanwhile; then the lock is void.
        if os.path.samestat(os.fstat(file.fileno()), path.stat()):
            return file
    except OSError:
        pass
    file.close()
    return None
