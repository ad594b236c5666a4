"""The order of the tests, where several processes share them: what takes long is begun first.

`pytest -n 4 --dist worksteal` hands each process an equal number of tests, one after the other as
they stand, and who has none left takes some from the end of another's. A long test that begins
late has the others wait for it with nothing to do: a third of the time went so. So each process
begins with its share of the long ones, and ends with short ones.
"""

import heapq
from collections.abc import Sequence

import pytest

SECONDS = {
    "tests/faults/test_crash_campaign.py": 20,
    "tests/faults/test_refusals.py": 18,
    "tests/faults/test_raising_runs.py": 14,
    "tests/faults/test_cut_lines.py": 14,
    "tests/acceptance/test_simulated_month.py": 12,
    "tests/page/test_axe_everywhere.py": 11,
    "tests/faults/test_inbox_orders.py": 10,
    "tests/faults/test_starting_and_stopping.py": 10,
    "tests/faults/test_outages.py": 10,
    "tests/page/test_pictures.py": 6,
    "tests/faults/test_household.py": 6,
    "tests/acceptance/test_demo.py": 5,
    "tests/acceptance/test_demo_kept.py": 5,
    "tests/acceptance/test_embedded.py": 4,
    "tests/faults/test_cut_off.py": 4,
    "tests/unit/test_reactions_properties.py": 4,
    "tests/faults/test_clock.py::test_the_reactor_s_own_clock": 3,
    "tests/faults/test_revoked.py": 3,
    "tests/faults/test_poison.py": 3,
    "tests/faults/test_drain_cut_off.py": 3,
    "tests/drivers/test_exchange.py": 3,
    "tests/integration/test_requests_and_tokens.py": 3,
    "tests/labelled/test_matching_command.py": 3,
    "tests/page/test_stories.py": 3,
    "tests/hostile/test_hostile_neighbours.py": 2,
    "tests/hostile/test_hostile_pages.py": 2,
    "tests/page/test_push_in_chromium.py": 2,
}
"""How long each test takes whose name begins so, roughly; others take less than two seconds."""


def longest_first(items: Sequence[pytest.Item], processes: int) -> list[pytest.Item]:
    """The tests in an order of which each process takes an equal part, one after another."""
    found = [(_seconds(each.nodeid), each) for each in items]
    long = sorted((pair for pair in found if pair[0]), key=lambda pair: -pair[0])
    shares = _shares(long, processes)
    short = [each for seconds, each in found if not seconds]
    ordered: list[pytest.Item] = []
    for number, share in enumerate(shares):
        # As xdist divides what is left among those who are left.
        size = (len(items) - len(ordered)) // (processes - number)
        more = max(size - len(share), 0)
        ordered += [*share, *short[:more]]
        del short[:more]
    return ordered + short


def _seconds(test: str) -> int:
    return next((SECONDS[name] for name in SECONDS if test.startswith(name)), 0)


def _shares(long: Sequence[tuple[int, pytest.Item]], processes: int) -> list[list[pytest.Item]]:
    """Each test to whoever has least to do so far."""
    shares: list[list[pytest.Item]] = [[] for _ in range(processes)]
    busy = [(0, number) for number in range(processes)]
    for seconds, each in long:
        so_far, number = busy[0]
        heapq.heapreplace(busy, (so_far + seconds, number))
        shares[number].append(each)
    return shares
