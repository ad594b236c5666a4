"""How a world comes to a fair end: all that is under way goes on, and nothing else happens.

Then a job for every slot comes, and last all reactors are stopped.
"""

from collections.abc import Iterator

from tests.faults.orders import judge
from tests.faults.orders.client import RUN, Operation
from tests.faults.orders.explorer import Event
from tests.faults.orders.possible import possible
from tests.faults.orders.reactor import SLOTS
from tests.faults.orders.server import OTHER, Entry
from tests.faults.orders.world import World

_PATIENCE, _LAST_PATIENCE = 2, 20
"""After so many refusals of the same, nothing is told of the next one."""


def fair_end(world: World) -> Iterator[Event]:
    """The events, and what is wrong on the way."""
    yield from _go_on(world)
    world.note(judge.rest(world))
    yield from _work_off(world)
    alive = [reactor for reactor in world.reactors if reactor.is_alive]
    if alive:
        world.note(judge.finish(world))
        yield from _newcomers(world, len(alive) * SLOTS)
        world.note(judge.full(world))
        yield from _work_off(world)
        world.note(judge.finish(world))
    for reactor in alive:
        world.budget.stops += 1
        yield "stop", reactor.number
    yield from _go_on(world)
    world.note(judge.farewell(world))


def _newcomers(world: World, count: int) -> Iterator[Event]:
    for number in range(100, 100 + count):
        world.server.jobs[number] = Entry(f"company {number}")
        yield "insert", number
    yield from _go_on(world)


def _work_off(world: World) -> Iterator[Event]:
    """Runs end for as long as there are any."""
    for number, job in world.server.jobs.items():
        if job.owner == OTHER:
            yield "handed back elsewhere", number
    yield from _go_on(world)
    while runs := _runs(world):
        yield runs[0]
        yield from _go_on(world)


def _runs(world: World, *, of_stopped: bool = False) -> list[Event]:
    def may_end(operation: Operation) -> bool:
        reactor = world.reactors[operation.reactor]
        waits = operation.kind == RUN and not (operation.carried_out or reactor.frozen)
        return waits and (reactor.stopped or not of_stopped)

    return [("end", n) for n, operation in enumerate(world.operations) if may_end(operation)]


def _go_on(world: World) -> Iterator[Event]:
    """What is under way comes to its end, but for runs."""
    while event := _next(world):
        yield event


def _next(world: World) -> Event | None:
    events = possible(world)
    alone = len(world.reactors) == 1
    first = ("answer", "carry out", "read", "take lease", *(["thaw"] if alone else []))
    for name in first:
        for event in events:
            if event[0] == name:
                return event
    operations = [(n, o) for n, o in enumerate(world.operations) if world.is_refused(o)]
    refused = [("refuse", n) for n, o in operations if _is_patient(world, o)]
    runs = _runs(world, of_stopped=True)
    later = [e for name in ("time", "give up lease", "expire") for e in events if e[0] == name]
    return next(iter([*refused, *runs, *later]), None)


def _is_patient(world: World, operation: Operation) -> bool:
    stopped = world.reactors[operation.reactor].stopped
    most = _LAST_PATIENCE if stopped else _PATIENCE
    return operation.sent and world.refusals[operation.token or operation.kind] < most
