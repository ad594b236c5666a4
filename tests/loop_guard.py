"""Fails a test while which something held the event loop, in the product or in the test itself.

What a loop runs is timed, one step after another. On a busy machine a step also takes long because
the process does not get its turn; Linux says for how long each thread stood in the queue for a
processor (`/proc/thread-self/schedstat`), and that is taken off. So what counts is computing,
sleeping and waiting for a disk, a lock or a socket. Where the system does not say so, only the
thread's processor time counts.
"""

import asyncio
import gc
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

LONGEST_HOLD = 0.25
"""Seconds."""

MARKER = "holds_loop"

_SCHEDSTAT = Path("/proc/thread-self/schedstat")


@dataclass
class LoopGuard:
    """Notes what held a loop for too long.

    Attributes:
        holds: what did, in words.
    """

    holds: list[str] = field(default_factory=list)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Time each step of every loop of this process while the block runs."""
        run = asyncio.events.Handle._run  # noqa: SLF001 - there is no public way to time steps

        def timed(handle: asyncio.Handle) -> Any:
            stopwatch, callback = _Stopwatch(), getattr(handle, "_callback", None)
            try:
                return run(handle)
            finally:
                held = stopwatch.seconds()
                if held > LONGEST_HOLD:
                    self.holds.append(f"{held:.2f} s: {_named(callback)}")

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(asyncio.events.Handle, "_run", timed)
            yield

    def complaint(self, item: pytest.Item) -> str:
        """What is wrong with the test, `""` if nothing is; what was noted is then forgotten."""
        holds, self.holds = self.holds, []
        if not holds or item.get_closest_marker(MARKER):
            return ""
        return f"the event loop was held for more than {LONGEST_HOLD:g} s:\n" + "\n".join(holds)


def _named(callback: object) -> str:
    """The task of which a step is a part, with where it is now; else the callback."""
    # A task's steps are objects of C that do not say whose they are.
    tasks = [each for each in gc.get_referents(callback) if isinstance(each, asyncio.Task)]
    return repr(tasks[0] if tasks else callback)


class _Stopwatch:
    """How long this thread has had the processor, or did not want it."""

    __slots__ = ("_began", "_queued")

    def __init__(self) -> None:
        self._queued, self._began = _queued(), _clock()

    def seconds(self) -> float:
        elapsed = _clock() - self._began
        # Most steps are short: of those, nobody has to know more.
        return elapsed if elapsed <= LONGEST_HOLD else elapsed - (_queued() - self._queued)


class _Queue(threading.local):
    """Reads how long the thread that asks has stood in the queue."""

    def __init__(self) -> None:
        self.file = os.open(_SCHEDSTAT, os.O_RDONLY)

    def seconds(self) -> float:
        return int(os.pread(self.file, 100, 0).split()[1]) / 1e9


def _no_queue() -> float:
    return 0.0


_queued: Callable[[], float] = _Queue().seconds if _SCHEDSTAT.exists() else _no_queue
_clock: Callable[[], float] = time.monotonic if _queued is not _no_queue else time.thread_time
