"""Every order of the dispatcher's events: no claimable job waits while a slot is free.

`pytest tests/faults/test_orders.py --orders 7 -s` goes deeper than the default.
"""

import sys
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace

import pytest
from loguru import logger

from tests.faults.orders.explorer import explore
from tests.faults.orders.server import Entry
from tests.faults.orders.world import Budget, World

_CLAIMED = ("news", "carry out", "answer")
_EMPTY = ("carry out", "answer")
_ONE_RUNS = (*_EMPTY, "insert", *_CLAIMED, *_EMPTY)
_TWO_RUN = (*_ONE_RUNS, "insert", *_CLAIMED)


def world(jobs: list[Entry], budget: Budget, grace: float = 1_000.0) -> Callable[[], World]:
    return lambda: World(dict(enumerate(deepcopy(jobs))), budget=replace(budget), grace=grace)


SCENARIOS = {
    "nothing": (world([Entry("a"), Entry("b"), Entry("c")], Budget()), ()),
    "nothing, an answer is lost": (world([Entry("a"), Entry("b")], Budget(faults=1)), ()),
    "nothing, a write is refused": (world([Entry("a"), Entry("b")], Budget(refusals=1)), ()),
    "one runs, a crashed one comes": (
        world([Entry("a"), Entry("b", crashes=1), Entry("c")], Budget()),
        _ONE_RUNS,
    ),
    "a crashed one runs": (
        world([Entry("a", crashes=1), Entry("b"), Entry("c", crashes=1)], Budget()),
        _ONE_RUNS[:-2],
    ),
    "both slots are taken": (world([Entry(c) for c in "abcd"], Budget()), _TWO_RUN),
    "one runs, its company comes again": (
        world([Entry("a"), Entry("a"), Entry("b")], Budget(raises=1)),
        _ONE_RUNS,
    ),
    "one runs, there is no grace": (
        world([Entry("a"), Entry("b")], Budget(faults=1), grace=0.0),
        _ONE_RUNS,
    ),
    "one runs, its end is refused": (
        world([Entry("a"), Entry("b")], Budget(raises=1, refusals=2)),
        _ONE_RUNS,
    ),
}


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No pause takes time: the clock stands still."""
    logger.disable("reactor.core")
    monkeypatch.setattr("reactor.core.dispatcher._RECOVERY_PAUSES", (0.0, 0.0))
    monkeypatch.setattr("reactor.core.dispatcher._JOB_PAUSES", (0.0, 0.0))
    monkeypatch.setattr("reactor.core.claimer._PAUSES", (0.0, 0.0))
    monkeypatch.setattr("reactor.core.claimer._JOB_PAUSES", (0.0, 0.0))
    yield
    logger.enable("reactor.core")


@pytest.mark.parametrize("name", SCENARIOS)
def test_no_job_waits_while_a_slot_is_free(name: str, orders: int) -> None:
    make, start = SCENARIOS[name]
    found = explore(make, start, orders)
    sys.stdout.write(
        f"{name}: {found.orders} orders of events, {found.situations} situations, "
        f"complete to depth {found.depth}\n"
    )
    assert found.wrong == {}
