"""When a log file makes room for the next: of the processes that write to it, one decides."""

import fcntl
import gzip
import os
import shutil
from pathlib import Path

from reactor.logs.private_files import open_private

_LOCK = ".rotation"


class Rotation:
    """Has a file rotated once it is large, unless another process sees to that.

    A reactor and a command may log into one folder at a time. If both rotated, the one would
    compress and remove what the other still writes to. So whoever first has to rotate takes a lock,
    and keeps it until it ends; the others follow to the new file (loguru's `watch`).

    Args:
        folder: where the files are.
        limit: size in bytes that a file must not exceed.
    """

    def __init__(self, folder: Path, limit: int) -> None:
        self._lock_file = folder / _LOCK
        self._limit = limit
        self._is_mine = False

    def is_due(self, size: int) -> bool:
        """Whether this process has to rotate a file before it grows to so many bytes."""
        if size <= self._limit:
            return False
        self._is_mine = self._is_mine or self._take()
        return self._is_mine

    def _take(self) -> bool:
        """Take the lock; the system gives it back when this process ends, however it does."""
        try:
            lock = open_private(self._lock_file, os.O_WRONLY | os.O_CREAT)
        except OSError:
            return False
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):  # held: POSIX allows either
            os.close(lock)
            return False
        except OSError:  # a file system that knows no locks
            os.close(lock)
        return True


def compress_earlier(newest: Path) -> None:
    """Compress the files that were rotated before this one.

    It stays as it is until the next rotation: into it goes the line of another process that was on
    its way while the file got its new name.
    """
    channel = newest.name.partition(".")[0]
    for earlier in newest.parent.glob(f"{channel}.*.log"):
        if earlier == newest:
            continue
        packed = earlier.with_name(f"{earlier.name}.gz")
        packed.unlink(missing_ok=True)  # left half done by a process that was killed
        with (
            open(earlier, "rb", opener=open_private) as source,
            open(packed, "xb", opener=open_private) as file,
            # The event loop waits: a fifth of the time that the best compression takes.
            gzip.open(file, "wb", compresslevel=1) as target,
        ):
            shutil.copyfileobj(source, target)
        shutil.copystat(earlier, packed)  # the oldest are removed first, by this
        earlier.unlink()
