"""What the whole reactor costs when nothing happens, beside a bare stream that waits."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import monotonic

import psutil
import pytest
from rich.table import Table

from reactor.embedded_mongod.temporary import TemporaryMongod
from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.setup.bootstrap import bootstrap
from reactor.settings import Settings
from tests.benchmarks import workload
from tests.benchmarks.process import contender, environment
from tests.benchmarks.report import Report, at_most, stated
from tests.benchmarks.sizes import Sizes

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(7200)]

COMPANIES = 50
MEGABYTE = 1_000_000
WRITES = ("insert", "update", "delete", "findAndModify", "bulkWrite")
SETTLING = 10.0
METHOD = (
    f"`reactor run`, {COMPANIES} tracked companies, none due, started a while before; beside it, "
    "at the same time and on a mongod of its own, Motor that only watches (await 1 s). CPU is the "
    "process's with its children; commands are those that each mongod counted, the connections "
    "and questions of the observer taken off"
)


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process used, and the commands of its mongod by name, in so many minutes."""

    minutes: float
    cpu: float
    memory: float
    commands: dict[str, int]

    @property
    def share(self) -> float:
        """Per cent of a core."""
        return 100 * self.cpu / (60 * self.minutes)

    @property
    def writes(self) -> float:
        """A minute."""
        return sum(self.commands.get(name, 0) for name in WRITES) / self.minutes


async def test_idle(sizes: Sizes, report: Report, tmp_path: Path) -> None:
    async with (
        TemporaryMongod() as ours,
        TemporaryMongod() as theirs,
        _reactor(ours.uri, tmp_path) as reactor,
        contender(
            "bare-watch", environment(theirs.uri, tmp_path / "bare-logs"), logs=False
        ) as bare,
    ):
        await bare.start()
        measure = partial(_measure, minutes=sizes.idle_minutes)
        used, bare_used = await asyncio.gather(
            measure(ours.uri, reactor), measure(theirs.uri, bare.usage)
        )
    report.show(
        "Idle",
        f"{sizes.idle_minutes:g} min of {METHOD}",
        at_most("CPU", used.share, 0.5, "% of a core"),
        stated("CPU, bare Motor", bare_used.share, "% of a core"),
        at_most("memory of the main process", used.memory, 75, "MB"),
        stated("writes a minute, mongod's own included", used.writes),
        # Beside bare Motor, which writes nothing, there are only mongod's own.
        at_most("writes a minute, the reactor's", round(used.writes - bare_used.writes, 2), 3),
        detail=_commands(used, bare_used),
    )


@asynccontextmanager
async def _reactor(uri: str, folder: Path) -> AsyncIterator[psutil.Process]:
    """`reactor run`, with everything set and quiet."""
    variables = environment(uri, folder / "logs", http_port="0")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "reactor", "run"),
        stdout=asyncio.subprocess.DEVNULL,
        env=variables,
        cwd=folder,
    )
    try:
        async with _connected(uri) as database:
            await bootstrap(database, Settings.from_environment().keep_finished)
            await workload.track(database, COMPANIES, rank=50)
            await workload.until_settled(database, COMPANIES)
        await asyncio.sleep(SETTLING)
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        await process.wait()


async def _measure(uri: str, process: psutil.Process, *, minutes: float) -> Usage:
    blank = _difference(await _commands_of(uri), await _commands_of(uri))
    before, cpu, started = await _commands_of(uri), _cpu(process), monotonic()
    await asyncio.sleep(60 * minutes)
    cpu, passed = _cpu(process) - cpu, monotonic() - started
    counted = _difference(before, await _commands_of(uri))
    return Usage(
        minutes=passed / 60,
        cpu=cpu,
        memory=process.memory_info().rss / MEGABYTE,
        commands={name: count - blank.get(name, 0) for name, count in counted.items()},
    )


@asynccontextmanager
async def _connected(uri: str) -> AsyncIterator[ScoutlyDatabase]:
    client = driver.connect(uri, appname="benchmark")
    try:
        yield ScoutlyDatabase(client, "scoutly")
    finally:
        await driver.disconnect(client)


async def _commands_of(uri: str) -> dict[str, int]:
    """How often mongod has carried out each command, by a connection that does not stay."""
    async with _connected(uri) as database:
        status = await database.client.admin.command("serverStatus")
    counts = status["metrics"]["commands"]
    return {name: each["total"] for name, each in counts.items() if isinstance(each, dict)}


def _difference(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    changes = {name: count - before.get(name, 0) for name, count in after.items()}
    return {name: change for name, change in changes.items() if change}


def _cpu(process: psutil.Process) -> float:
    """Seconds that a process and its children have used."""
    times = [each.cpu_times() for each in (process, *process.children(recursive=True))]
    return float(sum(each.user + each.system for each in times))


def _commands(used: Usage, bare: Usage) -> Table:
    table = Table("command", "reactor, a minute", "bare Motor, a minute")
    for name in sorted(used.commands | bare.commands):
        ours, theirs = used.commands.get(name, 0), bare.commands.get(name, 0)
        if ours or theirs:
            row = (f"{ours / used.minutes:.1f}", f"{theirs / bare.minutes:.1f}")
            table.add_row(name, *row)
    return table
