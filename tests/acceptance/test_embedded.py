"""`reactor run --embedded` as people use it: nothing installed, and nothing lost."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import psutil
import pytest

from reactor.embedded_mongod.data_files import note_port
from reactor.embedded_mongod.ports import is_free
from reactor.mongo import driver
from tests.acceptance.test_run_command import line_with
from tests.command import command_line
from tests.conftest import Eventually

READY = "looked at every company"


def home(folder: Path) -> dict[str, str]:
    """The environment of somebody who lives in a folder, and has set nothing."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder / "data"),
        "REACTOR_LOG_DIR": str(folder / "logs"),
        "REACTOR_HTTP_PORT": "0",
    }


async def start(folder: Path, *arguments: str, **environment: str) -> Process:
    return await _started(command_line(*arguments), folder, environment)


async def start_itself(folder: Path, *arguments: str) -> Process:
    """The same with nothing between: its number is its own, and once it was killed it is dead."""
    return await _started((sys.executable, "-m", "reactor", *arguments), folder, {})


async def _started(command: tuple[str, ...], folder: Path, environment: dict[str, str]) -> Process:
    return await asyncio.create_subprocess_exec(
        *command,
        cwd=folder,
        env=home(folder) | environment,
        stdout=PIPE,
        stderr=PIPE,
    )


async def run(folder: Path, *arguments: str, **environment: str) -> tuple[int | None, str, str]:
    process = await start(folder, *arguments, **environment)
    output, errors = await process.communicate()
    return process.returncode, output.decode(), errors.decode()


_WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 10
_PORTS = iter(range(21_000 + 1_000 * _WORKER + os.getpid() % 500, 32_000))
"""Below those that the system gives out; a range for each process that runs tests."""


def port_of_its_own(data: Path) -> int:
    """A port that a data folder will keep, and that no test beside this one takes meanwhile.

    All folders begin with the same port, and ports that the system gives out are soon given again.
    """
    (data / "mongodb").mkdir(parents=True, mode=0o700)
    data.chmod(0o700)
    port = next(port for port in _PORTS if is_free(port))
    note_port(data / "mongodb", port)
    return port


@asynccontextmanager
async def reactor(folder: Path, *options: str, itself: bool = False) -> AsyncIterator[Process]:
    """A reactor with a MongoDB of its own, once it looks at its companies."""
    process = await (start_itself if itself else start)(folder, "run", "--embedded", *options)
    try:
        await line_with(process, READY)
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def stop(process: Process) -> bytes:
    process.send_signal(signal.SIGTERM)
    _, errors = await process.communicate()
    assert process.returncode == 0
    return errors


def mongods(folder: Path) -> list[psutil.Process]:
    """The mongods with data in a folder."""
    found = []
    for process in psutil.process_iter(["name", "cmdline"]):
        data = next((a for a in process.info["cmdline"] or () if a.startswith(str(folder))), None)
        if process.info["name"] == "mongod" and data and process.status() != "zombie":
            found.append(process)
    return found


def uri_of(folder: Path) -> str:
    noted: dict[str, Any] = json.loads((folder / "reactor.lock").read_text())
    return str(noted["uri"])


@asynccontextmanager
async def users(folder: Path) -> AsyncIterator[Any]:
    """The users in a folder's MongoDB, as an app would reach them."""
    client = driver.connect(uri_of(folder))
    try:
        yield client["scoutly"]["users"]
    finally:
        await driver.disconnect(client)


async def test_what_was_written_is_there_after_a_restart_at_the_same_address(
    tmp_path: Path,
) -> None:
    data = tmp_path / "data" / "scoutly-reactor"
    port = port_of_its_own(data)
    async with reactor(tmp_path) as process:
        before = uri_of(data)
        assert f":{port}/" in before
        async with users(data) as people:
            await people.insert_one({"email": "ada@example.org"})
        assert await stop(process) == b""
    assert mongods(data) == []
    async with reactor(tmp_path) as process:
        async with users(data) as people:
            assert await people.count_documents({"email": "ada@example.org"}) == 1
        assert uri_of(data) == before
        await stop(process)


async def test_the_data_is_for_this_user_alone_and_where_it_was_named(tmp_path: Path) -> None:
    async with reactor(tmp_path, "jobs") as process:
        folder = tmp_path / "jobs"
        assert folder.stat().st_mode & 0o777 == 0o700
        assert (folder / "reactor.lock").stat().st_mode & 0o777 == 0o600
        [mongod] = mongods(folder)
        assert "127.0.0.1" in mongod.cmdline()
        await stop(process)
    assert list((tmp_path / "data").iterdir()) == []


