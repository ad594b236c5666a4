"""Rotation of log files: one of the processes that share a folder decides."""

import fcntl
import gzip
import os
import shutil
from pathlib import Path

from reactor.logs.private_files import open_private

_LOCK = ".rotation"


class Rotation:
    """Decides when a file is rotated.

    A reactor and commands may share a folder. If each rotated, one would compress and remove a file
    that another still writes to. So the first process that needs a rotation takes a lock and keeps
    it until it ends; the others reopen the new file (`LogFile`).

    Args:
        folder: the log folder.
        limit: maximum size of a file in bytes.
    """

    def __init__(self, folder: Path, limit: int) -> None:
        self._lock_file = folder / _LOCK
        self._limit = limit
        self._is_mine = False

    def is_due(self, size: int) -> bool:
        """Whether this process has to rotate a file before it grows to `size` bytes."""
        if size <= self._limit:
            return False
        self._is_mine = self._is_mine or self._take()
        return self._is_mine

    def _take(self) -> bool:
        """Take the lock; the kernel releases it when this process ends."""
        try:
            lock = open_private(self._lock_file, os.O_WRONLY | os.O_CREAT)
        except OSError:
            return False
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):  # the lock is held; POSIX allows either error
            os.close(lock)
            return False
        except OSError:  # a file system without locks
            os.close(lock)
        return True


def compress_earlier(newest: Path) -> None:
    """Compress the files rotated before `newest`.

    `newest` stays uncompressed until the next rotation, because another process may still append a
    line to it.
    """
    channel = newest.name.partition(".")[0]
    for earlier in newest.parent.glob(f"{channel}.*.log"):
        if earlier == newest:
            continue
        packed = earlier.with_name(f"{earlier.name}.gz")
        packed.unlink(missing_ok=True)  # left by a killed process
        with (
            open(earlier, "rb", opener=open_private) as source,
            open(packed, "xb", opener=open_private) as file,
            # The event loop waits; this takes a fifth of the time of the best compression.
            gzip.open(file, "wb", compresslevel=1) as target,
        ):
            shutil.copyfileobj(source, target)
        shutil.copystat(earlier, packed)  # the oldest are removed first, by this time
        earlier.unlink()
