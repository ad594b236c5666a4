"""Reactors as processes of their own on one database: started, stopped and killed."""

import asyncio
import os
import signal
import subprocess
import sys
from asyncio.subprocess import Process
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.faults.campaign import victim
from tests.faults.campaign.diary import Diary, Entry
from tests.faults.campaign.telephone import Telephone
from tests.faults.campaign.victim import Orders
from tests.faults.campaign.weapons import Weapon

_ROOT = Path(__file__).parents[3]
_SETTINGS = {
    "REACTOR_LEASE": "3s",
    "REACTOR_BACKOFF": "1s",
    "REACTOR_COOLDOWN": "0s",
    "REACTOR_GRACE": "1s",
    "REACTOR_CONCURRENCY": "3",
    "REACTOR_HOST_INTERVAL": "0s",
    "REACTOR_HTTP_PORT": "0",
    # Here the reactor dies of what is done to it, not of its jobs.
    "REACTOR_MAX_CRASHES": "1000000",
    "REACTOR_MAX_ATTEMPTS": "1000000",
}


class Fleet:
    """Starts reactors on the database at `mongodb_uri` and sees them die.

    Attributes:
        telephone: where they tell of matches.
        started: how many there were.
        killed: how many died of SIGKILL.
    """

    def __init__(
        self,
        folder: Path,
        mongodb_uri: str,
        stand_ins: Mapping[str, str],
        diary: Diary,
        telephone: Telephone | None = None,
    ) -> None:
        self.telephone = telephone or Telephone()
        self._folder = folder
        self._stand_ins = stand_ins
        self._diary = diary
        self._environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(_ROOT),
            "MONGODB_URI": mongodb_uri,
            "REACTOR_LOG_DIR": str(folder / "logs"),
            "REACTOR_NOTIFY_URLS": self.telephone.url,
        }
        self._alive: set[Process] = set()
        self._next: Process | None = None
        self.started = 0
        self.killed = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for process in self._alive:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    @property
    def output(self) -> Path:
        """Where it is kept what the reactors say as they break."""
        return self._folder / "errors"

    async def start(self, weapon: Weapon | None = None) -> Process:
        """A reactor that begins now; the weapon, if any, will kill it."""
        process = self._next or await self._bring_up()
        assert process.stdin
        assert process.stdout
        await process.stdout.readline()
        process.stdin.write(Orders(str(self._diary.path), self._stand_ins, weapon).written())
        process.stdin.close()
        self.started += 1
        self._next = await self._bring_up()
        return process

    async def _bring_up(self) -> Process:
        """A process that imports all it needs, while another one lives, and awaits its orders."""
        with self.output.open("ab") as output:
            process = await asyncio.create_subprocess_exec(
                # As a module it would be imported a second time by its parsing process.
                *(sys.executable, "-c", f"from {victim.__name__} import main; main()"),
                cwd=self._folder,
                env=self._environment | _SETTINGS,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=output,
            )
        self._alive.add(process)
        return process

    async def kill(self, process: Process) -> None:
        """Kill a reactor, unless it has died already, and see that it died of nothing else."""
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
        await self.bury(process)

    async def stop(self, process: Process) -> None:
        """Let a reactor end in good order, which must not take it long."""
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(20):
            await self.bury(process)

    async def bury(self, process: Process) -> None:
        """Wait for a reactor's end; only SIGKILL and SIGTERM may be its reason."""
        status = await process.wait()
        self._alive.remove(process)
        self._diary.note(Entry("died", process.pid))
        expected = (0, -signal.SIGKILL, -signal.SIGTERM)
        assert status in expected, f"a reactor ended with {status}: see {self.output}"
        self.killed += status == -signal.SIGKILL
