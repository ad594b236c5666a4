"""Plays every order of events to a depth. Situations that were met before are not gone on from."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tests.faults.orders.judge import faults, state
from tests.faults.orders.world import Event, World

_MOST_TURNS = 10_000


class StillLoop(asyncio.SelectorEventLoop):
    """A loop whose clock stands still: only what is due at once ever happens."""

    def time(self) -> float:
        return 1_000.0

    @property
    def has_work(self) -> bool:
        """Whether something can happen without another event."""
        due = [t for t in self._scheduled if not t.cancelled() and t.when() <= self.time()]  # type: ignore[attr-defined]
        return bool(self._ready or due)  # type: ignore[attr-defined]


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


def explore(
    make: Callable[[], World], start: Sequence[str], depth: int, most: int | None = None
) -> Explored:
    """Play every order of `depth` events after those of `start`.

    Args:
        make: gives a new world, in a running loop.
        start: names of events that happen first; the first event so named each time.
        depth: how many events follow.
        most: orders after which the exploration ends early; None for no limit.
    """
    loop, explored = StillLoop(), Explored(depth=depth)
    loop.set_exception_handler(lambda *_: None)
    asyncio.set_event_loop(loop)
    seen = set[object]()
    frontier: deque[tuple[Event, ...]] = deque([()])
    try:
        while frontier and (most is None or explored.orders < most):
            path = frontier.popleft()
            explored.orders += 1
            found, situation, events = loop.run_until_complete(_play(loop, make, start, path))
            for fault in found:
                explored.wrong.setdefault(fault, path)
            if situation not in seen:
                seen.add(situation)
                if len(path) < depth:
                    frontier.extend((*path, event) for event in events)
    finally:
        asyncio.set_event_loop(None)
        loop.close()
    explored.situations = len(seen)
    explored.depth = len(frontier[0]) - 1 if frontier else depth
    return explored


async def _play(
    loop: StillLoop, make: Callable[[], World], start: Sequence[str], path: Sequence[Event]
) -> tuple[list[str], object, list[Event]]:
    world = make()
    await _settle(loop)
    for name in start:
        world.happen(next(event for event in world.events() if event[0] == name))
        await _settle(loop)
    for event in path:
        world.happen(event)
        await _settle(loop)
    answer = list(faults(world)), state(world), world.events()
    rest = asyncio.all_tasks() - {asyncio.current_task()}
    for _ in range(3):  # a run that is cut hands its job back, until that is cut, too
        for task in rest:
            task.cancel()
        await _settle(loop)
    return answer


async def _settle(loop: StillLoop) -> None:
    """Let everything happen that can without another event."""
    turns = 0
    while turns == 0 or loop.has_work:
        await asyncio.sleep(0)
        turns += 1
        assert turns < _MOST_TURNS, "it never comes to rest"
