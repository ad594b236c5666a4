"""What `reactor run` and `reactor process` share: the lease, the slots, and runs of minutes."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from reactor.core.dispatch.slots import Placement, Slots
from reactor.core.leadership.lease import Loss
from reactor.decisions.retry_policy import Fail, verdict
from reactor.documents import Job
from reactor.errors import LastingError, PassingError, ReactorError
from reactor.settings import Settings
from tests.faults.household.machine import Machine
from tests.faults.household.queue import Queue, page_of

_MAX_PAUSE = 15.0
_OWNERS = count(1)


@dataclass(eq=False)
class Run:
    """A run under way.

    Attributes:
        page: as it read it.
        followers: whom it serves.
        error: how it will fail, None if it will succeed.
    """

    job: Job
    page: str
    followers: set[str]
    error: ReactorError | None


class Worker(Machine):
    """Claims jobs under a lease, runs them, and loses them with it.

    Attributes:
        owner: the id of its lease.
        ids: all that this process had, but for those under which it crashed.
        former: those whose leases were lost while it lived.
        under_way: its runs.
    """

    def __init__(self, name: str, queue: Queue, settings: Settings, chance: random.Random) -> None:
        super().__init__(name, queue, chance)
        self.settings = settings
        self.owner = ""
        self.ids: set[str] = set()
        self.former: set[str] = set()
        self.under_way: list[Run] = []
        self.slots = Slots(settings.concurrency)
        self._holds = self._filling = False

    def begin(self) -> None:
        self.slots = Slots(self.settings.concurrency)
        self.under_way, self.ids, self.former = [], set(), set()
        self._filling = False
        self._take_new_id()

    def _take_new_id(self) -> None:
        self.owner = f"{self.name}-{next(_OWNERS)}"
        self.ids.add(self.owner)
        self._holds = False

    def died(self) -> None:
        self.under_way, self._holds = [], False
        self.note_capacity()

    # The lease

    def lease_left(self, prolonged_at: datetime) -> None:
        self.server.leave_lease(self.owner, prolonged_at)
        self.note_capacity()

    def cut_off(self) -> None:
        if self._holds:
            self.lose_lease(Loss.CUT_OFF)

    def woke(self, slept: timedelta) -> None:
        if self._holds and slept > 0.8 * self.settings.lease:
            self.lose_lease(Loss.STOPPED)

    def found_way(self) -> None:
        if self._holds:
            # Its next turn to prolong it.
            self.later(self.chance.uniform(0, self.lease_check_within), self.check_lease)
        else:
            self._take_lease()
        self.note_capacity()

    def check_lease(self) -> None:
        """Prolong the lease; it may be gone."""
        if self.connected and self._holds and not self.server.prolong_lease(self.owner):
            self.lose_lease(Loss.GONE)
            self._take_lease()

    def _take_lease(self) -> None:
        self.server.take_lease(self.owner)
        self._holds = True
        self.wake_slots()

    def lose_lease(self, loss: Loss) -> None:
        """Stop all runs, and go on under another id."""
        former = self.owner
        if loss is Loss.STOPPED:
            self.ids.discard(former)
            self.when_connected(lambda: self.server.drop_lease(former))
        else:
            self.former.add(former)
        for run in list(self.under_way):
            self.stop_run(run, abandoned=loss is Loss.STOPPED)
        self._take_new_id()

    def disown_former(self) -> None:
        """Hand back the jobs of leases that were lost, before anybody looks at them."""
        for owner in sorted(self.former):
            self.queue.hand_back_all_of(owner)
            self.wake_slots()
        self.former.clear()

    # Runs

    def wake_slots(self) -> None:
        """A job may be claimable."""
        self.slots.hear()
        if not self._filling:
            self._filling = True
            self.soon(self._fill)

    def _fill(self) -> None:
        self._filling = False
        while self.connected and self._holds and self.slots.wants_claim:
            claim = self.slots.claim()
            job = self.queue.claim(self.owner, in_turn=claim.in_turn)
            if self.slots.answered(claim, job) is Placement.START and job:
                self._start(job)
            elif job:
                self.queue.hand_back(job)
                self.slots.ended(job.token)
                break
        self.note_capacity()

    def _start(self, job: Job) -> None:
        company = self.server.companies.get(job.company_id)
        followers = set(self.server.ranks.get(job.company_id, ()))
        run = Run(job, page_of(company), followers, self._ending(job))
        self.under_way.append(run)
        self.later(60 * self.chance.uniform(0.5, 9), lambda: self._end(run))

    def _ending(self, job: Job) -> ReactorError | None:
        """One company in ten has a bad site, which may ask to be left alone for hours."""
        chance, site = self.chance.random(), job.company_id.binary[-1] % 10
        if chance < (0.6 if site == 3 else 0.06):
            wait = self.chance.uniform(600, 20_000) if site == 3 else None
            return PassingError("503", code="server_error", retry_after=wait)
        gone = 0.6 if site == 7 else 0.03
        return LastingError("404", code="page_gone") if chance > 1 - gone else None

    def _end(self, run: Run) -> None:
        self.when_connected(lambda: self._save(run))

    def _save(self, run: Run) -> None:
        if run not in self.under_way:
            return
        if not self._write_end(run):
            self.queue.hand_back(run.job)
        self._leave_slot(run)

    def _write_end(self, run: Run) -> bool:
        if run.error is None:
            return self.queue.complete(run.job, run.page, run.followers)
        decision = verdict(run.error, run.job, self.settings)
        if isinstance(decision, Fail):
            return self.queue.fail(run.job, run.page)
        return self.queue.retry(run.job, decision)

    def stop_run(self, run: Run, *, abandoned: bool = False) -> None:
        """Stop a run; its job goes back, unless it is to count as crashed."""
        self.under_way.remove(run)
        if abandoned:
            self.slots.ended(run.job.token)
            return

        def let_go() -> None:
            self.queue.hand_back(run.job)
            self.slots.ended(run.job.token)
            self.wake_slots()

        if self.connected:
            self.soon(lambda: self.when_connected(let_go))
            return
        # It is sent again and again, after pauses of its own.
        pause = self.chance.uniform(0, _MAX_PAUSE)
        self.when_connected(lambda: self.later(pause, lambda: self.when_connected(let_go)))

    def stop_lost(self, job_ids: Any) -> None:
        """Stop the runs of those jobs that somebody took away."""
        touched = [run for run in self.under_way if run.job.id in job_ids]
        held = self.queue.held_tokens([run.job for run in touched])
        for run in touched:
            if run.job.token not in held and not self.queue.has_ended(run.job):
                self.stop_run(run)

    def _leave_slot(self, run: Run) -> None:
        self.under_way.remove(run)
        self.slots.ended(run.job.token)
        self.wake_slots()

    def stop(self) -> None:
        """End in good order: what runs goes back to the queue."""
        for run in list(self.under_way):
            self.under_way.remove(run)
            if self.connected:
                self.queue.hand_back(run.job)
        if self.connected:
            self.server.drop_lease(self.owner)
        self.kill()

    @property
    def can_claim(self) -> bool:
        """Whether a job that came now would be claimed at once."""
        free = len(self.slots.runs) < self.slots.size and self.slots.phase.name == "CLAIMING"
        return self.connected and self._holds and free

    def note_capacity(self) -> None:
        """Have the account know whether anybody can claim."""
        self.queue.note_capacity()
