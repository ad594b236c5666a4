"""A demo that becomes the real thing: what somebody added to it stays, and its samples go."""

import asyncio
import os
import pty
import re
import signal
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from reactor.mongo import driver
from tests.acceptance.test_embedded import (
    home,
    mongods,
    reactor,
    run,
    start,
    start_itself,
    stop,
    uri_of,
)
from tests.acceptance.test_run_command import line_with
from tests.command import command_line

CV = "Backend and data engineer, 6 years of Python: asyncio, MongoDB, PostgreSQL, Kafka, Docker."
SAMPLES = 5


@asynccontextmanager
async def database(folder: Path) -> AsyncIterator[Any]:
    client = driver.connect(uri_of(folder))
    try:
        yield client["scoutly"]
    finally:
        await driver.disconnect(client)


async def add_own(scoutly: Any) -> None:
    """A company, whose page is a sample's, and somebody who suits it and tracks a sample too."""
    page = await scoutly["companies"].find_one({"companyID": "tidewater-data"})
    sample = await scoutly["companies"].find_one({"companyID": "old-quay"})
    await scoutly["users"].insert_one({"email": "me@example.org", "cvText": CV})
    own = {"company": "Nordwind", "careers_url": page["careers_url"]}
    company = await scoutly["companies"].insert_one(own)
    for company_id in (sample["_id"], company.inserted_id):
        await scoutly["usercompanypreferences"].insert_one(
            {"userId": "me@example.org", "companyId": company_id, "rank": 80}
        )


async def counted(folder: Path) -> dict[str, int]:
    """How many documents there are that somebody may care for."""
    names = ("companies", "users", "usercompanypreferences", "savedjobs", "jobqueues")
    async with database(folder) as scoutly:
        return {name: await scoutly[name].count_documents({}) for name in names}


@asynccontextmanager
async def demo(folder: Path, begin: Callable[..., Awaitable[Process]]) -> AsyncIterator[Process]:
    """A demo whose data is kept; whatever happens in the block, it ends with it."""
    process = await begin(folder, "demo", "--keep", "jobs")
    try:
        yield process
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.communicate()


async def ended(process: Process) -> tuple[int | None, str]:
    process.send_signal(signal.SIGINT)
    output, errors = await process.communicate()
    assert errors == b""
    return process.returncode, output.decode()


async def test_what_was_added_is_kept_and_a_reactor_goes_on_with_it(tmp_path: Path) -> None:
    folder = tmp_path / "jobs"
    async with demo(tmp_path, start) as process:
        await line_with(process, "company=harbor-robotics next=")
        async with database(folder) as scoutly:
            await add_own(scoutly)
        await line_with(process, "company=Nordwind next=")
        status, output = await ended(process)
    assert status == 0
    [kept] = re.findall(r"Kept in .*", output)
    assert re.search(r"1 company, 1 person, [12] match.*: reactor run --embedded .*jobs$", kept)
    assert mongods(folder) == []
    async with reactor(tmp_path, "jobs") as running:
        there = await counted(folder)
        assert there.pop("savedjobs") >= 1
        once = dict.fromkeys(("companies", "users", "usercompanypreferences", "jobqueues"), 1)
        assert there == once
        await stop(running)


async def test_the_samples_of_a_killed_demo_go_at_the_next_start(tmp_path: Path) -> None:
    folder = tmp_path / "jobs"
    async with demo(tmp_path, start_itself) as process:
        await line_with(process, "job completed")
        async with database(folder) as scoutly:
            await add_own(scoutly)
            assert await scoutly["companies"].count_documents({}) == SAMPLES + 1
        process.kill()
    async with reactor(tmp_path, "jobs") as running:
        there = await counted(folder)
        assert (there["companies"], there["users"], there["usercompanypreferences"]) == (1, 1, 1)
        await stop(running)


async def test_a_killed_demo_can_be_shown_again_on_its_folder(tmp_path: Path) -> None:
    async with demo(tmp_path, start_itself) as process:
        await line_with(process, "job completed")
        process.kill()
    status, output, errors = await run(tmp_path, "demo", "--once", "--keep", "jobs")
    assert (status, errors) == (0, "")
    assert "Kept in" in output


async def test_a_folder_with_real_data_gets_no_samples(tmp_path: Path) -> None:
    async with reactor(tmp_path, "jobs") as running:
        await stop(running)
    status, _, errors = await run(tmp_path, "demo", "--keep", "jobs")
    assert status == 2
    assert f"has data already: go on with it by reactor run --embedded {tmp_path}/jobs" in errors
    assert len(errors.splitlines()) == 1


async def test_without_keep_a_person_at_a_terminal_is_asked_at_the_end(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    screen = asyncio.StreamReader()
    process = await asyncio.create_subprocess_exec(
        *command_line("demo"),
        cwd=tmp_path,
        env=home(tmp_path) | {"TERM": "xterm", "COLUMNS": "80", "LINES": "24"},
        stdin=theirs,
        stdout=theirs,
        stderr=PIPE,
    )
    os.close(theirs)
    loop = asyncio.get_running_loop()
    loop.add_reader(ours, lambda: screen.feed_data(_read(ours)))
    try:
        await _seen(screen, b"posting saved")
        async with database(_temporary(tmp_path)) as scoutly:
            await add_own(scoutly)
        await _seen(screen, b"Nordwind")
        process.send_signal(signal.SIGINT)
        await _seen(screen, b"[y/N]")
        os.write(ours, b"y\n")
        await _seen(screen, b"reactor run --embedded")
        assert await process.wait() == 0
    finally:
        loop.remove_reader(ours)
        if process.returncode is None:
            process.kill()
            await process.wait()
        os.close(ours)
    async with reactor(tmp_path) as running:
        there = await counted(tmp_path / "data" / "scoutly-reactor")
        assert (there["companies"], there["users"]) == (1, 1)
        await stop(running)


def _temporary(home_folder: Path) -> Path:
    """The folder of the demo that runs: other commands find it by the note that it left."""
    [note] = (home_folder / "data" / "scoutly-reactor" / "elsewhere").iterdir()
    return Path(note.read_text().rstrip("\n"))


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:  # what Linux makes of the other end's closing
        return b""


async def _seen(screen: asyncio.StreamReader, text: bytes) -> None:
    seen = b""
    try:
        async with asyncio.timeout(30):
            while text not in seen:
                seen += await screen.read(65_536)
    except TimeoutError:
        pytest.fail(f"the screen never showed {text!r}, but at last {seen[-2000:]!r}")
