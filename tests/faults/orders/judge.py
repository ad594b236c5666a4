"""What must be true of a dispatcher at rest, whatever has happened and in whatever order."""

from collections.abc import Iterator
from typing import Any

from reactor.core.slots import Phase
from tests.faults.orders.server import Operation
from tests.faults.orders.world import SLOTS, World


def faults(world: World) -> Iterator[str]:
    """What is wrong."""
    yield from world.wrong
    if world.task.done() and not world.stopped:
        yield f"it ended by itself: {world.task.exception()!r}"
    elif world.task.done() and world.task.exception():
        yield f"it raised {world.task.exception()!r}"
    if _is_quiet(world):
        yield from _strays(world)
        yield from _idle_slots(world)
        if world.stopped and not (world.runs or world.task.done()):
            yield "it does not end"


def _is_quiet(world: World) -> bool:
    """Whether nothing is under way that could still put things right."""
    waits = world.operations or world.news or world.touched or world.dead or world.lost
    return not waits and all(task.done() for task in world.background)


def _strays(world: World) -> Iterator[str]:
    if world.left_to_lease:
        # It stopped, and MongoDB refused to take the job back: that goes with the lease.
        return
    running = {job.id for job, _ in world.runs.values()}
    for number, entry in world.jobs.items():
        mine = entry.owner == world.lease.owner and entry.status == "processing"
        if mine and number not in running:
            yield "a job is owned and does not run"


def _idle_slots(world: World) -> Iterator[str]:
    """No claimable job waits while a slot is free and nothing is under way."""
    slots = world.dispatcher._slots  # noqa: SLF001 - its state is what this is about
    if world.stopped or not any(entry.claimable for entry in world.jobs.values()):
        return
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
    return number in world.jobs and world.jobs[number].claimable


def state(world: World) -> Any:
    """What tells two situations apart: names of tokens do not, nor how much news has come."""
    slots = world.dispatcher._slots  # noqa: SLF001 - likewise
    names: dict[str | None, int] = {None: -1}

    def name(token: str | None) -> int:
        return names.setdefault(token, len(names))

    def shown(operation: Operation) -> Any:
        job = operation.result
        which = (job.id, name(job.token)) if job else None
        return operation.kind, operation.carried_out, which

    jobs = tuple((e.status, e.owner, name(e.token), e.crashes) for e in world.jobs.values())
    operations = tuple(map(shown, world.operations))
    runs = tuple((name(token), job.id, end.done()) for token, (job, end) in world.runs.items())
    tasks = tuple(
        (run.job.id, name(run.job.token), run.state)
        for run in world.dispatcher._running.values()  # noqa: SLF001 - likewise
    )
    fresh = tuple(sorted(claim.heard == slots._heard for claim in slots.claims))  # noqa: SLF001 - likewise
    machine = slots.phase, slots.outlook, slots.cleared_for, frozenset(map(name, slots.runs)), fresh
    around = world.news, tuple(world.touched), tuple(world.dead), world.lost, world.stopped
    budget = tuple(vars(world.budget).values())
    return jobs, operations, runs, tasks, machine, around, budget, world.task.done()
