"""The simulation of a large installation: it visits what the real decisions say, and no more."""

from datetime import timedelta

import pytest

from reactor.decisions import schedule
from tests.benchmarks.internet.costs import Costs
from tests.benchmarks.internet.world import SLOTS, World

CALM = Costs(failing=0.0)
DAYS = 10


@pytest.fixture(scope="module")
def world() -> World:
    """Ten days of 300 companies and two reactors, from the middle of their intervals."""
    world = World(300, 2, CALM)
    world.run(timedelta(days=DAYS))
    return world


def test_every_company_is_visited_once_an_interval(world: World) -> None:
    for company in world.companies:
        expected = timedelta(days=DAYS) / schedule.interval(company.rank)
        # The slack of a crowd of timers, a minute of the TTL monitor and a visit come on top.
        assert expected * 0.9 - 1 <= company.visits <= expected + 1


def test_a_due_company_is_claimed_within_minutes(world: World) -> None:
    delays = [delay for each in world.counts.delays.values() for delay in each]
    assert len(delays) == pytest.approx(world.counts.visits, abs=2 * SLOTS)
    slack = max(map(schedule.slack, (1, 100))).total_seconds()
    assert max(delays) <= slack + 180


def test_a_visit_costs_two_looks(world: World) -> None:
    looks = world.counts.looks - len(world.companies)
    assert looks == pytest.approx(2 * world.counts.visits, rel=0.02)


def test_too_few_reactors_delay_everybody_and_starve_nobody() -> None:
    slow = Costs(failing=0.0, visit=3000.0, visit_spread=0.1)
    world = World(300, 1, slow, at_once=True)
    world.run(timedelta(days=DAYS))
    assert all(company.visits for company in world.companies)
    first = min(world.counts.delays)
    last = max(world.counts.delays)
    assert max(world.counts.delays[first]) > 3600
    assert len(world.counts.delays[first]) > len(world.counts.delays[last])
