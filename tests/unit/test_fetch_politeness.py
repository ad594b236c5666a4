import asyncio
from itertools import pairwise

import pytest
from aiolimiter import AsyncLimiter

from reactor.errors import PassingError
from reactor.fetch.politeness import JITTER, MAX_CRAWL_DELAY, MAX_WAIT, Politeness
from tests.internet import Clock

HOST = "careers.example"


async def starts(politeness: Politeness, count: int, host: str = HOST) -> list[float]:
    """When each of so many requests, made at once, was let go."""
    loop, moments = asyncio.get_running_loop(), list[float]()

    async def ask() -> None:
        async with politeness.turn(host):
            moments.append(loop.time())

    await asyncio.gather(*(ask() for _ in range(count)))
    return moments


async def test_requests_keep_their_distance_but_not_the_same_one() -> None:
    moments = await starts(Politeness(0.05), 6)
    distances = [later - earlier for earlier, later in pairwise(moments)]
    assert all(distance >= 0.05 for distance in distances)


async def test_the_distance_is_never_quite_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    intervals: list[float] = []

    def remember(_: float, interval: float) -> AsyncLimiter:
        intervals.append(interval)
        return AsyncLimiter(1, 0.001)

    monkeypatch.setattr("reactor.fetch.politeness.AsyncLimiter", remember)
    await starts(Politeness(1.0), 20)
    assert len(set(intervals)) == 20
    assert all(1.0 <= interval <= 1.0 + JITTER for interval in intervals)


async def ask(politeness: Politeness, part: str) -> None:
    async with politeness.turn(HOST, part):
        pass


async def test_a_part_of_a_host_rests_alone_until_another_asks_for_rest_as_well() -> None:
    clock = Clock()
    politeness = Politeness(0, clock=clock)
    politeness.rest(HOST, 600, "one")
    with pytest.raises(PassingError, match="600 s"):
        await ask(politeness, "one")
    for part in ("other", ""):
        await ask(politeness, part)
    politeness.rest(HOST, 300, "two")
    for part in ("one", "two", "other", ""):
        with pytest.raises(PassingError):
            await ask(politeness, part)
    clock.now += 400
    await ask(politeness, "two")
    with pytest.raises(PassingError, match="200 s"):
        await ask(politeness, "one")
    clock.now += 300
    await ask(politeness, "one")


async def test_a_host_that_rests_lets_none_of_its_parts_be_asked() -> None:
    politeness = Politeness(0, clock=Clock())
    politeness.rest(HOST, 600)
    with pytest.raises(PassingError):
        await ask(politeness, "one")


async def test_a_host_that_asks_for_a_long_rest_gets_it_and_others_do_not() -> None:
    clock = Clock()
    politeness = Politeness(0, clock=clock)
    politeness.rest(HOST, 600)
    politeness.rest(HOST, 5)
    clock.now += 100
    with pytest.raises(
        PassingError, match=f"{HOST} has asked to be left alone for another 500 s"
    ) as caught:
        await starts(politeness, 1)
    assert caught.value.retry_after == 500
    assert await starts(politeness, 1, "other.example")
    clock.now += 500
    assert await starts(politeness, 1)


async def test_a_short_rest_is_waited_for() -> None:
    politeness = Politeness(0)
    loop = asyncio.get_running_loop()
    async with politeness.turn(HOST):
        politeness.rest(HOST, 0.1)
        asked = loop.time()
    (start,) = await starts(politeness, 1)
    assert 0.1 <= start - asked < MAX_WAIT


async def test_a_host_that_wants_it_slower_is_asked_less_often() -> None:
    politeness = Politeness(0.01)
    loop = asyncio.get_running_loop()
    first = loop.time()
    await politeness.slow_down(HOST, 0.1)
    moments = [first, *await starts(politeness, 2)]
    assert all(later - earlier >= 0.1 for earlier, later in pairwise(moments))
    await politeness.slow_down(HOST, 0.02)
    assert (await starts(politeness, 1))[0] - moments[-1] >= 0.1, "less often than now, never more"


async def test_a_delay_of_days_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    intervals: list[float] = []

    def remember(_: float, interval: float) -> AsyncLimiter:
        intervals.append(interval)
        return AsyncLimiter(1, 1)

    monkeypatch.setattr("reactor.fetch.politeness.AsyncLimiter", remember)
    await Politeness(0).slow_down(HOST, 1e9)
    assert len(intervals) == 1
    assert MAX_CRAWL_DELAY <= intervals[0] <= MAX_CRAWL_DELAY * (1 + JITTER)


async def test_hosts_that_no_longer_matter_are_forgotten() -> None:
    clock = Clock()
    politeness = Politeness(0, clock=clock)
    politeness.rest("resting.example", 1e6)
    for number in range(5_000):
        await starts(politeness, 1, f"{number}.example")
    assert len(politeness._hosts) <= 2_000  # noqa: SLF001 - nothing shows it outside
    with pytest.raises(PassingError):
        await starts(politeness, 1, "resting.example")
