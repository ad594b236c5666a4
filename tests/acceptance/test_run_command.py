"""`reactor run` as people start it: a process of its own, with settings from the environment."""

import asyncio
import os
import signal
import subprocess
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

from reactor.embedded_mongod.temporary import TemporaryMongod, free_port
from reactor.mongo.database import ScoutlyDatabase
from reactor.settings import Settings
from tests.command import command_line
from tests.conftest import Eventually


@asynccontextmanager
async def reactor_run(folder: Path, **environment: str) -> AsyncIterator[Process]:
    """`reactor run` with these settings and no others."""
    async with _started(command_line("run"), folder, environment) as process:
        yield process


@asynccontextmanager
async def reactor_itself(folder: Path, **environment: str) -> AsyncIterator[Process]:
    """The same with nothing between: its number and its children are its own."""
    new = (sys.executable, "-m", "reactor", "run")
    async with _started(new, folder, environment) as process:
        yield process


@asynccontextmanager
async def _started(
    command: tuple[str, ...], folder: Path, environment: dict[str, str]
) -> AsyncIterator[Process]:
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=folder,
        env={"PATH": os.environ["PATH"], "REACTOR_LOG_DIR": str(folder), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def line_with(process: Process, text: str) -> str:
    """The first line of output that contains `text`."""
    assert process.stdout
    async with asyncio.timeout(60):
        async for line in process.stdout:
            if text in line.decode():
                return line.decode()
    complaints = await process.stderr.read() if process.stderr else b""
    raise AssertionError(f"the output ended without {text!r}: {complaints.decode()}")


async def test_a_standalone_mongod_is_refused_with_the_mend_in_one_line(tmp_path: Path) -> None:
    async with (
        TemporaryMongod(replica_set=False) as mongod,
        reactor_run(tmp_path, MONGODB_URI=mongod.uri, REACTOR_HTTP_PORT="0") as process,
    ):
        _, errors = await process.communicate()
    assert process.returncode == 2
    assert len(errors.decode().splitlines()) == 1
    assert "--replSet" in errors.decode()
    assert "rs.initiate()" in errors.decode()


async def test_it_waits_for_mongodb_with_one_line_a_try_and_then_starts(tmp_path: Path) -> None:
    mongod = TemporaryMongod()
    async with reactor_run(tmp_path, MONGODB_URI=mongod.uri, REACTOR_HTTP_PORT="0") as process:
        assert "attempt=1" in await line_with(process, "waiting for MongoDB")
        async with mongod:
            await line_with(process, "stream opened")
            process.send_signal(signal.SIGTERM)
            await process.communicate()
    assert process.returncode == 0


async def test_sigterm_while_waiting_for_mongodb_ends_it_cleanly(tmp_path: Path) -> None:
    nowhere = f"mongodb://127.0.0.1:{free_port()}/scoutly"
    async with reactor_run(tmp_path, MONGODB_URI=nowhere) as process:
        await line_with(process, "waiting for MongoDB")
        process.send_signal(signal.SIGTERM)
        _, errors = await process.communicate()
    assert (process.returncode, errors) == (0, b"")


async def test_sigterm_gives_the_lease_up_and_leaves_nothing_running(
    tmp_path: Path, settings: Settings, database: ScoutlyDatabase
) -> None:
    uri = settings.mongodb_uri.get_secret_value()
    async with reactor_itself(tmp_path, MONGODB_URI=uri, REACTOR_HTTP_PORT="0") as process:
        await line_with(process, "looked at every company")
        assert await database.timers.count_documents({"_id.kind": "lease"}) == 1
        process.send_signal(signal.SIGTERM)
        _, errors = await process.communicate()
    assert (process.returncode, errors) == (0, b"")
    assert await database.timers.count_documents({"_id.kind": {"$ne": "report"}}) == 0


async def test_healthz_tells_when_the_stream_was_read_and_how_far_decisions_lag(
    tmp_path: Path, settings: Settings, database: ScoutlyDatabase, eventually: Eventually
) -> None:
    uri, port = settings.mongodb_uri.get_secret_value(), str(free_port())
    async with (
        reactor_run(tmp_path, MONGODB_URI=uri, REACTOR_HTTP_PORT=port) as process,
        aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session,
    ):
        await line_with(process, "looked at every company")

        async def health() -> dict[str, Any]:
            async with session.get("/healthz") as answer:
                told: dict[str, Any] = await answer.json()
                assert (answer.status, told["ok"]) == (200, True)
            return told

        assert (await health())["stream_read_seconds_ago"] < 30
        assert (await health())["event_lag_seconds"] is None
        await database.companies.insert_one({"companyID": "acme", "careers_url": "nowhere"})

        async def lag() -> bool:
            return (await health())["event_lag_seconds"] is not None

        await eventually(lag)


async def test_a_wrong_setting_is_named_on_one_line(tmp_path: Path) -> None:
    async with reactor_run(tmp_path, REACTOR_CONCURRENCY="many") as process:
        _, errors = await process.communicate()
    assert process.returncode == 2
    assert errors.decode().startswith("reactor: REACTOR_CONCURRENCY: 'many' is not allowed")
    assert len(errors.decode().splitlines()) == 1


async def test_a_mistyped_setting_is_warned_of_at_the_start(tmp_path: Path) -> None:
    nowhere = f"mongodb://127.0.0.1:{free_port()}/scoutly"
    misspelt = {"REACTOR_CONCURENCY": "3", "MONGODB_URI": nowhere}
    async with reactor_run(tmp_path, **misspelt) as process:
        line = await line_with(process, "no such setting: without effect")
        assert "REACTOR_CONCURENCY: did you mean REACTOR_CONCURRENCY?" in line


async def test_a_taken_port_is_named_on_one_line(
    tmp_path: Path, settings: Settings, mongod: TemporaryMongod
) -> None:
    uri = settings.mongodb_uri.get_secret_value()
    taken = str(mongod.port)
    async with reactor_run(tmp_path, MONGODB_URI=uri, REACTOR_HTTP_PORT=taken) as process:
        _, errors = await process.communicate()
    assert process.returncode == 2
    assert "REACTOR_HTTP_PORT" in errors.decode()
    assert len(errors.decode().splitlines()) == 1
