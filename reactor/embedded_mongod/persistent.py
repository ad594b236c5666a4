"""A persistent mongod: its data is in a user's folder, it starts and stops with a reactor."""

import asyncio
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager

from loguru import logger

from reactor.data_folder import FolderLock
from reactor.embedded_mongod.data_files import end_orphan, last_port, note_port, rotate
from reactor.embedded_mongod.ports import PortClaim
from reactor.embedded_mongod.process import Mongod, replicating
from reactor.errors import SettingsError

_log = logger.bind(channel="queue-processor")
_PORT = 27117
"""The default port of a new folder; MongoDB's own port may be in use."""
_OPLOG = 256
"""MB, enough for some weeks of changes in a home installation."""
_FAREWELL = 30.0
_PORT_PATIENCE = 2.0
_BETWEEN_LOOKS = 3600.0
_SHORT_LIFE = 60.0
_MAX_SHORT_LIVES = 3
_WATCHER = 'read -r _; kill -TERM "$1"'
"""For systems without a parent-death signal: its input pipe ends when the parent dies."""


class PersistentMongod:
    """The mongod of a data folder.

    Args:
        claim: the lock on the folder.
        timers_every: seconds between passes of the TTL monitor.
        hasty: whether it is killed at the end; its data remains usable.

    Raises:
        SettingsError: another mongod uses the files and does not end.

    Attributes:
        folder: the data folder.
    """

    def __init__(self, claim: FolderLock, *, timers_every: int = 10, hasty: bool = False) -> None:
        self.folder = claim.folder
        self._farewell = 0.0 if hasty else _FAREWELL
        one_ended = end_orphan(self.folder.mongodb)
        last = last_port(self.folder.mongodb)
        self._port = PortClaim(last or _PORT, patience=_PORT_PATIENCE if one_ended else 0.0)
        port = self._port.number
        self._moves = last not in (None, port)
        self._mongod = Mongod(
            self.folder.mongodb,
            self.folder.log,
            port,
            *replicating(_OPLOG),
            *("--setParameter", f"ttlMonitorSleepSecs={timers_every}"),
            "--quiet",
            farewell=signal.SIGTERM,
        )

    @property
    def uri(self) -> str:
        """Its connection string, the same at every start while the port is free."""
        return self._mongod.uri

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Run it during the block; it is restarted if it ends early.

        Raises:
            SettingsError: it does not start, or ends repeatedly; the message quotes its log.
        """
        with ExitStack() as stack:
            try:
                if self._moves:
                    await self._tell_the_set_where()
                self._start(stack)
                await self._mongod.until_primary()
                note_port(self.folder.mongodb, self._mongod.port)
                _log.info("embedded MongoDB runs", folder=self.folder.path, uri=self.uri)
                async with asyncio.TaskGroup() as group:
                    keeping = group.create_task(self._keep_alive(stack), name="mongod")
                    yield
                    keeping.cancel()
            finally:
                await asyncio.to_thread(self._mongod.end, self._farewell)
                self._port.release()

    async def _tell_the_set_where(self) -> None:
        """Write the new port to the replica set's configuration.

        Otherwise the set would look for its member at the old port, where another program is.
        """
        alone = Mongod(
            self.folder.mongodb, self.folder.log, self._mongod.port, farewell=signal.SIGTERM
        )
        alone.start()
        try:
            await alone.rename_member()
        finally:
            await asyncio.to_thread(alone.end, _FAREWELL)

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
            if short_lives > _MAX_SHORT_LIVES:
                raise SettingsError(
                    f"mongod ends again and again (exit status {status}); "
                    f"{self._mongod.last_words()}"
                )
            _log.error("mongod ended by itself, and is started again", status=status)
            self._start(stack)
            try:
                await self._mongod.until_primary()
            except SettingsError:
                if self._mongod.is_running:
                    raise

    async def _until_it_ends(self) -> None:
        """Wait for the end of the process, and rotate its log meanwhile."""
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


@contextmanager
def watched(pid: int) -> Iterator[None]:
    """End a process when this one dies, in any way."""
    watcher = subprocess.Popen(  # noqa: S603 - fixed arguments
        ["/bin/sh", "-c", _WATCHER, "sh", str(pid)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield
    finally:
        # Before its pipe ends, because the pid may belong to another process by now.
        watcher.kill()
        watcher.wait()
        assert watcher.stdin  # noqa: S101 - a pipe, as requested
        watcher.stdin.close()
