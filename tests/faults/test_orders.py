"""Every order of the dispatcher's events, to a depth, and from each a fair end.

No claimable job waits while a slot is free and nothing is under way; nothing runs twice, is lost
or is left claimed; a crash is counted only of a job that raised, or whose reactor died.

`pytest tests/faults/test_orders.py --orders 5 -s` goes deeper than the default.
"""

import sys
from collections.abc import Iterator

import pytest
from loguru import logger

from tests.faults.orders.explorer import explore
from tests.faults.orders.scenarios import ALONE, RAISING, TOGETHER, UNTAKEN, Scenario


@pytest.fixture(autouse=True)
def in_silence() -> Iterator[None]:
    for name in ("reactor.core", "reactor.mongo"):
        logger.disable(name)
    yield
    for name in ("reactor.core", "reactor.mongo"):
        logger.enable(name)


def play_all(name: str, scenario: Scenario, depth: int) -> None:
    make, start = scenario
    found = explore(make, start, depth)
    sys.stdout.write(f"{name}: {found}\n")
    assert found.wrong == {}
    assert found.orders > 3**depth


@pytest.mark.parametrize("name", ALONE)
def test_no_job_waits_while_a_slot_is_free(name: str, orders: int) -> None:
    play_all(name, ALONE[name], orders)


@pytest.mark.parametrize("name", RAISING)
def test_a_run_that_raises_harms_only_its_job(name: str, orders: int) -> None:
    play_all(name, RAISING[name], orders)


@pytest.mark.parametrize("name", UNTAKEN)
def test_a_job_that_is_not_taken_back_harms_only_itself(name: str, orders: int) -> None:
    play_all(name, UNTAKEN[name], orders)


@pytest.mark.parametrize("name", TOGETHER)
def test_two_reactors_lose_nothing_and_run_nothing_twice(name: str, orders: int) -> None:
    play_all(name, TOGETHER[name], orders)
