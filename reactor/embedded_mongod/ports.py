"""Ports of loopback that are free, and stay so until they are listened at."""

import fcntl
import os
import socket
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO


class PortClaim:
    """The right of one program of ours to a port, from before it listens there.

    Two that start at once would both find a port free: one of them claims it, the other gets
    another one. Programs that are not ours know nothing of it.

    Args:
        wanted: the port to have if it is free.

    Attributes:
        number: the port that was had.
    """

    def __init__(self, wanted: int) -> None:
        self._file = _locked(wanted) if is_free(wanted) else None
        self.number = wanted if self._file else free_port()

    def release(self) -> None:
        """Leave it to others, and no file behind."""
        if self._file is not None:
            with suppress(OSError):
                _path(self.number).unlink()
            self._file.close()
            self._file = None


def free_port() -> int:
    """A port of loopback on which nothing listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def is_free(port: int) -> bool:
    """Whether nothing listens on a port of loopback now."""
    with socket.socket() as probe:
        # As mongod does: what is left of ended connections keeps nobody out.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            return False
        return True


def _path(port: int) -> Path:
    return Path(tempfile.gettempdir()) / f"scoutly-reactor-{os.getuid()}-port-{port}.lock"


def _locked(port: int) -> BinaryIO | None:
    """The file that stands for a port, locked until it is closed; None if somebody has it."""
    path = _path(port)
    try:
        # Whoever plants a link there only gets it opened.
        file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600), "r+b")
    except OSError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Whoever had it before may have removed it meanwhile: then it stands for nothing.
        if os.path.samestat(os.fstat(file.fileno()), path.stat()):
            return file
    except OSError:
        pass
    file.close()
    return None
