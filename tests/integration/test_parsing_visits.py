"""What one company's pages may take of the parsing processes, and who is next."""

import asyncio
import time
from itertools import pairwise

import pytest

from reactor.errors import LastingError, ParsingBudgetError, ParsingTimeoutError
from reactor.fetch.fair_lock import FairLock
from reactor.fetch.parser_process import Bounds
from reactor.fetch.parser_worker import QUICK_SHARE, ParsingWorker
from reactor.fetch.parsing_budget import parsing_visit


def spend(seconds: float) -> tuple[float, float]:
    """Take so long; gives when that began and ended."""
    began = time.monotonic()
    time.sleep(seconds)
    return began, time.monotonic()


async def visit(
    worker: ParsingWorker, pages: int, seconds: float, *, slow: bool = False
) -> list[tuple[float, float]]:
    with parsing_visit() as this:
        this.slow = slow
        return [await worker.run(spend, seconds) for _ in range(pages)]


async def test_a_visit_holds_one_parser_at_a_time_however_many_pages_it_asks_for() -> None:
    async with ParsingWorker(patience=0.05) as worker:
        with parsing_visit():
            spans = await asyncio.gather(*(worker.run(spend, 0.2) for _ in range(4)))
    for (_, ended), (began, _) in pairwise(sorted(spans)):
        assert ended <= began


async def test_a_visit_whose_time_is_used_up_parses_nothing_more() -> None:
    async with ParsingWorker() as worker:
        with parsing_visit() as hog:
            hog.budget = 0.5
            await worker.run(spend, 0.1)
            with pytest.raises(
                ParsingBudgetError, match=r"^its pages took more than 0\.5 s to pars"
            ):
                await worker.run(spend, 60)
            with pytest.raises(ParsingBudgetError):
                await worker.run(abs, -1)
        assert await worker.run(abs, -1) == 1


async def test_the_third_page_that_is_out_of_time_ends_its_visit() -> None:
    async with ParsingWorker(Bounds(time=0.2)) as worker:
        with parsing_visit():
            for _ in range(2):
                with pytest.raises(ParsingTimeoutError):
                    await worker.run(spend, 60)
                assert await worker.run(abs, -1) == 1
            with pytest.raises(ParsingBudgetError, match=r"^3 of its pages took too long to parse"):
                await worker.run(spend, 60)
            with pytest.raises(ParsingBudgetError):
                await worker.run(abs, -1)


async def test_a_page_without_a_visit_is_on_nobodys_account() -> None:
    async with ParsingWorker(Bounds(time=0.2)) as worker:
        for _ in range(4):
            with pytest.raises(ParsingTimeoutError):
                await worker.run(spend, 60)


async def test_other_failures_are_no_time_outs() -> None:
    async with ParsingWorker() as worker:
        with parsing_visit():
            for _ in range(4):
                with pytest.raises(LastingError, match="ValueError"):
                    await worker.run(int, "no number")
            assert await worker.run(abs, -1) == 1


async def test_quick_visits_wait_for_none_of_the_pages_of_two_slow_ones() -> None:
    async with ParsingWorker(Bounds(time=60), patience=0.2) as worker:
        await worker.run(abs, -1)
        hogs = [asyncio.create_task(visit(worker, 9, 60)) for _ in range(2)]
        async with asyncio.timeout(45):
            await asyncio.gather(*(visit(worker, 5, 0) for _ in range(3)))
        assert not any(hog.done() for hog in hogs)
        for hog in hogs:
            hog.cancel()
        await asyncio.wait(hogs)


async def test_a_visit_of_many_small_pages_leaves_the_quick_ones_as_well() -> None:
    async with ParsingWorker(Bounds(time=60)) as worker:
        with parsing_visit() as many:
            await worker.run(spend, 0)
            many.spent = QUICK_SHARE
            long = asyncio.create_task(worker.run(spend, 60))
            await asyncio.sleep(0)
        assert await worker.run(abs, -1) == 1
        assert not long.done()
        long.cancel()
        await asyncio.wait([long])


async def test_slow_visits_take_turns_so_that_none_waits_for_all_pages_of_another() -> None:
    async with ParsingWorker() as worker:
        many, few = await asyncio.gather(
            visit(worker, 8, 0.1, slow=True), visit(worker, 2, 0.1, slow=True)
        )
    assert few[-1][1] < many[4][0], "its turn comes after each page of the other"


# The lock by which turns are taken


async def test_whoever_has_had_the_least_is_next_and_else_who_came_first() -> None:
    turns, order = FairLock(), list[str]()

    async def take(name: str, had: float) -> None:
        async with turns.turn(had):
            order.append(name)
            await asyncio.sleep(0)

    await turns.acquire(0)
    waiting = [take("much", 9), take("little", 1), take("none", 0), take("as little", 1)]
    tasks = [asyncio.create_task(each) for each in waiting]
    await asyncio.sleep(0)
    turns.release()
    await asyncio.gather(*tasks)
    assert order == ["none", "little", "as little", "much"]
    assert turns.free


async def test_who_gives_up_waiting_holds_up_nobody_not_even_in_the_moment_of_their_turn() -> None:
    turns = FairLock()
    await turns.acquire(0)
    early, in_the_moment, patient = (asyncio.create_task(turns.acquire(n)) for n in range(3))
    await asyncio.sleep(0)
    early.cancel()
    await asyncio.sleep(0)
    turns.release()
    in_the_moment.cancel()
    await asyncio.wait([early, in_the_moment])
    await asyncio.wait_for(patient, 10)
    turns.release()
    assert turns.free


async def test_who_holds_it_is_told_while_somebody_waits_and_not_once_they_gave_up() -> None:
    turns = FairLock()
    await turns.acquire(0)
    told = asyncio.create_task(turns.wanted())
    await asyncio.sleep(0)
    assert not told.done()
    waiting = [asyncio.create_task(turns.acquire(0)) for _ in range(2)]
    await asyncio.wait_for(told, 10)
    for each in waiting:
        each.cancel()
    await asyncio.wait(waiting)
    untold = asyncio.create_task(turns.wanted())
    for _ in range(3):
        await asyncio.sleep(0)
    assert not untold.done()
    untold.cancel()
    await asyncio.wait([untold])
