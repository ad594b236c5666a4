"""`reactor run` in virtual time: the real fold and plan, acted on as `core/consumer` does."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bson import ObjectId

from reactor.core.stream.batch import Batch
from reactor.core.stream.fold import fold, is_new_job
from reactor.decisions.actions import (
    Action,
    DropTimer,
    Enqueue,
    Mark,
    Release,
    SetTimer,
    Stamp,
    Withdraw,
)
from reactor.decisions.company_facts import NEVER
from reactor.decisions.look_causes import Cause
from reactor.decisions.reactions import plan
from reactor.decisions.timer_jitter import spread
from reactor.settings import Settings
from tests.faults.household.queue import Queue
from tests.faults.household.worker import Worker

_HOUR = 3_600
_SAVE_EVERY = timedelta(seconds=1)

Plans = Sequence[tuple[ObjectId, Sequence[Action]]]


@dataclass
class _Look:
    """A batch that is being acted on, and what was decided about it."""

    batch: Batch
    position: int
    connection: int = 0
    now: datetime = NEVER
    decisions: Plans = ()


class Reactor(Worker):
    """Reads the stream, decides and acts, one batch after the other."""

    def __init__(self, name: str, queue: Queue, settings: Settings, chance: random.Random) -> None:
        super().__init__(name, queue, settings, chance)
        self._batch = Batch()
        self._read_to = self._acted_on = 0
        self._saved_at = self.server.now
        self._reading = self._acting = False
        self._rebuilds = 0
        self.server.listeners.append(self._hear)

    def begin(self) -> None:
        super().begin()
        self._batch = Batch()
        self._reading = self._acting = False
        self.when_connected(self._open)

    def _open(self) -> None:
        self._read_to = self._acted_on = self.server.checkpoint
        self._rebuild()

    def found_way(self) -> None:
        """The stream is opened again behind what was acted on."""
        super().found_way()
        self._read_to = self._acted_on
        self._batch.reconcile = True
        self._reading = False
        self.soon(self._turn)
        self._hear()

    # The stream

    def _hear(self) -> None:
        if self.connected and not self._reading:
            self._reading = True
            self.soon(self._read)

    def _read(self) -> None:
        self._reading = False
        if not self.connected:
            return
        log = self.server.log
        events = log[self._read_to : self._read_to + self.chance.randint(1, 200)]
        for event in events:
            fold(event, self._batch)
        self._read_to += len(events)
        if any(map(is_new_job, events)):
            self.wake_slots()
        self._turn()
        if self._read_to < len(log):
            self._hear()

    # The rebuild

    def _rebuild(self) -> None:
        self._rebuilds += 1
        number = self._rebuilds
        self.when_connected(self._look_at_everything)
        self.later(_HOUR, lambda: self._rebuild() if number == self._rebuilds else None)

    def _look_at_everything(self) -> None:
        self.queue.restore_timers()
        self.server.fire_overdue()
        self._batch.wake = self._batch.reconcile = True
        for company_id in self.server.companies:
            self._batch.look_at(company_id)
        self._turn()

    # The consumer

    def _turn(self) -> None:
        """Take the batch, unless another is being acted on."""
        batch = self._batch
        if self._acting or not (batch.events or batch.causes or batch.wake or batch.reconcile):
            return
        self._acting, self._batch = True, batch.next()
        look = _Look(batch, self._read_to)
        self.soon(lambda: self._act(look), within=0.1)

    def _act(self, look: _Look) -> None:
        if not self.connected:
            self.when_connected(lambda: self._act(look))
            return
        look.connection = self.connection
        self.disown_former()
        self._serve_queue(look.batch)
        self._widen(look.batch)
        self._decide(look)

    def _serve_queue(self, batch: Batch) -> None:
        self.queue.start_over(batch.restarted)
        self.queue.clear_backoff(batch.rested)
        self.stop_lost(batch.touched)
        self.slots.elsewhere({job for job, by in batch.left.items() if by != self.owner})
        if batch.wake or batch.rested:
            self.wake_slots()

    def _widen(self, batch: Batch) -> None:
        if self.owner in batch.expired:
            if self._holds:
                self.former.add(self.owner)
                self.disown_former()
            self.check_lease()
        for owner in batch.expired:
            for company_id in sorted(self.queue.companies_of(owner)):
                batch.look_at(company_id, Cause(told_by="lease"))

    def _decide(self, look: _Look) -> None:
        """Read the facts and decide; the effects follow a moment later."""
        self.disown_former()
        look.now = self.server.now
        facts = [self.queue.facts(each, cause) for each, cause in look.batch.causes.items()]
        plans = spread([plan(each, look.now, self.settings.cooldown) for each in facts])
        ids = [each.company_id for each in facts]
        look.decisions = [(of, do) for of, do in zip(ids, plans, strict=True) if do]
        self.soon(lambda: self._unless_cut_off(look, self._carry_out))

    def _unless_cut_off(self, look: _Look, act: Callable[[_Look], None]) -> None:
        """Go on with a look, or begin it again if MongoDB was away meanwhile."""
        if look.connection == self.connection:
            act(look)
        else:
            self.when_connected(lambda: self._act(look))

    def _carry_out(self, look: _Look) -> None:
        woken = False
        for company_id, actions in look.decisions:
            for action in actions:
                match action:
                    case Enqueue():
                        self.queue.enqueue(company_id, action, look.now)
                    case Stamp():
                        self.queue.stamp(action)
                    case Withdraw(job):
                        self.queue.withdraw(job)
                    case Release():
                        self.queue.release(action, self.name)
                woken |= isinstance(action, Enqueue | Release | Stamp)
        if woken:
            self.wake_slots()
        self.soon(lambda: self._unless_cut_off(look, self._remember))

    def _remember(self, look: _Look) -> None:
        for company_id, actions in look.decisions:
            for action in actions:
                match action:
                    case SetTimer() | DropTimer():
                        self.server.write_timer(company_id, action)
        if not self._mark(look.decisions):
            for company_id, _ in look.decisions:
                self._batch.look_at(company_id, look.batch.causes[company_id])
        if look.batch.reconcile or look.batch.scan:
            self.stop_lost([run.job.id for run in self.under_way])
        self._acknowledge(look.position)

    def _mark(self, decisions: Plans) -> bool:
        marks = [(of, mark) for of, plan in decisions for mark in plan if isinstance(mark, Mark)]
        matched = [self.server.write_marker(of, mark) for of, mark in marks]
        return all(matched)

    def _acknowledge(self, position: int) -> None:
        self._acted_on = max(self._acted_on, position)
        if self.server.now - self._saved_at >= _SAVE_EVERY:
            self.server.checkpoint, self._saved_at = self._acted_on, self.server.now
        self._acting = False
        self._turn()
