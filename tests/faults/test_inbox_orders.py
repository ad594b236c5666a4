"""Every order of the inbox's calls: nobody waits for ever, and nothing is acknowledged too soon.

`pytest tests/faults/test_inbox_orders.py --orders 6 -s` goes deeper than the default.
"""

import sys
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.faults.orders.explorer import explore
from tests.faults.orders.inbox_world import InboxBudget, InboxWorld

_DEEPER = 2
"""These orders have so many events more than those of the dispatcher: less happens in each."""


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """An inbox is full with two companies."""
    monkeypatch.setattr("reactor.core.stream.inbox._MAX_BATCH", 2)


def inbox(budget: InboxBudget) -> Callable[[], InboxWorld]:
    return lambda: InboxWorld(replace(budget))


SCENARIOS = {
    "an empty inbox": (inbox(InboxBudget()), ()),
    "a full one": (inbox(InboxBudget()), (("edits", 2),)),
}


@pytest.mark.holds_loop("thousands of situations are kept, and the collector looks through them")
@pytest.mark.parametrize("name", SCENARIOS)
def test_nobody_waits_for_ever_at_the_inbox(name: str, orders: int) -> None:
    make, start = SCENARIOS[name]
    found = explore(make, start, orders + _DEEPER)
    sys.stdout.write(f"{name}: {found}\n")
    assert found.wrong == {}
