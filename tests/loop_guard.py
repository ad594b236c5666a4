"""Fails a test while which something held the event loop, in the product or in the test itself.

What a loop runs is timed, one step after another. On a busy machine a step also takes long because
a thread does not get its turn, and that is taken off:

- Linux says for how long each thread stood in the queue for a processor
  (`/proc/thread-self/schedstat`).
- Who waits for Python's lock wakes up every 5 ms to look. Such a wait counts as long as other
  threads computed meanwhile: they may themselves stand in the queue, with the lock.
- Who starts a process waits for its first turn.

So what counts is computing, here or in a thread that keeps the lock, sleeping, and waiting for a
disk, a lock or a socket.
"""

import asyncio
import gc
import os
import resource
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

MAX_HOLD = 0.25
"""Seconds."""

MARKER = "holds_loop"

_GIL_WAIT = 0.02
"""Seconds: who waits for Python's lock wakes up more often."""

_JOINS = "BaseEventLoop.shutdown_default_executor"
"""At a loop's end Python itself blocks it until a thread has ended that has nothing left to do but
to end. On a busy machine, that thread waits for a processor."""

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
                if held > MAX_HOLD and _JOINS not in (named := _named(callback)):
                    self.holds.append(f"{held:.2f} s: {named}")

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(asyncio.events.Handle, "_run", timed)
            start = subprocess.Popen._execute_child  # type: ignore[attr-defined] # noqa: SLF001 - likewise
            patched.setattr(subprocess.Popen, "_execute_child", _starting(start))
            yield

    def complaint(self, item: pytest.Item) -> str:
        """What is wrong with the test, `""` if nothing is; what was noted is then forgotten."""
        holds, self.holds = self.holds, []
        if not holds or any(map(item.get_closest_marker, (MARKER, "benchmark"))):
            return ""
        return f"the event loop was held for more than {MAX_HOLD:g} s:\n" + "\n".join(holds)


def _named(callback: object) -> str:
    """The task of which a step is a part, with where it is now; else the callback."""
    # A task's steps are objects of C that do not say whose they are.
    tasks = [each for each in gc.get_referents(callback) if isinstance(each, asyncio.Task)]
    return repr(tasks[0] if tasks else callback)


class _Stopwatch:
    """How long this thread computed, or waited for something other than a processor."""

    __slots__ = ("_all", "_began", "_own", "_queued", "_starting", "_switches")

    def __init__(self) -> None:
        self._queued, self._starting = _this_thread.queued(), _this_thread.starting
        self._switches, self._all = _switches(), time.process_time()
        self._own, self._began = time.thread_time(), time.monotonic()

    def seconds(self) -> float:
        elapsed, own = time.monotonic() - self._began, time.thread_time() - self._own
        if elapsed <= MAX_HOLD:
            return elapsed
        others = time.process_time() - self._all - own
        queued = _this_thread.queued() - self._queued
        starting = _this_thread.starting - self._starting
        waited = max(elapsed - own - queued - starting, 0.0)
        if _switches() - self._switches > waited / _GIL_WAIT:
            # It waited for Python's lock, and counts as long as another thread computed with it.
            waited = min(waited, others)
        return own + waited


class _ThisThread(threading.local):
    """What is known of the thread that asks.

    Attributes:
        starting: seconds that it waited for new processes to begin.
    """

    def __init__(self) -> None:
        self.starting = 0.0
        self._file = os.open(_SCHEDSTAT, os.O_RDONLY) if _SCHEDSTAT.exists() else None

    def queued(self) -> float:
        """Seconds that it stood in the queue for a processor."""
        if self._file is None:
            return 0.0
        return int(os.pread(self._file, 100, 0).split()[1]) / 1e9


_this_thread = _ThisThread()


def _switches() -> int:
    """How often this thread has gone to wait for something."""
    return resource.getrusage(resource.RUSAGE_THREAD).ru_nvcsw


def _starting(start: Callable[..., Any]) -> Callable[..., Any]:
    """`start`, its time taken down: who starts a process waits until that has had a turn."""

    def timed(*args: Any, **named: Any) -> Any:
        began = time.monotonic()
        try:
            return start(*args, **named)
        finally:
            _this_thread.starting += time.monotonic() - began

    return timed
