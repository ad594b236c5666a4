"""What must be true of dispatchers, whatever has happened and in whatever order."""

from collections.abc import Iterator
from typing import Any

from reactor.core.dispatch.slots import Phase
from tests.faults.orders.reactor import SLOTS, Reactor
from tests.faults.orders.server import OTHER
from tests.faults.orders.world import World


def ends(world: World) -> Iterator[str]:
    """What is wrong with how reactors ended: at any time."""
    for reactor in world.reactors:
        if reactor.ended and not reactor.stopped:
            yield "it ended by itself"
        for task in (reactor.task, reactor.background):
            if task and task.done() and (error := task.exception()):
                yield f"it raised {error!r}"


def rest(world: World) -> Iterator[str]:
    """What is wrong when nothing is under way any more but runs."""
    running = {token for reactor in world.reactors if not reactor.frozen for token in reactor.runs}
    for job in world.server.jobs.values():
        if job.owner not in (None, OTHER) and job.token not in running | world.untaken:
            yield "a job is owned and does not run"
    held = {job.token for job in world.server.jobs.values() if job.status == "processing"}
    if running - held - world.overtaken:
        yield "a run goes on whose job was taken away"
    if any(job.claimable for job in world.server.jobs.values()):
        for reactor in filter(lambda reactor: reactor.is_alive, world.reactors):
            yield from _idle_slots(world, reactor)


def _idle_slots(world: World, reactor: Reactor) -> Iterator[str]:
    """No claimable job waits while a slot is free and nothing is under way."""
    slots = reactor.dispatcher._slots  # noqa: SLF001 - its state is what this is about
    match slots.phase:
        case Phase.CLAIMING if len(slots.runs) < SLOTS:
            yield "a claimable job waits, and a slot is free"
        case Phase.SOLO if not any(job.crash_count for job in slots.runs.values()):
            yield "a job waits for a crashed one, and none runs"
        case Phase.CLEARING if not _waits(world, slots.cleared_for):
            yield "a job waits for a crashed one, and that does not wait"
        case Phase.RECOVERING | Phase.RESTING:
            yield "a claimable job waits, and nobody tries again"


def _waits(world: World, number: Any) -> bool:
    jobs = world.server.jobs
    return number in jobs and (jobs[number].claimable or jobs[number].token in world.untaken)


def finish(world: World) -> Iterator[str]:
    """What is wrong when all runs have ended, and a reactor lives: every job has ended."""
    for job in world.server.jobs.values():
        if job.is_active and job.token not in world.untaken:
            yield f"a job is lost: {job.status}"


def full(world: World) -> Iterator[str]:
    """What is wrong with reactors for which there is more than enough to do."""
    for reactor in world.reactors:
        if reactor.is_alive and len(reactor.runs) < SLOTS:
            yield "a slot is lost"


def farewell(world: World) -> Iterator[str]:
    """What is wrong when all reactors have been stopped, and had their time."""
    for reactor in world.reactors:
        if not (reactor.frozen or reactor.ended):
            yield "it does not end"
