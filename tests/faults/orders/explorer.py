"""Plays every order of events to a depth. Situations that were met before are not gone on from.

Each new situation is also played to a fair end: all that is under way comes to its end, nothing
else happens, and what must be true in the end is looked at. So what is stuck, starved or lost is
found at the depth at which it becomes so.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from tests.still_loop import StillLoop

_MAX_EVENTS = 500
"""After so many, something goes round in circles."""

Event = tuple[str, Any]


class Playable(Protocol):
    """Something real, and a world around it in which every step is an event."""

    def events(self) -> list[Event]:
        """Everything that can happen next."""

    def happen(self, event: Event) -> None:
        """Let an event happen."""

    def end(self) -> Iterator[Event]:
        """What happens until a fair end; each event is played before the next is asked for."""

    def faults(self) -> list[str]:
        """What was wrong so far."""

    def state(self) -> Hashable:
        """What tells two situations apart."""


@dataclass
class Explored:
    """What an exploration came to.

    Attributes:
        orders: how many orders of events were played.
        situations: how many different ones they led to.
        depth: to which depth every order was played.
        wrong: what was wrong, with the shortest order that leads to it.
    """

    orders: int = 0
    situations: int = 0
    depth: int = 0
    wrong: dict[str, Sequence[Event]] = field(default_factory=dict)

    def __str__(self) -> str:
        return (
            f"{self.orders} orders of events, {self.situations} situations, "
            f"complete to depth {self.depth}"
        )


def explore(
    make: Callable[[], Playable],
    start: Sequence[str | Event],
    depth: int,
    *,
    to_first_fault: bool = False,
) -> Explored:
    """Play every order of up to `depth` events after those of `start`.

    Args:
        make: gives a new world, in a running loop.
        start: events that happen first; of a mere name, the first event so named.
        depth: how many events follow.
        to_first_fault: end with the first order that shows something wrong.
    """
    loop, explored = StillLoop(), Explored(depth=depth)
    loop.set_exception_handler(lambda *_: None)
    asyncio.set_event_loop(loop)
    seen = set[Hashable]()
    frontier: deque[tuple[Event, ...]] = deque([()])
    try:
        while frontier and not (to_first_fault and explored.wrong):
            path = frontier.popleft()
            explored.orders += 1
            found, events = loop.run_until_complete(_play(loop, make, (*start, *path), seen))
            for fault in found:
                explored.wrong.setdefault(fault, path)
            if len(path) < depth:
                frontier.extend((*path, event) for event in events)
    finally:
        asyncio.set_event_loop(None)
        loop.close()
    explored.situations = len(seen)
    return explored


async def _play(
    loop: StillLoop,
    make: Callable[[], Playable],
    path: Sequence[str | Event],
    seen: set[Hashable],
) -> tuple[list[str], list[Event]]:
    """What was wrong, and what can happen after this order; nothing where that is known."""
    world = make()
    await loop.settle()
    for step in path:
        event = step if isinstance(step, tuple) else _first(world.events(), step)
        world.happen(event)
        await loop.settle()
    events, situation = world.events(), world.state()
    circles = []
    if situation in seen:
        events = []
    else:
        seen.add(situation)
        circles = [] if await _ends(loop, world) else ["it never comes to an end"]
    found = [*world.faults(), *circles]
    await loop.clear()
    return found, events


async def _ends(loop: StillLoop, world: Playable) -> bool:
    for number, event in enumerate(world.end()):
        if number >= _MAX_EVENTS:
            return False
        world.happen(event)
        await loop.settle()
    return True


def _first(events: Sequence[Event], name: str) -> Event:
    return next(event for event in events if event[0] == name)
