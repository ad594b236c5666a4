"""Reactors on one queue, and people, in which every step is an event.

What an operation does on the server and when its answer arrives are two events, as are a change
and the news of it. So the order of all of them can be chosen.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import cast

from reactor.core.leadership.lease import Loss
from reactor.documents import Job
from reactor.errors import UnwrittenError
from reactor.mongo import driver
from tests.faults.orders.budget import Budget, Manner
from tests.faults.orders.client import Client, Operation, Refusal
from tests.faults.orders.explorer import Event
from tests.faults.orders.reactor import SLOTS, Reactor
from tests.faults.orders.server import OTHER, Entry, Server
from tests.still_loop import StillLoop

_LEASE_NEEDS = ("claim", "hand back", "hand back strays", "count")


@dataclass
class Gone:
    """A lease that is gone; whose jobs its owner may still be about to hand back.

    Attributes:
        owner: under whose name they are.
        died: whether its process died, or stood still.
    """

    owner: str
    reactor: Reactor
    died: bool


class World:
    """Reactors, their queue, and what people and MongoDB do to it.

    Attributes:
        operations: of all reactors, those that are not answered.
        gone: leases that are gone, and whose jobs nobody has released yet.
        refusals: how often was refused what is about which claim, or of which kind.
        untaken: claims whose jobs MongoDB takes back no more, or not before their reactor ends.
        unawares: claims whose answers were lost.
        overtaken: claims of whose jobs news was read before their answers came. Such a run is not
            stopped if that was the news of its end: it goes on, and saves nothing.
    """

    def __init__(
        self, jobs: dict[int, Entry], reactors: int, budget: Budget, manner: Manner
    ) -> None:
        self.server = Server(jobs)
        self.budget, self.manner = budget, manner
        self.operations: list[Operation] = []
        self.gone: list[Gone] = []
        self.refusals = Counter[str]()
        self.untaken: set[str] = set()
        self.unawares: set[str] = set()
        self.overtaken: set[str] = set()
        self.loop = cast(StillLoop, asyncio.get_running_loop())
        self.reactors = [Reactor(n, self._client(n), self._started) for n in range(reactors)]
        self.server.listeners += [reactor.hear for reactor in self.reactors]

    def _client(self, number: int) -> Client:
        return Client(self.server, self.operations, number, self.manner.slow_looks)

    def _started(self, reactor: Reactor) -> None:
        """A run has started: may it?"""
        running = list(reactor.runs.values())
        job = running[-1]
        others = [r for r in self.reactors if r is not reactor and not r.frozen]
        if len(running) > SLOTS:
            self._wrong("more runs than slots")
        if len(running) > 1 and any(each.crash_count for each in running):
            self._wrong("a crashed job has neighbours")
        if len({each.company_id for each in running}) < len(running):
            self._wrong("two runs of one company")
        if job.id in [each.id for other in others for each in other.runs.values()]:
            self._wrong("a job runs twice")
        if not (job.lease and job.lease.owner == reactor.owner and reactor.lease.holds):
            self._wrong("a run starts under a lease that is gone")

    def _wrong(self, fault: str) -> None:
        self.server.wrong.append(fault)

    def note(self, faults: Iterable[str]) -> None:
        """Something is wrong."""
        self.server.wrong.extend(faults)

    def owned(self, reactor: Reactor) -> list[Entry]:
        """The jobs that are claimed under the reactor's present name."""
        return [job for job in self.server.jobs.values() if job.owner == reactor.owner]

    def is_refused(self, operation: Operation) -> bool:
        """Whether MongoDB always refuses it: but it cannot refuse what changes nothing."""
        holds = [job.token for job in self.server.jobs.values() if job.token]
        changes = operation.token is None or operation.token in holds
        return operation.kind in self.manner.refused and changes

    # Letting it happen

    def happen(self, event: Event) -> None:
        name, which = event
        deed: Callable[..., None] = getattr(self, f"_on_{name.replace(' ', '_')}")
        deed(which) if which is not None else deed()

    def _on_insert(self, number: int) -> None:
        self.server.insert(number)

    def _on_delete(self, number: int) -> None:
        self.budget.people -= 1
        self.server.delete(number)

    def _on_requeue(self, number: int) -> None:
        self.budget.people -= 1
        self.server.requeue(number)

    def _on_claimed_elsewhere(self) -> None:
        self.budget.others -= 1
        self.server.claim(OTHER)

    def _on_handed_back_elsewhere(self, number: int) -> None:
        self.server.let_go(number)

    def _on_carry_out(self, number: int) -> None:
        self.operations[number].carry_out()

    def _on_answer(self, number: int) -> None:
        self._answer(number, self.operations[number].result)

    def _on_end(self, number: int) -> None:
        self.operations[number].carry_out()
        if not self.manner.slow_ends:
            self._on_answer(number)

    def _on_give_up(self, number: int) -> None:
        self._answer(number, False)

    def _on_raise(self, number: int) -> None:
        self.budget.raises -= 1
        self._fail(number, ArithmeticError("nobody foresaw this"))

    def _on_unwritten(self, number: int) -> None:
        self.budget.raises -= 1
        self._fail(number, UnwrittenError("MongoDB refuses the job's end"))

    def _on_lose(self, number: int) -> None:
        self.budget.faults -= 1
        if isinstance(job := self.operations[number].result, Job):
            self.unawares.add(job.token)
        self._fail(number, driver.AutoReconnect("cut off"))

    def _on_refuse(self, number: int) -> None:
        operation = self.operations[number]
        always = self.is_refused(operation)
        self.budget.refusals -= int(not always)
        if operation.token and (always or self.reactors[operation.reactor].stopped):
            self.untaken.add(operation.token)
        self.refusals[operation.token or operation.kind] += 1
        self._fail(number, Refusal())

    def _answer(self, number: int, result: object) -> None:
        operation = self.operations.pop(number)
        if not operation.answer.done():
            operation.answer.set_result(result)

    def _fail(self, number: int, error: Exception) -> None:
        operation = self.operations.pop(number)
        if not operation.answer.done():
            operation.answer.set_exception(error)

    def _on_read(self, number: int) -> None:
        claimed = [o.result for o in self.operations if o.kind == "claim" and o.reactor == number]
        self.overtaken |= {job.token for job in claimed if job}
        self.reactors[number].read()

    def _on_stop(self, number: int) -> None:
        self.budget.stops -= 1
        self.reactors[number].stop()

    def _on_lose_lease(self, which: tuple[int, Loss]) -> None:
        self.budget.losses -= 1
        number, loss = which
        self._lose(self.reactors[number], died=loss is Loss.STOPPED)
        self.reactors[number].lose_lease(loss)

    def _on_freeze(self, number: int) -> None:
        self.budget.freezes -= 1
        self._lose(self.reactors[number], died=True)
        self.reactors[number].client.frozen = True

    def _on_thaw(self, number: int) -> None:
        self.reactors[number].client.frozen = False
        for operation in self.operations:
            operation.sent |= operation.reactor == number
        self.reactors[number].lose_lease(Loss.STOPPED)

    def _on_take_lease(self, number: int) -> None:
        self.reactors[number].take_lease()

    def _on_give_up_lease(self, number: int) -> None:
        # What it ended without, nobody knew how to hand back.
        if any(job.token not in self.untaken for job in self.owned(self.reactors[number])):
            self._wrong("a job is left claimed")
        self.reactors[number].gave_up = True
        self._lose(self.reactors[number], died=False)

    def _lose(self, reactor: Reactor, *, died: bool) -> None:
        self.server.leases.discard(reactor.owner)
        self.gone.append(Gone(reactor.owner, reactor, died))

    def _on_expire(self, number: int) -> None:
        gone = self.gone.pop(number)
        self.server.expire(gone.owner, lambda job: gone.died or self._may_be_late(gone, job))

    def _may_be_late(self, gone: Gone, job: Entry) -> bool:
        """Whether its reactor lives, and was about to let the job go, could not, or knew nothing.

        What it knew nothing of when it lost the lease, its consumer has to hand back in time.
        """
        mine = [o.kind for o in self.operations if o.reactor == gone.reactor.number]
        unwinds = [run.job.token for run in gone.reactor.dispatcher._running.values()]  # noqa: SLF001 - runs that unwind are in no public place
        helpless = job.token in (*self.untaken, *self.unawares)
        return helpless or job.token in unwinds or any(kind in _LEASE_NEEDS for kind in mine)

    def _on_time(self) -> None:
        self.loop.pass_time()
