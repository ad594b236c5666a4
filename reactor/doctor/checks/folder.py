"""Checks whether the log folder is writable and its disk has room."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator
from errno import EPERM
from pathlib import Path

from reactor.doctor.checks.check import Case
from reactor.doctor.finding import Finding, Severity
from reactor.logs import FILES, OURS
from reactor.logs.private_files import make_private, trouble_with

_MEGABYTE = 1_000_000
_TIGHT = 1_000 * _MEGABYTE
_FULL = 100 * _MEGABYTE


async def look(case: Case) -> AsyncIterator[Finding]:
    """Write a file there and delete it."""
    yield await asyncio.to_thread(_try, case.settings.log_dir)


def _try(folder: Path) -> Finding:
    try:
        make_private(folder, OURS)
        if trouble := trouble_with(folder, tuple(f"{name}.log" for name in FILES)):
            raise PermissionError(EPERM, trouble)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"x" * 4096)
            file.flush()
        free = shutil.disk_usage(folder).free
        logs = sum(path.stat().st_size for path in folder.glob("*.log*"))
    except OSError as error:
        return Finding(
            "log folder",
            Severity.WRONG,
            f"{folder} cannot be written to ({error.strerror}): there are no log files",
            mend="Let this user alone write there, or name another folder in REACTOR_LOG_DIR.",
        )
    return judge(folder, free=free, logs=logs)


def judge(folder: Path, *, free: int, logs: int) -> Finding:
    """The finding for a folder, by free bytes on its disk and bytes of logs."""
    room = f"{free / 1e9:.1f} GB" if free >= _TIGHT else f"{free / 1e6:.0f} MB"
    said = f"{folder} can be written to; {room} free, {logs / 1e6:.1f} MB of logs"
    if free >= _TIGHT:
        return Finding("log folder", Severity.FINE, said)
    outcome = Severity.REMARK if free >= _FULL else Severity.WRONG
    mend = "Make room on this disk: a full one stops the logs, and MongoDB if its data is there."
    return Finding("log folder", outcome, said, mend=mend)
