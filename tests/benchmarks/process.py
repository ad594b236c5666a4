"""A contender's process, as the benchmark that started it sees it."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import psutil
from bson import ObjectId

_CHECKOUT = Path(__file__).parents[2]
_PATIENCE = 30.0
_NOBODY: Mapping[str, str] = MappingProxyType({})


def environment(uri: str, log_dir: Path, **changed: str) -> dict[str, str]:
    """The environment of a reactor; whatever is not named in `changed` is the default."""
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "TZ") if name in os.environ}
    ours = {"MONGODB_URI": uri, "REACTOR_LOG_DIR": str(log_dir), "PYTHONPATH": str(_CHECKOUT)}
    named = {f"REACTOR_{name.upper()}": value for name, value in changed.items()}
    return inherited | ours | {"REACTOR_GRACE": "1s"} | named


@dataclass(frozen=True, slots=True)
class Claim:
    """When a company's job was claimed (monotonic seconds), and how many ran with it."""

    company_id: ObjectId
    at: float
    running: int


@dataclass(frozen=True, slots=True)
class Looks:
    """How many companies were looked at, and for how many something was done."""

    total: int
    acting: int

    def __sub__(self, earlier: "Looks") -> "Looks":
        return Looks(self.total - earlier.total, self.acting - earlier.acting)


class ContenderProcess:
    """Starts, asks, stops or kills a contender, and hears of its claims.

    Attributes:
        claims: in the order in which they were made.
        usage: for its CPU time and memory.
    """

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._changed = asyncio.Condition()
        self._said: dict[str, Any] = {}
        self._ended = False
        self.claims: list[Claim] = []
        self.usage = psutil.Process(process.pid)

    async def start(self) -> None:
        """Let it work; it does when this returns."""
        await self.ask("start", "started")

    async def looks(self) -> Looks:
        """Its looks so far, if it is a reactor."""
        return Looks(**await self.ask("looks", "looks"))

    async def ask(self, question: str, answer: str) -> Any:
        """Send a line and wait for what answers it."""
        if self._process.stdin is None:
            raise RuntimeError("it cannot be spoken to")
        self._said.pop(answer, None)
        self._process.stdin.write(f"{question}\n".encode())
        return await self.heard(answer)

    async def heard(self, word: str) -> Any:
        """What it said under `word`, once it has."""
        await self.until(lambda: word in self._said)
        return self._said[word]

    async def claimed(self, count: int, within: float = _PATIENCE) -> list[Claim]:
        """Its claims, once there are so many."""
        await self.until(lambda: len(self.claims) >= count, within)
        return self.claims

    async def until(self, condition: Callable[[], bool], within: float = _PATIENCE) -> None:
        """Wait until something that it says makes a condition true."""
        async with asyncio.timeout(within), self._changed:
            await self._changed.wait_for(lambda: condition() or self._ended)
        if not condition():
            raise RuntimeError("the contender ended; its standard error says why")

    async def listen(self) -> None:
        """Take in what it says, until it ends."""
        if self._process.stdout is None:
            raise RuntimeError("it cannot be heard")
        async for line in self._process.stdout:
            said = json.loads(line)
            async with self._changed:
                if "claimed" in said:
                    company_id = ObjectId(said["claimed"])
                    self.claims.append(Claim(company_id, said["at"], said["running"]))
                else:
                    self._said |= said
                self._changed.notify_all()
        async with self._changed:
            self._ended = True
            self._changed.notify_all()

    async def kill(self) -> None:
        """End it as a power cut would."""
        self._process.kill()
        await self._process.wait()

    async def stop(self) -> None:
        """Let it end in good order."""
        if self._process.returncode is None and self._process.stdin is not None:
            self._process.stdin.close()
            try:
                async with asyncio.timeout(_PATIENCE):
                    await self._process.wait()
            except TimeoutError:
                await self.kill()


@asynccontextmanager
async def contender(
    name: str, environment: dict[str, str], *, logs: bool, stand_ins: Mapping[str, str] = _NOBODY
) -> AsyncIterator[ContenderProcess]:
    """A process of `tests.benchmarks.contender`, ready to be started."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tests.benchmarks.contender", name),
        *(() if logs else ("--no-logs",)),
        *(f"{host}={base}" for host, base in stand_ins.items()),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env=environment,
        cwd=Path(environment["REACTOR_LOG_DIR"]).parent,  # no .env of the checkout
    )
    started = ContenderProcess(process)
    async with asyncio.TaskGroup() as group:
        group.create_task(started.listen())
        try:
            await started.heard("ready")
            yield started
        finally:
            await started.stop()