async def test_killed_it_leaves_no_mongod_and_the_next_start_goes_on(
    tmp_path: Path, eventually: Eventually
) -> None:
    folder = tmp_path / "jobs"

    async def gone() -> bool:
        return mongods(folder) == []

    port_of_its_own(folder)
    async with reactor(tmp_path, "jobs", itself=True) as process:
        async with users(folder) as people:
            await people.insert_one({"email": "ada@example.org"})
        address = uri_of(folder)
        process.kill()
        await process.wait()
        # At once, while the mongod of the dead one may still close its files.
        async with reactor(tmp_path, "jobs", itself=True) as second:
            assert len(mongods(folder)) == 1
            assert uri_of(folder) == address
            async with users(folder) as people:
                assert await people.count_documents({}) == 1
            second.kill()
            await second.wait()
    await eventually(gone)


async def test_a_mongod_that_is_killed_comes_back_with_its_data(
    tmp_path: Path, eventually: Eventually
) -> None:
    folder = tmp_path / "jobs"
    async with reactor(tmp_path, "jobs") as process:
        async with users(folder) as people:
            # Journalled: what MongoDB has acknowledged outlives it.
            await people.insert_one({"email": "ada@example.org"})
            [mongod] = mongods(folder)
            mongod.kill()
            assert "status=-9" in await line_with(process, "mongod ended by itself")

            async def counted() -> bool:
                with suppress(driver.AutoReconnect):
                    return bool(await people.count_documents({}) == 1)
                return False

            await eventually(counted, within=30)
        assert mongods(folder)[0].pid != mongod.pid
        await stop(process)
    assert mongods(folder) == []


async def test_killed_together_both_come_back_with_their_data(tmp_path: Path) -> None:
    folder = tmp_path / "jobs"
    async with reactor(tmp_path, "jobs", itself=True) as process:
        async with users(folder) as people:
            await people.insert_one({"email": "ada@example.org"})
        [mongod] = mongods(folder)
        process.kill()
        mongod.kill()
        await process.wait()
    async with reactor(tmp_path, "jobs") as process:
        async with users(folder) as people:
            assert await people.count_documents({}) == 1
        await stop(process)


async def test_two_on_one_folder_are_refused_in_one_line_that_says_who_has_it(
    tmp_path: Path,
) -> None:
    async with reactor(tmp_path, "jobs", itself=True) as process:
        status, _, errors = await run(tmp_path, "run", "--embedded", "jobs")
        assert status == 2
        assert f"{tmp_path}/jobs is in use by process {process.pid}" in errors
        assert len(errors.splitlines()) == 1
        assert len(mongods(tmp_path / "jobs")) == 1
        await stop(process)


@pytest.mark.parametrize("options", [(), ("elsewhere",)])
async def test_other_commands_find_it_by_themselves_while_it_runs(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    async with reactor(tmp_path, *options) as process:
        status, output, _ = await run(tmp_path, "status", "--json")
        assert (status, len(json.loads(output)["reactors"])) == (0, 1)
        await stop(process)
    status, _, errors = await run(tmp_path, "status")
    assert status == 1
    assert "no embedded one runs (reactor run --embedded)" in errors


async def test_of_two_that_run_one_has_to_be_named(tmp_path: Path) -> None:
    async with reactor(tmp_path, "one") as first, reactor(tmp_path, "two") as second:
        status, _, errors = await run(tmp_path, "status")
        assert status == 2
        for folder in ("one", "two"):
            assert f"MONGODB_URI='{uri_of(tmp_path / folder)}' ({tmp_path / folder})" in errors
        named = uri_of(tmp_path / "two")
        assert (await run(tmp_path, "status", "--json", MONGODB_URI=named))[0] == 0
        await stop(first)
        await stop(second)


async def test_a_named_mongodb_and_an_embedded_one_contradict_each_other(tmp_path: Path) -> None:
    named = {"MONGODB_URI": "mongodb://127.0.0.1:1/scoutly"}
    status, _, errors = await run(tmp_path, "run", "--embedded", **named)
    assert status == 2
    assert "MONGODB_URI is set in the environment" in errors
    assert not (tmp_path / "data").exists()


async def test_without_a_mongod_that_runs_it_says_what_mongod_says(tmp_path: Path) -> None:
    folder = tmp_path / "jobs"
    (folder / "mongodb").mkdir(parents=True)
    (folder / "mongodb" / "WiredTiger").write_text("not a database")
    (folder / "mongodb" / "WiredTiger.wt").write_text("not a database")
    (folder / "mongodb" / "storage.bson").write_text("not a database")
    status, _, errors = await run(tmp_path, "run", "--embedded", "jobs")
    assert status == 2
    assert errors.startswith("reactor: mongod did not start")
    assert str(folder / "mongod.log") in errors
