"""A reactor that cannot start yet says why, and ends when it is told to, at every moment."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from dns.resolver import NoNameservers
from pymongo.synchronous import srv_resolver

from reactor.app import Reactor
from reactor.cli import main
from reactor.embedded_mongod.temporary import TemporaryMongod, free_port
from tests.conftest import Eventually
from tests.faults.proxy import Cable
from tests.faults.scene import settings_for

READY = b"looked at every company"
GRACE = 10.0
"""Seconds. A process of its own gets 1 s for its jobs, and less than this for all else."""


@pytest_asyncio.fixture
async def own_mongod() -> AsyncIterator[TemporaryMongod]:
    async with TemporaryMongod() as server:
        yield server


@asynccontextmanager
async def process(folder: Path, uri: str, *command: str) -> AsyncIterator[Process]:
    """A command in a process of its own; killed if it is still there after the block."""
    environment = {
        "PATH": os.environ["PATH"],
        "MONGODB_URI": uri,
        "REACTOR_LOG_DIR": str(folder),
        "REACTOR_HTTP_PORT": "0",
        "REACTOR_GRACE": "1s",
    }
    started = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "reactor", *(command or ("run",)),
        cwd=folder, env=environment, stdout=PIPE, stderr=DEVNULL,
    )  # fmt: skip
    try:
        yield started
    finally:
        if started.returncode is None:
            started.kill()
            await started.wait()


async def said(running: Process, words: bytes) -> None:
    """Return once it has said something."""
    assert running.stdout
    async with asyncio.timeout(60):
        async for line in running.stdout:
            if words in line:
                return
    pytest.fail(f"it never said {words!r}")


async def ends(running: Process, number: signal.Signals = signal.SIGTERM) -> int:
    """Its exit status, after a signal."""
    running.send_signal(number)
    async with asyncio.timeout(GRACE):
        await running.communicate()
    assert running.returncode is not None
    return running.returncode


async def test_sigterm_ends_a_reactor_that_waits_for_mongodb(tmp_path: Path) -> None:
    async with process(tmp_path, f"mongodb://127.0.0.1:{free_port()}/scoutly") as reactor:
        await said(reactor, b"waiting for MongoDB")
        assert await ends(reactor) == 0


async def test_sigterm_ends_a_reactor_whose_line_is_cut_while_it_prepares_the_database(
    own_mongod: TemporaryMongod, tmp_path: Path
) -> None:
    with Cable(own_mongod.port) as cable:
        uri = own_mongod.uri.replace(str(own_mongod.port), str(cable.port))
        async with process(tmp_path, uri) as reactor:
            await said(reactor, b"reactor starts")
            cable.cut()
            await said(reactor, b"MongoDB")
            assert await ends(reactor) == 0


@pytest.mark.parametrize("told", [b"reactor starts", b"matcher chosen", READY])
async def test_sigterm_ends_a_reactor_whose_mongod_stands_still(
    own_mongod: TemporaryMongod, tmp_path: Path, told: bytes
) -> None:
    async with process(tmp_path, own_mongod.uri) as reactor:
        await said(reactor, told)
        own_mongod.process.send_signal(signal.SIGSTOP)
        assert await ends(reactor) == 0


async def test_ctrl_c_ends_laptop_mode_whose_mongod_stands_still(
    own_mongod: TemporaryMongod, tmp_path: Path
) -> None:
    async with process(tmp_path, own_mongod.uri, "process") as laptop:
        async with asyncio.timeout(60):
            while not list(tmp_path.glob("queue-processor.log")):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        own_mongod.process.send_signal(signal.SIGSTOP)
        assert await ends(laptop, signal.SIGINT) in (0, 1, 130)


# What it says meanwhile


async def asked(address: str, path: str) -> tuple[int, dict[str, Any]]:
    async with aiohttp.ClientSession(address) as session, session.get(path) as answer:
        return answer.status, await answer.json()


@asynccontextmanager
async def running(uri: str, **changes: object) -> AsyncIterator[Reactor]:
    """A reactor in this process while the block runs, which may never get to its start."""
    reactor = Reactor(settings_for(uri, **changes))
    async with asyncio.TaskGroup() as group:
        group.create_task(reactor.run())
        while not reactor.address:  # noqa: ASYNC110 - it calls nobody
            await asyncio.sleep(0.01)
        yield reactor
        reactor.stop()


async def test_who_asks_a_reactor_that_waits_for_mongodb_is_told_what_it_waits_for(
    eventually: Eventually,
) -> None:
    async with running(f"mongodb://127.0.0.1:{free_port()}/scoutly") as reactor:

        async def explained() -> bool:
            status, details = await asked(reactor.address, "/healthz")
            assert (status, details["ok"]) == (503, False)
            assert details["mongodb"] == "starting: waiting for MongoDB"
            return "refused" in details["error"]

        await eventually(explained)
        assert (await asked(reactor.address, "/readyz"))[0] == 503


async def test_members_that_do_not_confirm_writes_are_waited_for(
    own_mongod: TemporaryMongod, eventually: Eventually
) -> None:
    async with running(f"{own_mongod.uri}&w=2&wtimeoutMS=100") as reactor:

        async def explained() -> bool:
            status, details = await asked(reactor.address, "/healthz")
            return status == 503 and bool(details.get("error")) and bool(details.get("mend"))

        await eventually(explained)


async def test_a_name_server_that_does_not_answer_is_waited_for(
    monkeypatch: pytest.MonkeyPatch, eventually: Eventually
) -> None:
    def silent(*_: object, **__: object) -> None:
        raise NoNameservers("All nameservers failed to answer")  # type: ignore[no-untyped-call]

    monkeypatch.setattr(srv_resolver, "_resolve", silent)
    async with running("mongodb+srv://cluster.abcde.example/scoutly") as reactor:

        async def explained() -> bool:
            status, details = await asked(reactor.address, "/healthz")
            return status == 503 and "cluster.abcde.example" in details["error"]

        await eventually(explained)


@pytest.mark.parametrize("command", ["process", "enqueue", "status"])
def test_a_name_that_cannot_be_looked_up_ends_a_short_command_in_one_line(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    command: str,
) -> None:
    def silent(*_: object, **__: object) -> None:
        raise NoNameservers("All nameservers failed to answer")  # type: ignore[no-untyped-call]

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(srv_resolver, "_resolve", silent)
    monkeypatch.setenv("MONGODB_URI", "mongodb+srv://user:pass@cluster.abcde.example/scoutly")
    monkeypatch.setenv("REACTOR_LOG_DIR", str(tmp_path))
    with pytest.raises(SystemExit) as ended:
        main([command])
    assert ended.value.code == 1
    complaint = capsys.readouterr().err
    assert complaint.count("\n") == 1
    assert "looked up" in complaint or "nameservers" in complaint
