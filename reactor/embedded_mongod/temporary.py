"""A mongod in a temporary folder: a one-node replica set for the tests, gone when it is closed."""

import asyncio
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from reactor.embedded_mongod.binary import find_mongod
from reactor.embedded_mongod.ports import free_port
from reactor.embedded_mongod.process import Mongod, PortTakenError, replicating

__all__ = ["EmbeddedMongod", "find_mongod", "free_port"]


class EmbeddedMongod:
    """A mongod process with a replica set of one node; gone, with its data, when it is closed.

    Args:
        options: further command-line options, such as `--auth`.
        replica_set: False starts it standalone.
        oplog: how much history it keeps, in MB.
        environment: variables of its own, beside this process's.
    """

    def __init__(
        self,
        *options: str,
        replica_set: bool = True,
        oplog: int = 64,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="scoutly-mongod-")
        data = Path(self._folder.name)
        self._mongod = Mongod(
            data,
            data / "mongod.log",
            free_port(),
            *("--setParameter", "ttlMonitorSleepSecs=1"),
            *(replicating(oplog) if replica_set else ()),
            *options,
            environment=environment,
        )

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._mongod.port

    @property
    def uri(self) -> str:
        """Where it listens; the database is `scoutly`."""
        return self._mongod.uri

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """The running process, for tests that stop or kill it."""
        return self._mongod.process

    async def __aenter__(self) -> Self:
        try:
            while True:
                self.start_process()
                try:
                    await self._mongod.until_primary()
                    break
                except PortTakenError:
                    self._mongod.port = free_port()
        except BaseException:
            await asyncio.to_thread(self.close)
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await asyncio.to_thread(self.close)

    def start_process(self) -> None:
        """Start the process on its folder; after a kill it goes on with its data."""
        self._mongod.start()

    def close(self) -> None:
        """End the process and delete its data."""
        if self._mongod.is_running:
            # Nothing of it is to be kept, so it need not say goodbye.
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
        self._folder.cleanup()
