"""How busy each part of a large installation is: what breaks first is what reaches 100 percent."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.benchmarks.internet.costs import Costs
from tests.benchmarks.internet.world import SLOTS, START, World

HOUR = 3600.0
MEMORY = 2_000_000_000
"""Bytes that a reactor may take on a machine of 8 GB that it shares with MongoDB."""


@dataclass(frozen=True, slots=True)
class Load:
    """How busy a part is.

    Attributes:
        part: its name.
        share: of what one of it can do: one processor, all slots, the memory of a reactor.
    """

    part: str
    share: float


def loads(world: World, costs: Costs, *, led: bool) -> Iterator[Load]:
    """What each part is busy with, on the average of the time.

    Args:
        world: after it has run.
        costs: of each thing.
        led: whether one reactor decides for all; else each decides everything again.
    """
    counts, companies, reactors = world.counts, len(world.companies), world.reactors
    seconds = (world.now - START).total_seconds()
    looks, visits = counts.looks / seconds, counts.visits / seconds
    deciders = 1 if led else reactors
    whole_looks = companies / HOUR
    yield Load("slots", visits * costs.visit / (reactors * SLOTS))
    yield Load("decisions, one reactor", looks * costs.look + whole_looks * costs.whole_look)
    yield Load("stream, one reactor", visits * costs.events * costs.event)
    yield Load("memory of a whole look, one reactor", companies * costs.look_memory / MEMORY)
    yield Load("mongod: visits", visits * costs.visit_commands * costs.command)
    yield Load("mongod: claims in vain", counts.claims_in_vain / seconds * costs.command)
    yield Load("mongod: decisions", deciders * looks * costs.look_commands * costs.command)
    # A whole look reads in MongoDB about as long as it decides in the reactor.
    yield Load("mongod: whole looks", deciders * whole_looks * costs.whole_look)
    yield Load("mongod: heartbeats", reactors * costs.heartbeats * costs.command)
