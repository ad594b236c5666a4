"""How late the event loop is, as it measures it itself."""

import asyncio
import time

import pytest

from reactor.core.liveness.loop_lag import PERIOD, REMEMBERED, LoopLag


def test_before_the_first_look_nothing_is_late() -> None:
    lag = LoopLag()
    assert (lag.p99, lag.most) == (0.0, 0.0)


@pytest.mark.holds_loop(reason="what is measured is a loop that is held")
async def test_whatever_holds_the_loop_for_longer_than_its_period_is_noticed() -> None:
    lag, held = LoopLag(), 4 * PERIOD
    with lag.measured():
        await asyncio.sleep(0)
        time.sleep(held)  # noqa: ASYNC251 - that is what is to be noticed
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    assert lag.most >= held - PERIOD
    assert lag.p99 == lag.most


async def test_it_is_measured_only_inside_the_block() -> None:
    lag = LoopLag()
    with lag.measured():
        pass
    await asyncio.sleep(2 * PERIOD)
    assert lag.most == 0.0


def test_one_late_look_in_a_minute_is_the_most_but_no_percentile() -> None:
    lag = LoopLag()
    lags = lag._lags  # noqa: SLF001 - a minute need not be lived through
    lags.append(9.0)
    lags.extend([0.001] * (round(REMEMBERED / PERIOD) - 1))
    assert (lag.p99, lag.most) == (0.001, 9.0)
    lags.append(0.002)
    assert lag.most == 0.002, "after a minute it is forgotten"
