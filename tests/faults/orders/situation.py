"""What tells two situations of a world apart: names of tokens do not, nor how long pauses are."""

import asyncio
from collections.abc import Hashable
from typing import Any

from reactor.documents import Job
from tests.faults.orders.client import Operation
from tests.faults.orders.reactor import Reactor
from tests.faults.orders.world import World


class _Names(dict[str | None, int]):
    """Short names for tokens, in the order in which they are met."""

    def __missing__(self, token: str | None) -> int:
        self[token] = number = len(self)
        return number


def state(world: World) -> Hashable:
    """Equal for situations after which the same can happen."""
    names = _Names({None: -1})
    jobs = tuple(
        (n, job.status, job.owner, names[job.token], job.crashes, job.blame)
        for n, job in world.server.jobs.items()
    )
    refusals = tuple((names[what], count > 1) for what, count in world.refusals.items())
    marks = world.untaken, world.unawares, world.overtaken
    marked = [frozenset(names[token] for token in each) for each in marks]
    around = (
        tuple((gone.owner, gone.died) for gone in world.gone),
        tuple(vars(world.budget).values()),
        tuple(world.server.wrong),
        _timers(world),
    )
    operations = tuple(_operation(each, names) for each in world.operations)
    reactors = tuple(_reactor(each, names) for each in world.reactors)
    return jobs, operations, reactors, refusals, *marked, around


def _operation(operation: Operation, names: _Names) -> Hashable:
    result = operation.result
    if isinstance(result, Job):
        result = result.id, names[result.token]
    elif isinstance(result, set):
        result = frozenset(names[token] for token in result)
    elif isinstance(result, list):
        result = tuple(result)
    which = operation.kind, operation.reactor, names[operation.token], operation.about
    return which, operation.sent, operation.carried_out, result, operation.answer.done()


def _reactor(reactor: Reactor, names: _Names) -> Hashable:
    dispatcher: Any = reactor.dispatcher
    slots = dispatcher._slots  # noqa: SLF001 - its state is what this is about
    tasks = tuple((r.job.id, names[r.job.token], r.state) for r in dispatcher._running.values())  # noqa: SLF001
    fresh = tuple(sorted(claim.heard == slots._heard for claim in slots.claims))  # noqa: SLF001
    runs = frozenset(names[token] for token in slots.runs)
    machine = slots.phase, slots.outlook, slots.cleared_for, runs, fresh
    life = reactor.owner, reactor.lost, reactor.stopped, reactor.frozen, reactor.ended
    return tasks, machine, life, reactor.unread, reactor.looks, reactor.gave_up


def _timers(world: World) -> Hashable:
    """What waits for its time, in the order in which it will be over."""
    timers = world.loop.timers
    if not timers:
        return ()
    tasks: list[Any] = list(asyncio.all_tasks())
    waiting = {id(task._fut_waiter): task.get_name() for task in tasks}  # noqa: SLF001 - no other way to who sleeps
    return tuple(_timer(timer, waiting) for timer in timers)


def _timer(timer: Any, waiting: dict[int, str]) -> Hashable:
    callback, args = timer._callback, timer._args  # noqa: SLF001 - likewise
    sleeps = waiting.get(id(args[0])) if args else None
    return callback.__qualname__, sleeps or tuple(arg for arg in args if isinstance(arg, int))
