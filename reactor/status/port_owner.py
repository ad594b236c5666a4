"""The memory of the process that listens on a local port, from Linux."""

import re
from contextlib import suppress
from pathlib import Path

_PROC = Path("/proc")
_LISTENS = "0A"


def memory_of_listener(port: int, proc: Path = _PROC) -> int | None:
    """Bytes of resident memory; None if nobody listens, or it is not ours to look at.

    A port that a container publishes is listened on by somebody else's process: None as well.
    """
    sockets = {f"socket:[{inode}]" for inode in _listening_inodes(port, proc)}
    if not sockets:
        return None
    for process in proc.glob("[0-9]*"):
        with suppress(OSError):
            if any(_target(file) in sockets for file in (process / "fd").iterdir()):
                return _resident(process)
    return None


def _listening_inodes(port: int, proc: Path) -> set[str]:
    """The sockets that listen on a port; tables: proc_net_tcp of Linux's documentation."""
    inodes = set()
    for name in ("tcp", "tcp6"):
        with suppress(OSError):
            for line in (proc / "net" / name).read_text().splitlines()[1:]:
                _, local, _, state, *rest = line.split()
                if state == _LISTENS and int(local.rpartition(":")[2], 16) == port:
                    inodes.add(rest[5])
    return inodes


def _target(file: Path) -> str:
    try:
        return str(file.readlink())
    except OSError:
        return ""


def _resident(process: Path) -> int | None:
    said = re.search(r"^VmRSS:\s+(\d+) kB$", (process / "status").read_text(), re.MULTILINE)
    return int(said[1]) * 1024 if said else None
