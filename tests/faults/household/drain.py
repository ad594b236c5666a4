"""`reactor enqueue && reactor process` in virtual time: `laptop/enqueuer`, `drain` and `upkeep`."""

from dataclasses import replace
from datetime import timedelta

from reactor.decisions.actions import Enqueue, Mark, Release, Stamp, Withdraw
from reactor.decisions.look_causes import Cause
from reactor.decisions.reactions import plan
from tests.faults.household.worker import Worker

_PAUSE = 5.0
"""Seconds between two looks: one a second would show nothing more, and take time."""


class Drain(Worker):
    """Enqueues what is due, works the queue off, and ends."""

    def begin(self) -> None:
        super().begin()
        self.when_connected(self._enqueue)

    def _enqueue(self) -> None:
        now = self.server.now
        for company_id in list(self.server.companies):
            facts = self.queue.facts(company_id, Cause())
            actions = plan(facts, now, self.settings.cooldown)
            if any(isinstance(action, Enqueue) for action in actions):
                for action in actions:
                    match action:
                        case Enqueue():
                            self.queue.enqueue(company_id, replace(action, reason="enqueue"), now)
                        case Mark():
                            self.server.write_marker(company_id, action)
        self.wake_slots()
        self.later(_PAUSE, self._look)

    def _look(self) -> None:
        if not self.connected:
            self.when_connected(self._look)
            return
        self.disown_former()
        self.stop_lost([run.job.id for run in self.under_way])
        self.server.fire_overdue(timedelta())
        jobs = list(self.queue.activity())
        self.queue.clear_backoff({job.id: None for job in jobs if job.not_before})
        for job in jobs:
            owner = job.lease.owner if job.lease else ""
            others = job.status == "processing" and owner != self.owner
            if others or job.turn is None or (job.lease and job.status == "pending"):
                self._look_at(job.company_id)
        self.wake_slots()
        waiting = any(j.status == "pending" and not j.not_before for j in self.queue.activity())
        if self.under_way or waiting:
            self.later(_PAUSE, self._look)
        else:
            self.stop()

    def _look_at(self, company_id: object) -> None:
        company = next(each for each in self.server.companies if each == company_id)
        facts = self.queue.facts(company, Cause())
        for action in plan(facts, self.server.now, self.settings.cooldown):
            match action:
                case Stamp():
                    self.queue.stamp(action)
                case Release():
                    self.queue.release(action, self.name)
                case Withdraw(job):
                    self.queue.withdraw(job)
