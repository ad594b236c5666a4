import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from reactor.errors import LastingError, PassingError, RefusedError
from reactor.fetch.parser_process import Bounds
from reactor.fetch.parser_worker import ParsingWorker

pytestmark = pytest.mark.usefixtures("parsing_as_in_life")


@pytest.fixture
async def worker() -> AsyncIterator[ParsingWorker]:
    async with ParsingWorker(Bounds(time=0.5)) as worker:
        yield worker


def refuse(reason: str) -> None:
    raise RefusedError(reason)


def ask_to_wait() -> None:
    raise PassingError("busy", retry_after=3)


def say_and_wait(path: str) -> None:
    Path(path).write_text(str(os.getpid()))
    time.sleep(60)


def take(megabytes: int) -> int:
    return len(bytearray(b"x") * (megabytes * 1_000_000))


def take_and_blame_another(megabytes: int) -> None:
    try:
        (bytearray(b"x") * (megabytes * 1_000_000)).extend(bytes(200_000_000))
    except MemoryError:
        raise TypeError("no root element") from None


def hoard(megabytes: int) -> int:
    global hoarded  # noqa: PLW0603 - a leak, in the other process
    hoarded = [bytearray(b"x") * 1_000_000 for _ in range(megabytes)]
    return os.getpid()


hoarded: list[bytearray] = []


def members(group: int) -> list[psutil.Process]:
    """The living processes of a group; where nobody reaps orphans, the dead ones stay listed."""
    found = []
    for process in psutil.process_iter():
        with suppress(ProcessLookupError, psutil.NoSuchProcess):
            if os.getpgid(process.pid) == group and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
    return found


async def test_a_task_runs_in_another_process_that_is_kept(worker: ParsingWorker) -> None:
    first = await worker.run(os.getpid)
    assert first != os.getpid()
    assert await worker.run(os.getpid) == first


async def test_a_task_that_takes_too_long_is_ended_and_named(worker: ParsingWorker) -> None:
    with pytest.raises(LastingError, match=r"^example\.com/1 could not be read within 0\.5 s$"):
        await worker.run(time.sleep, 60, what="example.com/1")
    assert await worker.run(abs, -1) == 1


async def test_a_crash_costs_one_task_and_the_process_is_replaced(worker: ParsingWorker) -> None:
    with pytest.raises(LastingError, match="crashed"):
        await worker.run(os.abort)
    assert await worker.run(abs, -1) == 1


async def test_an_idle_process_that_is_killed_is_replaced(worker: ParsingWorker) -> None:
    killed = await worker.run(os.getpid)
    os.kill(killed, signal.SIGKILL)
    # The pool may notice only with the next task, which is then a passing failure.
    with suppress(PassingError):
        await worker.run(os.getpid)
    assert await worker.run(os.getpid) != killed


async def test_errors_of_ours_come_back_as_they_are(worker: ParsingWorker) -> None:
    with pytest.raises(RefusedError, match="too odd"):
        await worker.run(refuse, "too odd")
    with pytest.raises(PassingError) as caught:
        await worker.run(ask_to_wait)
    assert caught.value.retry_after == 3


async def test_any_other_error_of_a_parser_is_a_lasting_failure(worker: ParsingWorker) -> None:
    with pytest.raises(LastingError, match="the page could not be read: ValueError in the parser"):
        await worker.run(int, "no number")


async def test_the_process_is_replaced_after_its_share_of_tasks() -> None:
    async with ParsingWorker(Bounds(tasks=2)) as worker:
        seen = [await worker.run(os.getpid) for _ in range(4)]
    assert seen[0] == seen[1] != seen[2] == seen[3]


@pytest.mark.parametrize(("function", "megabytes"), [(take, 200), (take_and_blame_another, 90)])
async def test_a_task_that_needs_too_much_memory_fails_and_says_so(
    function: Callable[[int], int | None], megabytes: int
) -> None:
    async with ParsingWorker() as worker:
        first = await worker.run(os.getpid)
        with pytest.raises(LastingError, match="the page could not be read: it needs too much mem"):
            await worker.run(function, megabytes)
        assert await worker.run(take, 1) == 1_000_000
        assert await worker.run(os.getpid) != first


async def test_a_process_that_keeps_what_it_took_is_replaced() -> None:
    async with ParsingWorker() as worker:
        first = await worker.run(hoard, 5)
        assert await worker.run(hoard, 85) == first
        assert await worker.run(os.getpid) != first


