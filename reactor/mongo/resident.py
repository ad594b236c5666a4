"""A mongod that stays: its data in a folder of the user's, started and stopped with a reactor."""

import asyncio
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from loguru import logger

from reactor.data_folder import Claim
from reactor.errors import SettingsError
from reactor.mongo.mongod import Mongod, free_port, is_free, replicating

_log = logger.bind(channel="queue-processor")
_PORT = 27117
"""Where one listens if the folder remembers no other; MongoDB's own port is somebody else's."""
_OPLOG = 256
"""MB, some weeks of a home's changes."""
_FAREWELL = 30.0
_LARGEST_LOG = 10_000_000
_BETWEEN_LOOKS = 3600.0
_SHORT_LIFE = 60.0
_MOST_SHORT_LIVES = 3
_WATCHER = 'read -r _; kill -TERM "$1"'
"""For systems that tell no child of its parent's death: the pipe that it reads ends with that."""


class ResidentMongod:
    """The mongod of a data folder.

    Args:
        claim: the right to the folder.
        timers_every: seconds between two looks at timers that are over.
        hasty: whether its end need not be in good order; its data is good for a start even so.

    Attributes:
        folder: where its data is.
    """

    def __init__(self, claim: Claim, *, timers_every: int = 10, hasty: bool = False) -> None:
        self.folder = claim.folder
        self._farewell = 0.0 if hasty else _FAREWELL
        self._mongod = Mongod(
            self.folder.mongodb,
            self.folder.log,
            _port(claim.last_uri),
            *replicating(_OPLOG),
            *("--setParameter", f"ttlMonitorSleepSecs={timers_every}"),
            "--quiet",
            farewell=signal.SIGTERM,
        )

    @property
    def uri(self) -> str:
        """Where it listens, the same at every start while the port is free."""
        return self._mongod.uri

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Run it while the block runs: it is started anew if it ends before.

        Raises:
            SettingsError: it does not start, or ends again and again; with what it says.
        """
        with ExitStack() as stack:
            await asyncio.to_thread(_end_orphan, self.folder.mongodb)
            self._start(stack)
            try:
                await self._mongod.until_primary()
                _log.info("embedded MongoDB runs", folder=self.folder.path, uri=self.uri)
                async with asyncio.TaskGroup() as group:
                    keeping = group.create_task(self._keep_alive(stack), name="mongod")
                    yield
                    keeping.cancel()
            finally:
                await asyncio.to_thread(self._end)

    def _start(self, stack: ExitStack) -> None:
        rotate(self.folder.log)
        self._mongod.start()
        if sys.platform != "linux":
            stack.enter_context(watched(self._mongod.process.pid))

    async def _keep_alive(self, stack: ExitStack) -> None:
        short_lives = 0
        while True:
            started = time.monotonic()
            await self._until_it_ends()
            short_lives = short_lives + 1 if time.monotonic() - started < _SHORT_LIFE else 1
            status = self._mongod.process.poll()
            if short_lives > _MOST_SHORT_LIVES:
                raise SettingsError(
                    f"mongod ends again and again (exit status {status}); "
                    f"{self._mongod.last_words()}"
                )
            _log.error("mongod ended by itself, and is started again", status=status)
            self._start(stack)
            await self._mongod.until_primary()

    async def _until_it_ends(self) -> None:
        """Wait for that, and keep its log small meanwhile."""
        ended = asyncio.create_task(asyncio.to_thread(self._mongod.process.wait))
        try:
            while not ended.done():
                await asyncio.wait({ended}, timeout=_BETWEEN_LOOKS)
                if not ended.done():
                    self._rotate_while_running()
        finally:
            ended.cancel()

    def _rotate_while_running(self) -> None:
        if rotate(self.folder.log):
            self._mongod.process.send_signal(signal.SIGUSR1)

    def _end(self) -> None:
        """Let it close its files, for the next start; one that hangs is killed."""
        if not self._mongod.is_running:
            return
        process = self._mongod.process
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(self._farewell)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _port(last_uri: str) -> int:
    """The port of the last time if it is free, so that what people wrote down stays true."""
    with suppress(ValueError):
        last = urlsplit(last_uri).port or _PORT
        if is_free(last):
            return last
    return free_port()


def rotate(log: Path) -> bool:
    """Put a log that has grown aside, in place of the one before; whether there was need."""
    with suppress(OSError):
        if log.stat().st_size > _LARGEST_LOG:
            log.replace(log.with_suffix(".log.1"))
            return True
    return False


@contextmanager
def watched(pid: int) -> Iterator[None]:
    """Have a process ended when this one dies, however it does."""
    watcher = subprocess.Popen(  # noqa: S603 - our own words
        ["/bin/sh", "-c", _WATCHER, "sh", str(pid)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield
    finally:
        # Before its pipe ends: the process may be gone, and its number another's.
        watcher.kill()
        watcher.wait()
        assert watcher.stdin  # noqa: S101 - a pipe, as asked for
        watcher.stdin.close()


def _end_orphan(data: Path) -> None:
    """End a mongod that outlived the reactor which started it, and wait until it is gone.

    Raises:
        SettingsError: it does not end.
    """
    pid = _holder(data)
    if pid is None:
        return
    for number in (signal.SIGTERM, signal.SIGKILL):
        _log.warning("a mongod that outlived its reactor is ended", pid=pid, signal=number.name)
        with suppress(ProcessLookupError, PermissionError):
            os.kill(pid, number)
        deadline = time.monotonic() + _FAREWELL
        while time.monotonic() < deadline:
            if _holder(data) is None:
                return
            time.sleep(0.05)
    raise SettingsError(f"process {pid} uses {data}, and does not end: end it yourself")


def _holder(data: Path) -> int | None:
    """The mongod that has a folder of data open; None if none has."""
    with suppress(FileNotFoundError), (data / "mongod.lock").open("r+") as file:
        try:
            # Versions differ in the kind of lock, and one kind does not see the other.
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            said = file.read().strip()
            return int(said) if said.isdecimal() else None
    return None
