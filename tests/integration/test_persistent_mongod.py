"""A mongod on a folder of the user's: whatever state the folder is in, it is started, and once."""

import asyncio
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from reactor.data_folder import DataFolder
from reactor.embedded_mongod import data_files, persistent
from reactor.embedded_mongod import process as mongod_process
from reactor.embedded_mongod.binary import find_mongod
from reactor.embedded_mongod.persistent import PersistentMongod
from reactor.embedded_mongod.ports import free_port
from reactor.errors import SettingsError
from reactor.mongo import driver
from tests.conftest import Eventually

Documents = list[dict[str, object]]


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


async def write(uri: str, name: str) -> Documents:
    """Write one document; gives all that are there."""
    client = driver.connect(uri)
    try:
        users = client["scoutly"]["users"]
        await users.insert_one({"_id": name})
        return await users.find().to_list(None)
    finally:
        await driver.disconnect(client)


async def test_it_goes_on_with_its_data_on_another_port_if_the_last_one_is_taken(
    tmp_path: Path,
) -> None:
    folder = DataFolder(tmp_path / "jobs")
    with folder.claimed() as claim:
        first = PersistentMongod(claim)
        async with first.running():
            await write(first.uri, "one")
    with folder.claimed() as claim, socket.socket() as somebody:
        somebody.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        somebody.bind(("127.0.0.1", int(first.uri.split(":")[2].partition("/")[0])))
        somebody.listen()
        second = PersistentMongod(claim)
        assert second.uri != first.uri
        async with second.running():
            assert await write(second.uri, "two") == [{"_id": "one"}, {"_id": "two"}]


@pytest.fixture
def orphan(tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A mongod that uses the folder `jobs`, and that no reactor knows."""
    data = DataFolder(tmp_path / "jobs").mongodb
    data.mkdir(parents=True)
    where = ("--dbpath", str(data), "--port", str(free_port()), "--bind_ip", "127.0.0.1")
    program = str(find_mongod())
    with subprocess.Popen([program, *where, "--replSet", "rs0"], stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert any(b"Waiting for connections" in line for line in process.stdout)
        yield process
        process.kill()


async def test_a_mongod_that_outlived_its_reactor_is_ended_first(
    tmp_path: Path, orphan: "subprocess.Popen[bytes]"
) -> None:
    with DataFolder(tmp_path / "jobs").claimed() as claim:
        running = await asyncio.to_thread(PersistentMongod, claim)
        async with running.running():
            assert orphan.poll() == 0
            assert await write(running.uri, "one") == [{"_id": "one"}]


async def test_one_that_ends_again_and_again_is_given_up_with_what_it_says(
    tmp_path: Path, eventually: Eventually
) -> None:
    folder = DataFolder(tmp_path / "jobs")
    killed: set[int] = set()

    async def another() -> bool:
        running = psutil.Process().children()
        for process in (p for p in running if p.pid not in killed and _is_of(p, folder)):
            killed.add(process.pid)
            process.send_signal(signal.SIGKILL)
            return True
        return False

    async def run() -> None:
        with folder.claimed() as claim:
            async with PersistentMongod(claim).running():
                for _ in range(4):
                    await eventually(another, within=60)
                await asyncio.Event().wait()

    with pytest.raises(ExceptionGroup) as raised:
        await run()
    [error] = raised.value.exceptions
    assert isinstance(error, SettingsError)
    assert "mongod ends again and again (exit status -9)" in str(error)
    assert str(folder.log) in str(error)


def _is_of(process: psutil.Process, folder: DataFolder) -> bool:
    if process.status() == psutil.STATUS_ZOMBIE:
        return False
    return process.name() == "mongod" and str(folder.mongodb) in process.cmdline()


async def test_its_log_is_put_aside_while_it_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, eventually: Eventually
) -> None:
    monkeypatch.setattr(data_files, "_MAX_LOG", 1)
    monkeypatch.setattr(persistent, "_BETWEEN_LOOKS", 0.05)
    folder = DataFolder(tmp_path / "jobs")

    async def both() -> bool:
        aside = folder.log.with_suffix(".log.1")
        return folder.log.exists() and aside.exists() and folder.log.stat().st_size > 0

    with folder.claimed() as claim:
        running = PersistentMongod(claim)
        async with running.running():
            await eventually(both)
            assert await write(running.uri, "one") == [{"_id": "one"}]


async def test_its_memory_is_bounded_for_a_small_machine(tmp_path: Path) -> None:
    with DataFolder(tmp_path / "jobs").claimed() as claim:
        running = PersistentMongod(claim)
        async with running.running():
            client = driver.connect(running.uri)
            status = await client.admin.command("serverStatus")
            cache = status["wiredTiger"]["cache"]["maximum bytes configured"]
            assert cache <= 256 * 1024 * 1024
            await driver.disconnect(client)


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (lambda program: program.chmod(0o644), "cannot be run: Permission denied"),
        (lambda program: program.write_text("#!/bin/sh\nkill -ILL $$\n"), "this processor lacks"),
        (lambda program: program.write_text("#!/bin/sh\nexit 14\n"), "(exit status 14)"),
    ],
)
async def test_a_program_that_does_not_run_is_told_in_one_line(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    broken: Callable[[Path], object],
    told: str,
) -> None:
    program = tmp_path / "mongod"
    program.write_text("")
    program.chmod(0o755)
    broken(program)
    monkeypatch.setattr(mongod_process, "find_mongod", lambda: program)
    with DataFolder(tmp_path / "jobs").claimed() as claim:
        with pytest.raises(SettingsError) as raised:
            async with PersistentMongod(claim).running():
                pass
        assert told in str(raised.value)
        assert len(str(raised.value).splitlines()) == 1


async def test_two_that_start_at_once_do_not_share_one_database(tmp_path: Path) -> None:
    folders = [DataFolder(tmp_path / name) for name in ("one", "two")]
    with folders[0].claimed() as first_claim, folders[1].claimed() as second_claim:
        first, second = PersistentMongod(first_claim), PersistentMongod(second_claim)
        assert first.uri != second.uri  # though neither listens yet
        async with first.running(), second.running():
            assert await write(first.uri, "ada") == [{"_id": "ada"}]
            assert await write(second.uri, "bo") == [{"_id": "bo"}]


async def test_another_program_on_its_port_is_not_taken_for_it(tmp_path: Path) -> None:
    with DataFolder(tmp_path / "jobs").claimed() as claim:
        late = PersistentMongod(claim)
        port = int(late.uri.split(":")[2].partition("/")[0])
        data = tmp_path / "other"
        data.mkdir()
        other = mongod_process.Mongod(
            data, data / "mongod.log", port, *mongod_process.replicating(64)
        )
        other.start()
        try:
            await other.until_primary()
            with pytest.raises(SettingsError, match=f"port {port} was taken by another program"):
                async with late.running():
                    pytest.fail("it runs on the other's data")
        finally:
            await asyncio.to_thread(other.end, 10.0)
