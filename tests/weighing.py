"""What a `reactor` command takes, as the system counts it for its process."""

import asyncio
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from reactor.settings import Settings

_KILOBYTE = 1_024
"""Linux counts in these."""


@dataclass(frozen=True, slots=True)
class Weight:
    """What one run took.

    Attributes:
        status: its exit status.
        seconds: from start to end.
        processor: seconds of processor time.
        memory: the most that was resident, in bytes.
    """

    status: int
    seconds: float
    processor: float
    memory: int


_LAUNCHER = """
import resource, subprocess, sys, time
started = time.monotonic()
with open("output", "wb") as output:
    status = subprocess.run(sys.argv[1:], stdout=output, stderr=subprocess.STDOUT).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(status, time.monotonic() - started, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""
"""Between the tests and the command: what a process weighs counts for those that it starts."""


async def weigh(settings: Settings, folder: Path, *arguments: str) -> Weight:
    """Run a command, its output put into `folder/output`."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", _LAUNCHER, sys.executable, "-m", "reactor", *arguments),
        stdout=asyncio.subprocess.PIPE,
        cwd=folder,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
            "MONGODB_URI": settings.mongodb_uri.get_secret_value(),
            "REACTOR_LOG_DIR": str(folder / "logs"),
        },
    )
    said, _ = await process.communicate()
    status, seconds, processor, memory = said.split()
    return Weight(int(status), float(seconds), float(processor), int(memory) * _KILOBYTE)