async def test_others_do_not_wait_for_a_page_that_hangs() -> None:
    async with ParsingWorker(patience=0.2) as worker:
        first = await worker.run(os.getpid)
        hanging = asyncio.create_task(worker.run(time.sleep, 60))
        others = await asyncio.gather(*(worker.run(os.getpid) for _ in range(4)))
        began = time.monotonic()
        assert await worker.run(os.getpid) in others
        assert time.monotonic() - began < 0.2, "nobody waits for it again"
        assert len(set(others)) == 1
        assert first not in others
        assert not hanging.done()
        hanging.cancel()
        await asyncio.wait([hanging])


async def test_a_second_process_is_started_for_nothing_less(worker: ParsingWorker) -> None:
    await worker.run(os.getpid)
    seen = await asyncio.gather(*(worker.run(os.getpid) for _ in range(20)))
    assert len(set(seen)) == 1


async def test_two_pages_that_hang_end_each_for_itself() -> None:
    async with ParsingWorker(Bounds(time=1), patience=0.1) as worker:
        await worker.run(os.getpid)
        hanging = [asyncio.create_task(worker.run(time.sleep, 60)) for _ in range(2)]
        assert await worker.run(abs, -1) == 1
        for ended in await asyncio.gather(*hanging, return_exceptions=True):
            assert isinstance(ended, LastingError)
            assert "could not be read within 1 s" in str(ended)


async def test_cancelling_ends_the_task_and_nothing_else(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    os.mkfifo(note)
    async with ParsingWorker() as worker:
        task = asyncio.create_task(worker.run(say_and_wait, str(note)))
        ended = int(await asyncio.to_thread(note.read_text))
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await worker.run(os.getpid) != ended


async def test_leaving_ends_the_process_even_in_the_midst_of_a_task(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    os.mkfifo(note)
    async with ParsingWorker() as worker:
        task = asyncio.create_task(worker.run(say_and_wait, str(note)))
        process = psutil.Process(int(await asyncio.to_thread(note.read_text)))
        task.cancel()
    assert not process.is_running()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_nothing_starts_before_the_first_task() -> None:
    before = psutil.Process().children()
    async with ParsingWorker():
        assert psutil.Process().children() == before


async def test_an_idle_process_is_ended_and_the_next_task_starts_another() -> None:
    async with ParsingWorker(Bounds(idle=0.05)) as worker:
        first = psutil.Process(await worker.run(os.getpid))
        await asyncio.to_thread(first.wait, 10)
        assert await worker.run(os.getpid) != first.pid


async def test_a_process_is_not_idle_while_it_works_or_soon_after() -> None:
    async with ParsingWorker(Bounds(idle=0.5)) as worker:
        process = await worker.run(os.getpid)
        for _ in range(3):
            await worker.run(time.sleep, 0.3)
        assert await worker.run(os.getpid) == process


async def test_tasks_that_come_just_as_the_process_ends_are_not_lost() -> None:
    async with ParsingWorker(Bounds(idle=0)) as worker:
        for number in range(5):
            tasks = (worker.run(abs, -number) for _ in range(2))
            assert await asyncio.gather(*tasks) == [number, number]
            await asyncio.sleep(0)  # the timer fires, and the process begins to end


async def test_leaving_while_the_idle_process_ends_waits_for_its_end() -> None:
    async with ParsingWorker(Bounds(idle=0)) as worker:
        process = psutil.Process(await worker.run(os.getpid))
        for _ in range(3):
            await asyncio.sleep(0)
        (ending,) = asyncio.all_tasks() - {asyncio.current_task()}
    assert ending.done()
    assert not process.is_running()


PROGRAM = """
import asyncio, signal, time
from reactor.fetch.parser_worker import ParsingWorker

# Whatever a shell in the background has made of it.
signal.signal(signal.SIGINT, signal.default_int_handler)

async def main():
    async with ParsingWorker() as worker:
        warm = asyncio.create_task(worker.run(exec, "import trafilatura"))
        await asyncio.sleep(0.05)
        print("ready", flush=True)
        try:
            await warm
            await worker.run(time.sleep, 60)
        except asyncio.CancelledError:
            pass
    print("done", flush=True)

if __name__ == "__main__":
    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        pass
"""


def test_ctrl_c_is_the_programs_business_even_while_the_process_starts(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    with subprocess.Popen(
        [sys.executable, str(program)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "ready\n"
        os.killpg(running.pid, signal.SIGINT)
        try:
            output, errors = running.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            raise
    assert (output, errors) == ("done\n", "")
    psutil.wait_procs(members(running.pid), timeout=5)
    assert members(running.pid) == []
