"""What can happen next in a world of reactors."""

from collections.abc import Iterator

from reactor.core.leadership.lease import Loss
from tests.faults.orders.client import RUN, Operation
from tests.faults.orders.explorer import Event
from tests.faults.orders.reactor import Reactor
from tests.faults.orders.server import OTHER
from tests.faults.orders.world import Gone, World


def possible(world: World) -> list[Event]:
    """Every event that can happen next."""
    clock: list[Event] = [("time", None)] if world.loop.timers else []
    return [*_people(world), *_answers(world), *_lives(world), *_leases(world), *clock]


def _people(world: World) -> Iterator[Event]:
    jobs = world.server.jobs
    busy = {job.company for job in jobs.values() if job.is_active}
    absent = [n for n, j in jobs.items() if j.status == "absent" and j.company not in busy]
    yield from [("insert", number) for number in absent[:1]]
    running = [n for n, j in jobs.items() if j.status == "processing" and j.owner != OTHER]
    if world.budget.people:
        yield from [(deed, number) for number in running for deed in ("delete", "requeue")]
    if world.budget.others and any(job.claimable for job in jobs.values()):
        yield "claimed elsewhere", None
    yield from [("handed back elsewhere", n) for n, j in jobs.items() if j.owner == OTHER]


def _answers(world: World) -> Iterator[Event]:
    for number, operation in enumerate(world.operations):
        if operation.kind == RUN and not operation.carried_out:
            if not world.reactors[operation.reactor].frozen:
                raises = ("raise", "unwritten") if world.budget.raises else ()
                yield from [(deed, number) for deed in ("end", "give up", *raises)]
        else:
            yield from [(deed, number) for deed in _deeds(world, operation)]


def _deeds(world: World, operation: Operation) -> Iterator[str]:
    """What can happen to an operation on its way."""
    if operation.carried_out and not world.reactors[operation.reactor].frozen:
        yield "answer"
    elif operation.sent and not operation.carried_out:
        always_refused = world.is_refused(operation)
        if not always_refused:
            yield "carry out"
        if always_refused or (world.budget.refusals and operation.kind != "look"):
            yield "refuse"
    if world.budget.faults and _may_be_lost(world, operation):
        yield "lose"


def _may_be_lost(world: World, operation: Operation) -> bool:
    """Not what is claimed after its lease has expired: only the hourly look finds that."""
    known = *world.server.leases, *(gone.owner for gone in world.gone)
    late = operation.kind == "claim" and operation.owner not in known
    return operation.kind != RUN and not (late or world.reactors[operation.reactor].frozen)


def _lives(world: World) -> Iterator[Event]:
    for number, reactor in enumerate(world.reactors):
        if reactor.frozen:
            yield "thaw", number
        elif not reactor.ended:
            yield from [(deed, number) for deed in _steps(world, reactor)]
        elif not reactor.gave_up and world.owned(reactor):
            yield "give up lease", number


def _steps(world: World, reactor: Reactor) -> Iterator[str]:
    if reactor.unread and not reactor.looks:
        yield "read"
    if reactor.lost:
        yield "take lease"
    elif world.budget.freezes:
        yield "freeze"
    if world.budget.stops and not reactor.stopped:
        yield "stop"


def _leases(world: World) -> Iterator[Event]:
    if world.budget.losses:
        for number, reactor in enumerate(world.reactors):
            if not (reactor.frozen or reactor.ended or reactor.lost):
                yield from [("lose lease", (number, loss)) for loss in (Loss.STOPPED, Loss.GONE)]
    yield from [("expire", n) for n, gone in enumerate(world.gone) if _may_expire(world, gone)]


def _may_expire(world: World, gone: Gone) -> bool:
    """No claim is on its way for as long as a lease lasts."""
    claims = [o for o in world.operations if o.kind == "claim" and not o.carried_out]
    late = [o for o in claims if o.reactor == gone.reactor.number and o.sent]
    return not (gone.reactor.frozen and late)
