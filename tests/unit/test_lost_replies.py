"""An answer that is lost is not waited for, if others come; one that is only late is."""

import asyncio
from typing import Any, cast

import pytest

from reactor.mongo import driver
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.reply_timeouts import LostReplyDetector, answered


@pytest.fixture(autouse=True)
def _no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reactor.mongo.reply_timeouts._PATIENCE", 0.01)


class Line:
    """A line to a MongoDB that answers pings while the line is there."""

    def __init__(self) -> None:
        self.there = asyncio.Event()
        self.pings = asyncio.Semaphore(0)

    async def now(self) -> None:
        """A ping."""
        self.pings.release()
        if not self.there.is_set():
            raise driver.AutoReconnect("the line is away")


def listening(line: Line) -> LostReplyDetector:
    return LostReplyDetector(cast("ScoutlyDatabase", line))


async def never() -> Any:
    await asyncio.Event().wait()


async def test_what_is_answered_is_handed_on() -> None:
    async def answer() -> int:
        return 7

    assert await listening(Line()).to(answer()) == 7
    assert await answered(answer, 5) == 7


async def test_a_lost_answer_is_given_up_as_soon_as_the_line_is_back() -> None:
    line = Line()
    waiting = asyncio.create_task(listening(line).to(never()))
    async with asyncio.timeout(5):
        for _ in range(3):
            await line.pings.acquire()
        assert not waiting.done()
        line.there.set()
        with pytest.raises(driver.AutoReconnect):
            await waiting


async def test_an_answer_that_comes_while_the_line_is_asked_after_is_not_lost() -> None:
    line, go_on = Line(), asyncio.Event()

    async def late() -> str:
        await go_on.wait()
        return "late"

    waiting = asyncio.create_task(listening(line).to(late()))
    async with asyncio.timeout(5):
        await line.pings.acquire()
        go_on.set()
        assert await waiting == "late"


async def test_a_server_that_is_only_slow_is_waited_for_longer_each_time() -> None:
    line = Line()
    line.there.set()
    slow = listening(line)
    patience = []
    for _ in range(3):
        with pytest.raises(driver.AutoReconnect):
            await slow.to(never())
        patience.append(vars(slow)["_patience"])
    assert patience == sorted(set(patience))


async def test_what_has_a_time_and_is_not_answered_in_it_counts_as_cut_off() -> None:
    with pytest.raises(driver.AutoReconnect, match="no answer within"):
        await answered(never, 0.01)


async def test_what_the_other_side_says_is_what_one_hears() -> None:
    async def refused() -> None:
        raise driver.OperationFailure("no", 13)

    with pytest.raises(driver.OperationFailure):
        await listening(Line()).to(refused())
