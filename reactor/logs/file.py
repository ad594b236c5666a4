"""A log file: private, shared by several processes, and bounded in size."""

import fcntl
import os
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from reactor.logs.private_files import make_private, open_private
from reactor.logs.rotation import Rotation, compress_earlier

_MOMENT, _MOMENTS = 0.001, 20
_APPEND = os.O_WRONLY | os.O_CREAT | os.O_APPEND


class LogFile:
    """The file of one channel; a loguru sink, which loguru calls for one line at a time.

    Loguru's own files follow links, are readable by other users, and on a full disk print the raw
    record, with its secrets.

    Args:
        path: the file.
        rotation: decides when the file is rotated.
        keep: number of rotated files to keep.
        lost: called with the reason when a line cannot be written.

    Raises:
        OSError: the file cannot be opened, or is not this user's alone.
    """

    def __init__(
        self, path: Path, rotation: Rotation, keep: int, lost: Callable[[str], None]
    ) -> None:
        self._path = path
        self._rotation = rotation
        self._keep = keep
        self._lost = lost
        self._name = os.fspath(path)
        self._moments = _MOMENTS
        self._torn = False
        self._descriptor: int | None = open_private(path, _APPEND)
        self._opened = os.fstat(self._descriptor)

    def write(self, message: str) -> None:
        """Append a line; a failure is reported but raises nothing."""
        try:
            self._append(message.encode("utf-8", "backslashreplace"))
        except OSError as error:
            self._lost(f"cannot write to {self._path} ({error.strerror})")

    def stop(self) -> None:
        """Close the file."""
        if self._descriptor is not None:
            os.close(self._descriptor)
        self._descriptor = None

    def _append(self, line: bytes) -> None:
        descriptor, size = self._shared()
        if self._rotation.is_due(size + len(line)):
            _lock(descriptor, fcntl.LOCK_UN)
            self._rotate(descriptor)
            descriptor, _ = self._shared()
        try:
            rest = b"\n" + line if self._torn else line
            # In one call, so that lines of several processes do not mix; a full disk may split it.
            while rest:
                written = os.write(descriptor, rest)
                rest = rest[written:]
                self._torn = bool(rest)
        finally:
            _lock(descriptor, fcntl.LOCK_UN)

    def _shared(self) -> tuple[int, int]:
        """The current file, locked against renaming, and its size in bytes.

        Each system call counts: there are several lines a visit.
        """
        while True:
            if self._descriptor is None:
                make_private(self._path.parent)
                self._descriptor, self._torn = open_private(self._path, _APPEND), False
                self._opened = os.fstat(self._descriptor)
            _lock(self._descriptor, fcntl.LOCK_SH)
            with suppress(FileNotFoundError):
                found = os.lstat(self._name)
                if os.path.samestat(found, self._opened):
                    return self._descriptor, found.st_size
            # It was rotated or removed; closing releases the lock.
            self.stop()

    def _rotate(self, descriptor: int) -> None:
        """Rename the file with the time, and compress and remove older ones.

        Another process may be writing a line, so the lock is awaited for a moment, once. If that
        process is stopped, nobody waits for it: the next line tries again.
        """
        while not _lock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB):
            if self._moments == 0:
                return
            self._moments -= 1
            time.sleep(_MOMENT)
        self._moments = _MOMENTS
        rotated = self._path.with_suffix(f".{datetime.now():%Y-%m-%d_%H-%M-%S_%f}.log")  # noqa: DTZ005 - for people
        self._path.rename(rotated)
        self.stop()  # releases the lock too
        compress_earlier(rotated)
        older = sorted(self._path.parent.glob(f"{self._path.stem}.*.log*"), key=_written)
        for each in older[: -self._keep]:
            each.unlink(missing_ok=True)


def _lock(descriptor: int, how: int) -> bool:
    """Whether the lock was taken; on a file system without locks, always true."""
    try:
        fcntl.flock(descriptor, how)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def _written(path: Path) -> float:
    try:
        return path.lstat().st_mtime
    except FileNotFoundError:
        return 0.0
