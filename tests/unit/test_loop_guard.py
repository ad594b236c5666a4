"""The guard of the event loop fails what it is there for, and nothing else."""

import asyncio
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.loop_guard import MAX_HOLD, LoopGuard

pytestmark = pytest.mark.holds_loop(reason="the guard is shown what it has to notice")
TOO_LONG = MAX_HOLD + 0.15


def compute(seconds: float) -> None:
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


def sleep(seconds: float) -> None:
    time.sleep(seconds)


def wait_for_another_process(seconds: float) -> None:
    subprocess.run([sys.executable, "-c", f"import time; time.sleep({seconds})"], check=True)


def noted(work: Callable[[], object]) -> list[str]:
    """What the guard notes while a coroutine does this, on a loop in a thread of its own."""
    guard = LoopGuard()

    async def run() -> None:
        await asyncio.sleep(0)
        work()
        await asyncio.sleep(0)

    with guard.watching():
        asyncio.run(run())
    return guard.holds


@pytest.mark.parametrize("hold", [compute, sleep, wait_for_another_process])
def test_whatever_holds_the_loop_is_noted_once_and_named(hold: Callable[[float], None]) -> None:
    (hold_of_it,) = noted(lambda: hold(TOO_LONG))
    assert "run()" in hold_of_it


def test_what_lets_it_go_between_is_not_noted() -> None:
    guard = LoopGuard()

    async def run() -> None:
        for _ in range(8):
            compute(TOO_LONG / 8)
            await asyncio.sleep(0)
        await asyncio.to_thread(time.sleep, TOO_LONG)

    with guard.watching():
        asyncio.run(run())
    assert guard.holds == []


def test_a_test_that_holds_the_loop_fails(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytester.makeini("[pytest]\nasyncio_mode = auto\nmarkers = holds_loop: as here")
    pytester.makeconftest("from tests.conftest import *")
    pytester.makepyfile(
        f"""
        import time
        import pytest

        async def test_held():
            time.sleep({TOO_LONG})

        @pytest.mark.holds_loop
        async def test_allowed():
            time.sleep({TOO_LONG})

        async def test_well():
            pass
        """
    )
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    outcome = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    outcome.assert_outcomes(passed=2, failed=1)
    outcome.stdout.fnmatch_lines(["*the event loop was held for more than 0.25 s*"])
