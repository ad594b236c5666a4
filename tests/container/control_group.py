"""What a container uses, read from outside: a command inside of it would count as its own."""

from dataclasses import dataclass
from pathlib import Path

_ROOT = Path("/sys/fs/cgroup")


@dataclass(frozen=True, slots=True)
class Usage:
    """A container at a moment.

    Attributes:
        memory: bytes, without files that were merely read (as `docker stats` counts).
        peak: the most bytes so far, with them.
        cpu: microseconds used so far.
    """

    memory: int
    peak: int
    cpu: int


def usage(process: int, proc: Path = Path("/proc"), root: Path = _ROOT) -> Usage:
    """What the control group of a process uses; of the first or the second version of the kernel's.

    Args:
        process: id of the container's first process, as this machine numbers it.
        proc: where the kernel tells about processes.
        root: where it tells about control groups.

    Raises:
        OSError: this machine does not run the container itself (as with Docker Desktop).
    """
    groups = {}
    for line in (proc / str(process) / "cgroup").read_text().splitlines():
        _, controllers, path = line.split(":", 2)
        for controller in controllers.split(","):
            groups[controller] = root / controllers / path.lstrip("/")
    if "memory" in groups:
        return _of_first_version(groups["memory"], groups["cpuacct"])
    return _of_second_version(groups[""])


def _of_first_version(memory: Path, cpu: Path) -> Usage:
    read = _table(memory / "memory.stat")["total_inactive_file"]
    return Usage(
        memory=_number(memory / "memory.usage_in_bytes") - read,
        peak=_number(memory / "memory.max_usage_in_bytes"),
        cpu=_number(cpu / "cpuacct.usage") // 1000,
    )


def _of_second_version(group: Path) -> Usage:
    read = _table(group / "memory.stat")["inactive_file"]
    return Usage(
        memory=_number(group / "memory.current") - read,
        peak=_number(group / "memory.peak"),
        cpu=_table(group / "cpu.stat")["usage_usec"],
    )


def _number(file: Path) -> int:
    return int(file.read_text())


def _table(file: Path) -> dict[str, int]:
    return {name: int(value) for name, value in map(str.split, file.read_text().splitlines())}
