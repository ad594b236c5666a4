"""A world of reactors as the explorer plays it: with its fair end, and what is wrong in it."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from copy import copy
from dataclasses import replace

from tests.faults.orders.budget import Budget, Manner
from tests.faults.orders.explorer import Event
from tests.faults.orders.fair_end import fair_end
from tests.faults.orders.judge import ends
from tests.faults.orders.possible import possible
from tests.faults.orders.server import Entry
from tests.faults.orders.situation import state
from tests.faults.orders.world import World


class Play(World):
    """A world that can be explored."""

    def events(self) -> list[Event]:
        return possible(self)

    def end(self) -> Iterator[Event]:
        return fair_end(self)

    def faults(self) -> list[str]:
        return [*self.server.wrong, *ends(self)]

    def state(self) -> Hashable:
        return state(self)


def play(
    jobs: Sequence[Entry],
    budget: Budget | None = None,
    manner: Manner | None = None,
    *,
    reactors: int = 1,
) -> Callable[[], Play]:
    """What makes worlds with these jobs, which nobody has inserted yet."""

    def make() -> Play:
        entries = {number: copy(entry) for number, entry in enumerate(jobs)}
        return Play(entries, reactors, copy(budget or Budget()), manner or Manner())

    return make


def together(
    jobs: Sequence[Entry], budget: Budget | None = None, manner: Manner | None = None
) -> Callable[[], Play]:
    """The same, with two reactors on the queue."""
    return play(jobs, replace(budget or Budget(), others=0), manner, reactors=2)
