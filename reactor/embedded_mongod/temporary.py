"""A mongod in a temporary folder, for tests: a one-node replica set, deleted when closed."""

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

__all__ = ["TemporaryMongod", "find_mongod", "free_port"]


class TemporaryMongod:
    """A mongod with a one-node replica set; process and data are deleted when it is closed.

    Args:
        options: further command-line options, such as `--auth`.
        replica_set: False starts it standalone.
        oplog: size of the oplog in MB.
        environment: additional environment variables.
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
        """Its port."""
        return self._mongod.port

    @property
    def uri(self) -> str:
        """Its connection string, with the database `scoutly`."""
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
        """Start the process on its folder; after a kill it recovers its data."""
        self._mongod.start()

    def close(self) -> None:
        """End the process and delete its data."""
        if self._mongod.is_running:
            # Killed at once: no data is kept.
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
        self._folder.cleanup()
