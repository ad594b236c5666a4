import asyncio

import pytest

from reactor.cv.single_flight import SingleFlight
from reactor.errors import PassingError


async def test_one_at_a_time_for_each_name_and_nothing_is_left() -> None:
    turns, inside, most = SingleFlight(), dict.fromkeys("ab", 0), dict.fromkeys("ab", 0)

    async def work(name: str) -> None:
        async with turns.of(name):
            inside[name] += 1
            most[name] = max(most[name], inside[name])
            await asyncio.sleep(0)
            inside[name] -= 1

    async with asyncio.TaskGroup() as group:
        for name in "ab" * 5:
            group.create_task(work(name))
    assert most == {"a": 1, "b": 1}
    assert len(turns) == 0


async def test_who_waited_shares_the_failure_and_who_comes_later_does_not() -> None:
    turns, tries = SingleFlight(), 0

    async def work() -> None:
        nonlocal tries
        async with turns.of("a"):
            tries += 1
            await asyncio.sleep(0)
            raise PassingError("busy")

    results = await asyncio.gather(*(work() for _ in range(5)), return_exceptions=True)
    assert [type(result) for result in results] == [PassingError] * 5
    assert tries == 1
    assert len(turns) == 0
    with pytest.raises(PassingError):
        await work()
    assert tries == 2


async def test_one_that_is_cancelled_leaves_the_work_to_the_next() -> None:
    turns, done = SingleFlight(), list[int]()

    async def work(number: int, *, endless: bool = False) -> None:
        async with turns.of("a"):
            if endless:
                await asyncio.Event().wait()
            done.append(number)

    first = asyncio.create_task(work(1, endless=True))
    await asyncio.sleep(0)
    second, third = asyncio.create_task(work(2)), asyncio.create_task(work(3))
    await asyncio.sleep(0)
    second.cancel()
    first.cancel()
    await asyncio.wait([first, second, third])
    assert done == [3]
    assert len(turns) == 0
