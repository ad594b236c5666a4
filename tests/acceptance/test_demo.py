"""The demo as a newcomer meets it, without a terminal."""

import asyncio
import os
import re
import signal
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from reactor.mongo import driver
from tests.command import command_line


@asynccontextmanager
async def demo(folder: Path, *options: str) -> AsyncIterator[Process]:
    """`reactor demo` with all its temporary files in a folder of their own."""
    own = {"HOME": str(folder.with_suffix(".home")), "TMPDIR": str(folder)}
    process = await asyncio.create_subprocess_exec(
        *command_line("demo", *options),
        cwd=folder,
        env={"PATH": os.environ["PATH"], "COLUMNS": "150", **own},
        stdout=PIPE,
        stderr=PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def lines_until(process: Process, pattern: str) -> list[str]:
    """The lines of output up to one in which `pattern` is found."""
    assert process.stdout
    assert process.stderr
    lines = []
    async with asyncio.timeout(30):
        async for line in process.stdout:
            lines.append(line.decode().rstrip())
            if re.search(pattern, lines[-1]):
                return lines
    errors = (await process.stderr.read()).decode()
    raise AssertionError(f"the output ended without {pattern!r}: {lines} {errors}")


async def test_once_ends_by_itself_with_a_summary_and_leaves_nothing_behind(tmp_path: Path) -> None:
    async with demo(tmp_path, "--once") as process:
        output, errors = await process.communicate()
    story = output.decode()
    assert (process.returncode, errors) == (0, b"")
    assert "reactor stopped" in story
    assert len(re.findall("job completed", story)) == 4
    assert len(re.findall("run failed, job waits", story)) == 2
    assert "answered 404" in story
    summary = story[story.index("reactor stopped") :]
    for match in ("Senior Mechanical Engineer", "Backend Engineer, Appointments"):
        assert match in summary
    assert list(tmp_path.iterdir()) == []


async def test_a_person_can_join_in_and_see_the_reaction(tmp_path: Path) -> None:
    async with demo(tmp_path) as process:
        hint = await lines_until(process, "Ctrl-C ends the demo")
        uri = next(word for line in hint for word in re.findall(r'mongosh "(.+)"', line))
        page = next(word for line in hint for word in re.findall(r"page: (http\S+)", line))
        await lines_until(process, "company=harbor-robotics next=")
        client = driver.connect(uri)
        await client["scoutly"]["usercompanypreferences"].update_one(
            {"rank": 90}, {"$set": {"rank": 95}}
        )
        reaction = (await lines_until(process, "reason=rank-change"))[-1]
        later = await lines_until(process, "job completed .*company=harbor-robotics")
        await driver.disconnect(client)
        async with aiohttp.ClientSession() as session, session.get(f"{page}matches") as answer:
            shown = await answer.text()
        process.send_signal(signal.SIGINT)
        _, errors = await process.communicate()
    assert "Robotics Test Engineer" in shown
    assert "rank=90->95" in reaction
    assert any("match saved" in line and "Robotics Test Engineer" in line for line in later)
    assert (process.returncode, errors) == (0, b"")
    assert list(tmp_path.iterdir()) == []
