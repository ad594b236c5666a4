"""Thirty days of a household: a Pi that always runs, a laptop, a line, and two people."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from bson import ObjectId

from reactor.documents import Company
from reactor.settings import Settings
from tests.faults.household.account import Account
from tests.faults.household.drain import Drain
from tests.faults.household.people import PEOPLE, RANKS, People
from tests.faults.household.queue import Queue
from tests.faults.household.reactor import Reactor
from tests.faults.household.server import Server
from tests.faults.household.timeline import Timeline
from tests.faults.household.worker import Worker

DAYS = 30
_COMPANIES = 30
_COMING_BACK = timedelta(seconds=30)
"""Within half a lease, it finds that its lease is gone."""

_DAY, _HOUR, _MINUTE = 86_400.0, 3_600.0, 60.0


class Month:
    """One household, drawn from a seed.

    Attributes:
        account: what was due, and what was done.
    """

    def __init__(self, seed: int, settings: Settings) -> None:
        random.seed(seed)  # of which the reactor takes its jitter
        self.chance = random.Random(seed)  # noqa: S311 - what happens next is no secret
        self.timeline = Timeline()
        self.server = Server(self.timeline)
        self.account = Account(fate=self._fate)
        self.queue = Queue(self.server, self.account, self._note_capacity)
        self.pi = Reactor("pi", self.queue, settings, self.chance)
        self.laptop = Reactor("laptop", self.queue, settings, self.chance)
        self.drain = Drain("drain", self.queue, settings, self.chance)
        self.people = People(self.queue, self.chance)
        self.power_cuts = 0
        self._powered_at = self.server.now

    @property
    def _workers(self) -> tuple[Worker, ...]:
        return self.pi, self.laptop, self.drain

    def run(self) -> Account:
        """Live through it; gives what came of it."""
        start = self.server.now
        for number in range(_COMPANIES):
            company = ObjectId(f"65f0000000000000000{number:05}")
            self.server.companies[company] = Company(_id=company, careers_url="https://a.example")
        for company in list(self.server.companies)[:-4]:
            self._begin_to_track(company)
        self.pi.boot()
        self.laptop.boot()
        for day in range(DAYS):
            self._plan_day(start + timedelta(days=day))
        end = start + timedelta(days=DAYS)
        self.timeline.run(end)
        self.account.close(self.server.now)
        return self.account

    def _begin_to_track(self, company: ObjectId) -> None:
        for person in self.chance.sample(PEOPLE, self.chance.randint(1, 2)):
            rank = self.chance.choice(RANKS)
            self.account.preferred(company, person, rank, self.server.now)
            self.server.prefer(company, person, rank)

    # What is in store

    def _plan_day(self, start: datetime) -> None:
        """From noon to noon."""
        chance = self.chance
        for _ in range(chance.randint(0, 3)):
            self._at(start, chance.uniform(0, 10 * _HOUR), self._edit_for_a_while)
        for _ in range(chance.randint(2, 6)):
            self._at(start, chance.uniform(0, _DAY), self._edit)
        for _ in range(chance.randint(0, 3)):
            self._at(start, chance.uniform(0, _DAY), self._cut_line)
        if chance.random() < 0.5:
            self._at(start, chance.uniform(0, 9 * _HOUR), self._nap)
        if chance.random() < 0.35:
            self._at(start, chance.uniform(0, _DAY), self._await_power_cut)
        self._at(start, chance.uniform(10, 12) * _HOUR, self._go_to_bed)
        morning = chance.uniform(18.5, 21) * _HOUR
        weekend = chance.random() < 0.05
        self._at(start, morning + (2 * _DAY if weekend else 0), self._get_up)

    def _at(self, start: datetime, seconds: float, step: Callable[[], None]) -> None:
        self.timeline.at(start + timedelta(seconds=seconds), step)

    # People

    def _edit(self) -> None:
        if self.people.may_edit(self._powered_at):
            self.people.edit(heard=self._somebody_reads())

    def _edit_for_a_while(self) -> None:
        pause = 0.0
        for _ in range(self.chance.randint(3, 10)):
            self.timeline.after(pause, self._edit)
            pause += self.chance.uniform(1, 90)
        self._look_after_queue(pause)

    def _look_after_queue(self, seconds: float, likely: float = 0.4) -> None:
        """They may see to what hangs or has failed."""
        for step in (self.people.call_something_off, self.people.set_something_back):
            if self.chance.random() < likely:
                self.timeline.after(seconds, partial(self._if_possible, step))

    def _if_possible(self, step: Callable[[], None]) -> None:
        if self.people.may_edit(self._powered_at):
            step()

    # The laptop

    def _go_to_bed(self) -> None:
        """Stop what runs, or just close the lid."""
        if self.laptop.asleep:
            return
        if self.chance.random() < 0.3:
            for worker in (self.laptop, self.drain):
                if worker.runs:
                    worker.stop()
        self._close_lid()

    def _get_up(self) -> None:
        self._open_lid()
        if self.laptop.runs or self.drain.runs:
            return
        if self.chance.random() < 0.7:
            self.drain.boot()
            self.timeline.after(self.chance.uniform(0.2, 5) * _HOUR, self._start_on_laptop)
        else:
            self._start_on_laptop()

    def _start_on_laptop(self) -> None:
        if not self.laptop.runs and not self.laptop.asleep:
            self.laptop.boot()

    def _nap(self) -> None:
        if not self.laptop.asleep:
            self._close_lid()
            self._look_after_queue(self.chance.uniform(0, 3) * _MINUTE)
            self.timeline.after(self._some_time(20, 2 * _HOUR), self._open_lid)

    def _close_lid(self) -> None:
        for worker in (self.laptop, self.drain):
            worker.sleep()
        self._note_capacity()

    def _open_lid(self) -> None:
        clock_went_on = self.chance.random() < 0.5
        for worker in (self.laptop, self.drain):
            if worker.asleep:
                worker.wake(clock_went_on=clock_went_on)

    # The line and the power

    def _cut_line(self) -> None:
        if not self.laptop.line:
            return
        for worker in (self.laptop, self.drain):
            worker.cut()
        self.timeline.after(self._some_time(1, 2 * _HOUR), self._mend_line)

    def _mend_line(self) -> None:
        for worker in (self.laptop, self.drain):
            worker.mend()

    def _await_power_cut(self) -> None:
        """Most power cuts of this household come in the midst of runs."""
        if self.chance.choice((self.pi, self.laptop)).under_way or self.chance.random() < 0.02:
            self._cut_power()
        else:
            self.timeline.after(_MINUTE, self._await_power_cut)

    def _cut_power(self) -> None:
        if not self.server.up:
            return
        self.power_cuts += 1
        if self.pi.runs:
            self.pi.kill()
        for worker in (self.laptop, self.drain):
            worker.lose_way()
        self.server.up = False
        self._note_capacity()
        self.timeline.after(self._some_time(20, 5 * _HOUR), self._power_on)

    def _power_on(self) -> None:
        self.server.up, self._powered_at = True, self.server.now
        self.timeline.after(self.chance.uniform(1, 60), self.server.ttl_round)
        # Its container may be slow to come up, or wait for somebody who starts it.
        slow = self.chance.random() < 0.5
        boots_in = self._some_time(2 * _HOUR, 12 * _HOUR) if slow else self._some_time(2, 60)
        self.timeline.after(boots_in, self._boot_pi)
        for minutes in (5, 30, 90):
            pause = self.chance.uniform(0.7, 1.3) * minutes * _MINUTE
            self._look_after_queue(pause, likely=0.8)
        if self.laptop.line:
            self._mend_line()

    def _boot_pi(self) -> None:
        if self.server.up and not self.pi.runs:
            self.pi.boot()

    def _some_time(self, least: float, most: float) -> float:
        """Short times are as frequent as long ones."""
        share = self.chance.random()
        return float(least ** (1 - share) * most**share)

    # What the account asks

    def _note_capacity(self) -> None:
        can_claim = any(worker.can_claim for worker in self._workers)
        self.account.idle.note(self.server.now, idle=not (can_claim and self._somebody_reads()))

    def _somebody_reads(self) -> bool:
        return self.pi.connected or self.laptop.connected

    def _fate(self, owner: str, by: str) -> str:
        for worker in self._workers:
            if worker.runs and owner in worker.ids:
                if worker.asleep:
                    return "asleep"
                if not worker.connected:
                    return "cut off"
                just_back = self.server.now < worker.connected_at + _COMING_BACK
                return "coming back" if just_back and by != worker.name else ""
        return "dead"
