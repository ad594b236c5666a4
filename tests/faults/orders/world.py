"""A queue, a lease and people around the real dispatcher, in which every step is an event.

What an operation does on the server and when its answer arrives are two events, as are a change
and the news of it. So the order of all of them can be chosen.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

from reactor.core.dispatcher import Dispatcher
from reactor.core.lease import Lease, Loss
from reactor.documents import Job
from reactor.mongo import driver
from reactor.mongo.queue import Queue
from reactor.settings import Settings
from tests.faults.orders.server import OTHER, Refusal, Server

SLOTS = 2
Event = tuple[str, Any]


@dataclass
class Budget:
    """How often each thing that seldom happens may happen in one order of events."""

    faults: int = 0
    refusals: int = 0
    raises: int = 0
    people: int = 1
    losses: int = 1
    others: int = 1


@dataclass
class World(Server):
    """One dispatcher and everything around it."""

    budget: Budget = field(default_factory=Budget)
    grace: float = 1_000.0
    runs: dict[str, tuple[Job, asyncio.Future[bool]]] = field(default_factory=dict)
    touched: list[int] = field(default_factory=list)
    dead: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    lost: bool = False
    stopped: bool = False
    left_to_lease: bool = False
    _owners: int = 0

    def __post_init__(self) -> None:
        self.lease = SimpleNamespace(owner="reactor 0", holds=True)
        settings = SimpleNamespace(concurrency=SLOTS, grace=timedelta(seconds=self.grace))
        self.dispatcher = Dispatcher(
            cast(Queue, self), cast(Lease, self.lease), self._run, cast(Settings, settings)
        )
        self.task = asyncio.create_task(self.dispatcher.run())
        self.background: set[asyncio.Future[None]] = set()

    async def _run(self, job: Job) -> bool:
        ended = asyncio.get_running_loop().create_future()
        self.runs[job.token] = job, ended
        self._look_at_neighbours()
        try:
            settled: bool = await ended
            return settled
        finally:
            del self.runs[job.token]

    def _look_at_neighbours(self) -> None:
        running = [job for job, _ in self.runs.values()]
        if len(running) > SLOTS:
            self.wrong.append("more runs than slots")
        if len(running) > 1 and any(job.crash_count for job in running):
            self.wrong.append("a crashed job has neighbours")
        if len({job.company_id for job in running}) < len(running):
            self.wrong.append("two runs of one company")

    # What can happen

    def events(self) -> list[Event]:
        """Everything that can happen next."""
        return [
            *self._people(),
            *self._server(),
            *self._ends(),
            *self._lease(),
            *([("news", None)] if self.news and not self.task.done() else []),
            *([("touched", None)] if self.touched and not self.task.done() else []),
            *([] if self.stopped else [("stop", None)]),
        ]

    def _people(self) -> list[Event]:
        busy = {e.company for e in self.jobs.values() if e.status in ("pending", "processing")}
        absent = [n for n, e in self.jobs.items() if e.status == "absent" and e.company not in busy]
        events: list[Event] = [("insert", number) for number in absent[:1]]
        running = [n for n, e in self.jobs.items() if e.status == "processing" and e.owner != OTHER]
        if self.budget.people:
            events += [(deed, number) for number in running for deed in ("delete", "requeue")]
        elsewhere = [n for n, e in self.jobs.items() if e.owner == OTHER]
        if self.budget.others and any(entry.claimable for entry in self.jobs.values()):
            events.append(("claimed elsewhere", None))
        return events + [("handed back elsewhere", number) for number in elsewhere]

    def _server(self) -> list[Event]:
        events: list[Event] = []
        for number, operation in enumerate(self.operations):
            events.append(("answer" if operation.carried_out else "carry out", number))
            if self.budget.faults and operation.kind == "claim":
                events.append(("lose", number))
            if self.budget.refusals and not operation.carried_out:
                events.append(("refuse", number))
        return events

    def _ends(self) -> list[Event]:
        deeds = ["settle", "give up", *(["raise"] if self.budget.raises else [])]
        return [(deed, token) for token in sorted(self.runs) for deed in deeds]

    def _lease(self) -> list[Event]:
        if self.lost:
            return [("take lease", None)]
        may_lose = self.budget.losses and not self.stopped
        return [
            *([("lose lease", Loss.STOPPED), ("lose lease", Loss.GONE)] if may_lose else []),
            *([("expire", None)] if self.dead else []),
        ]

    def happen(self, event: Event) -> None:
        """Let an event happen."""
        name, which = event
        deed: Callable[..., None] = getattr(self, f"_on_{name.replace(' ', '_')}")
        deed(which) if which is not None else deed()

    def _on_insert(self, number: int) -> None:
        self.jobs[number].status, self.news = "pending", True

    def _on_delete(self, number: int) -> None:
        self.budget.people -= 1
        self.jobs[number].status = "deleted"
        self.jobs[number].let_go()
        self.touched.append(number)

    def _on_requeue(self, number: int) -> None:
        self.budget.people -= 1
        self.jobs[number].status = "pending"
        self.touched.append(number)
        self.news = True

    def _on_claimed_elsewhere(self) -> None:
        self.budget.others -= 1
        job = self.claim_now(OTHER)
        if job and job.crash_count:
            # Claims of other jobs are no news to anybody.
            self.touched.append(job.id)

    def _on_handed_back_elsewhere(self, number: int) -> None:
        self.jobs[number].status, self.news = "pending", True
        self.jobs[number].let_go()

    def _on_news(self) -> None:
        self.news = False
        self.dispatcher.wake()

    def _on_touched(self) -> None:
        touched, self.touched = self.touched, []
        self._start(self.dispatcher.stop_lost(touched))

    def _start(self, work: Awaitable[None]) -> None:
        self.background.add(asyncio.ensure_future(work))

    def _on_carry_out(self, number: int) -> None:
        operation = self.operations[number]
        operation.carried_out, operation.result = True, operation.work()

    def _on_answer(self, number: int) -> None:
        operation = self.operations.pop(number)
        if not operation.answer.done():
            operation.answer.set_result(operation.result)

    def _on_lose(self, number: int) -> None:
        self.budget.faults -= 1
        self._fail(number, driver.AutoReconnect("cut off"))

    def _on_refuse(self, number: int) -> None:
        self.budget.refusals -= 1
        self.left_to_lease |= self.stopped and self.operations[number].kind == "hand back"
        self._fail(number, Refusal())

    def _fail(self, number: int, error: Exception) -> None:
        operation = self.operations.pop(number)
        if not operation.answer.done():
            operation.answer.set_exception(error)

    def _on_settle(self, token: str) -> None:
        job, ended = self.runs[token]
        entry = self.jobs[job.id]
        mine = entry.token == token and entry.status == "processing" and self.lease.holds
        if mine:
            entry.status = "completed"
            entry.let_go()
        if not ended.done():
            ended.set_result(mine)

    def _on_give_up(self, token: str) -> None:
        ended = self.runs[token][1]
        if not ended.done():
            ended.set_result(False)

    def _on_raise(self, token: str) -> None:
        self.budget.raises -= 1
        ended = self.runs[token][1]
        if not ended.done():
            ended.set_exception(ArithmeticError("nobody foresaw this"))

    def _on_lose_lease(self, loss: Loss) -> None:
        self.budget.losses -= 1
        self.lost, self.lease.holds = True, False
        self.dispatcher.stop_all(loss)
        self.dead.append(self.lease.owner)
        self._owners += 1
        self.lease.owner = f"reactor {self._owners}"

    def _on_take_lease(self) -> None:
        self.lost, self.lease.holds = False, True
        self.dispatcher.wake()

    def _on_expire(self) -> None:
        owner = self.dead.pop(0)
        for entry in self.jobs.values():
            if entry.owner == owner:
                if entry.status == "processing":
                    entry.status, entry.crashes = "pending", entry.crashes + 1
                entry.let_go()
        self.news = True

    def _on_stop(self) -> None:
        self.stopped = True
        self.dispatcher.stop()
