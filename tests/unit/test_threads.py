"""No thread that hangs keeps the process from ending."""

import asyncio
import subprocess
import sys
import threading
from concurrent.futures import wait

from reactor.threads import DaemonThreads

HANGING = """
import asyncio, threading
from reactor.mongo import driver
from reactor.threads import run_main

async def main():
    loop, hung = asyncio.get_running_loop(), threading.Event()
    loop.run_in_executor(None, hung.wait)
    asyncio.ensure_future(driver._in_thread(hung.wait))
    await asyncio.sleep(0.1)

run_main(main())
print("over")
"""


def test_a_process_whose_threads_hang_ends() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", HANGING], capture_output=True, text=True, timeout=60, check=False
    )
    assert (ended.stdout, ended.returncode) == ("over\n", 0), ended.stderr


def test_as_many_calls_run_at_once_as_there_may_be_threads_and_no_more() -> None:
    threads, together = DaemonThreads(3, "test"), threading.Barrier(3)
    names = {threads.submit(lambda: (together.wait(30), threading.current_thread().name)[1])
             for _ in range(3)}  # fmt: skip
    assert len({future.result(30) for future in names}) == 3
    more = [threads.submit(lambda: threading.current_thread().name) for _ in range(20)]
    assert {future.result(30) for future in more} <= {f"test-{n}" for n in (1, 2, 3)}
    threads.shutdown()


async def test_what_is_raised_in_a_thread_reaches_who_asked() -> None:
    threads = DaemonThreads(1, "test")
    failing = threads.submit(int, "x")
    wait([failing], 30)
    assert isinstance(failing.exception(), ValueError)
    loop = asyncio.get_running_loop()
    assert await loop.run_in_executor(threads, int, "7") == 7
    threads.shutdown()
