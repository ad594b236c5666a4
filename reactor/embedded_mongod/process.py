"""A mongod process: start, end, and its log messages."""

import asyncio
import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from reactor.embedded_mongod.binary import find_mongod
from reactor.errors import SettingsError
from reactor.mongo import driver

_START_TIMEOUT = 30.0
_SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of Linux's prctl(2)
_ALREADY_INITIATED = 23
_ADDRESS_IN_USE = 48
"""Exit status for an unavailable port: https://www.mongodb.com/docs/manual/reference/exit-codes/"""

_LISTENS = b'"id":23016,'
"""Part of the log line "Waiting for connections"."""

_GRAVE = {"E", "F"}
_LATEST = 200
_MAX_MESSAGE = 300


class PortTakenError(SettingsError):
    """Another program uses the port."""


class Mongod:
    """One mongod process on a folder and on loopback; it dies with its parent.

    Args:
        data: the data folder.
        log: its log file.
        port: its port.
        options: further command-line options.
        environment: additional environment variables.
        farewell: the signal it gets when its parent dies.
    """

    def __init__(
        self,
        data: Path,
        log: Path,
        port: int,
        *options: str,
        environment: Mapping[str, str] | None = None,
        farewell: signal.Signals = signal.SIGKILL,
    ) -> None:
        self.port = port
        self._data = data
        self._log = log
        self._options = options
        self._environment = environment or {}
        self._farewell = farewell
        self._process: subprocess.Popen[bytes] | None = None
        self._log_before = 0

    @property
    def uri(self) -> str:
        """Its connection string, with the database `scoutly`."""
        return f"mongodb://127.0.0.1:{self.port}/scoutly?directConnection=true"

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """The started process."""
        if self._process is None:
            raise RuntimeError("mongod is not started")
        return self._process

    @property
    def is_running(self) -> bool:
        """Whether the process was started and has not ended."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start the process on its folder; after a kill it recovers its data.

        Raises:
            SettingsError: there is no mongod, or it cannot be run.
        """
        program = find_mongod()
        self._log_before = self._log.stat().st_size if self._log.exists() else 0
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own arguments
                [program, *self._arguments()],
                env={**os.environ, **self._environment},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                # Ctrl-C in the terminal is handled here: mongod must outlive the reactor.
                start_new_session=True,
                preexec_fn=self._die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - a plain system call
            )
        except OSError as error:
            raise SettingsError(f"{program} cannot be run: {error.strerror}") from None

    def _arguments(self) -> Sequence[str]:
        return (
            *("--dbpath", str(self._data), "--port", str(self.port)),
            *("--bind_ip", "127.0.0.1", "--nounixsocket"),
            *("--logpath", str(self._log), "--logappend", "--logRotate", "reopen"),
            # The default is half of the machine's memory.
            *("--wiredTigerCacheSizeGB", "0.25"),
            *("--setParameter", "diagnosticDataCollectionEnabled=false"),
            *self._options,
        )

    def _die_with_parent(self) -> None:
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, self._farewell)

    async def until_primary(self) -> None:
        """Wait until it accepts writes; initiates a one-node replica set if there is none.

        Raises:
            PortTakenError: another program took its port first.
            SettingsError: it does not start; the message quotes its log.
        """

        async def is_primary(client: driver.Client) -> bool:
            hello = await client.admin.command("hello")
            if hello.get("isreplicaset"):
                await self._initiate(client)
            return bool(hello.get("isWritablePrimary"))

        await self._until(is_primary)

    async def rename_member(self) -> None:
        """Write the present port to the replica set's configuration; it must run standalone.

        https://www.mongodb.com/docs/manual/tutorial/change-hostnames-in-a-replica-set/

        Raises:
            SettingsError: it does not start; the message quotes its log.
        """

        async def is_renamed(client: driver.Client) -> bool:
            here = {"$set": {"members.0.host": f"127.0.0.1:{self.port}"}, "$inc": {"version": 1}}
            await client["local"]["system.replset"].update_one({}, here)
            return True

        await self._until(is_renamed)

    async def _until(self, is_true: Callable[[driver.Client], Awaitable[bool]]) -> None:
        client = driver.connect(self.uri, serverSelectionTimeoutMS=2_000)
        deadline = time.monotonic() + _START_TIMEOUT
        try:
            while time.monotonic() < deadline and self.process.poll() is None:
                with suppress(driver.AutoReconnect, driver.OperationFailure):
                    # Before it listens, another program may answer on the port.
                    if self._listens() and await is_true(client):
                        return
                await asyncio.sleep(0.05)
        finally:
            await driver.disconnect(client)
        if self.process.poll() == _ADDRESS_IN_USE:
            raise PortTakenError(
                f"port {self.port} was taken by another program meanwhile: start again"
            )
        raise SettingsError(f"mongod did not start{self._status()}; {self.last_words()}")

    def _listens(self) -> bool:
        """Whether its log says so since the start."""
        with suppress(OSError), self._log.open("rb") as log:
            log.seek(self._log_before)
            return _LISTENS in log.read()
        return False

    def end(self, farewell: float) -> None:
        """Let it shut down for `farewell` seconds, then kill it."""
        if not self.is_running:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(farewell)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    async def _initiate(self, client: driver.Client) -> None:
        here = {"_id": 0, "host": f"127.0.0.1:{self.port}"}
        try:
            await client.admin.command("replSetInitiate", {"_id": "rs0", "members": [here]})
        except driver.OperationFailure as error:
            if error.code != _ALREADY_INITIATED:
                raise
            # It ran on another port last time, and does not find itself in the set.
            config = (await client.admin.command("replSetGetConfig"))["config"]
            config |= {"version": config["version"] + 1, "members": [config["members"][0] | here]}
            await client.admin.command("replSetReconfig", config, force=True)

    def _status(self) -> str:
        status = self.process.poll()
        if status == -signal.SIGILL:
            return " (this processor lacks instructions that it needs)"
        return f" (exit status {status})" if status else ""

    def last_words(self) -> str:
        """The end of its log, errors if there are any, with the log's path."""
        try:
            lines = self._log.read_text(errors="replace").splitlines()[-_LATEST:]
        except OSError as error:
            return f"{self._log} cannot be read ({error.strerror})"
        said = [message for line in lines if (message := grave_message(line))]
        return f"{self._log} ends with: {'; '.join((said or lines)[-3:])}"


def grave_message(line: str) -> str:
    """The error in a line of mongod's log, shortened; `""` if the line is no error."""
    try:
        told = json.loads(line)
        if told["s"] not in _GRAVE:
            return ""
        about = {**told.get("attr", {})}
    except (ValueError, KeyError, TypeError):
        return ""
    why = next((about[name] for name in ("error", "message", "reason") if name in about), "")
    return f"{told.get('msg')}{f' ({why})' if why else ''}"[:_MAX_MESSAGE]


def replicating(oplog: int) -> tuple[str, ...]:
    """The options for a replica set with an oplog of this size in MB."""
    return ("--replSet", "rs0", "--oplogSize", str(oplog))
