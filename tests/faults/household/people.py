"""Two people who edit: now one company, now another, and some evenings many."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from bson import ObjectId

from reactor.documents import Job
from tests.faults.household.account import Account
from tests.faults.household.queue import COOLDOWN, Queue

PEOPLE = ("ada@example.org", "bo@example.org")
RANKS = (5, 10, 11, 25, 30, 31, 50, 60, 61, 75, 80, 81, 90, 100)
_MIN_PAUSE = timedelta(seconds=45)
_WHERE_SOMETHING_GOES_ON = 0.3
"""So often, they edit a company that has just been visited."""

_AFTER_POWER_CUT = timedelta(minutes=3)


class People:
    """They edit what is there, as they find it.

    Attributes:
        edits: how many.
    """

    def __init__(self, queue: Queue, chance: random.Random) -> None:
        self.edits = 0
        self._queue = queue
        self._server = queue.server
        self._account: Account = queue.account
        self._chance = chance
        self._edited_at: dict[ObjectId, datetime] = {}
        self._pages = 0
        # What is done how often; what nobody reads in time may be undone before.
        self._lasting: list[Callable[[ObjectId], None]] = [
            *([self.edit_page] * 3),
            *([self.delete_timer] * 4),
            *([self.call_off] * 3),
            *([self.set_back] * 3),
            *([self.type_job] * 2),
        ]
        self._kinds = [
            *self._lasting,
            *([self.track] * 5),
            *([self.untrack] * 2),
            *([self.rank] * 8),
            *([self.clear] * 2),
            self.toggle,
        ]

    def may_edit(self, since: datetime) -> bool:
        """Whether MongoDB is there, and has been for a while."""
        return self._server.up and self._server.now >= since + _AFTER_POWER_CUT

    def edit(self, *, heard: bool) -> None:
        """Edit something somewhere.

        Args:
            heard: whether a reactor reads it now.
        """
        companies = list(self._server.companies)
        if self._chance.random() < _WHERE_SOMETHING_GOES_ON:
            companies = list(filter(self._was_visited_just_now, companies)) or companies
        company = self._chance.choice(companies)
        if self._may_touch(company):
            self.do(self._chance.choice(self._kinds if heard else self._lasting), company)

    def _was_visited_just_now(self, company: ObjectId) -> bool:
        """Whether it runs, or has run within a cooldown or so."""
        last = self._server.companies[company].last_successful_scrape
        recent = last is not None and last > self._server.now - 2 * COOLDOWN
        return recent or company in self._queue.active

    def call_something_off(self) -> None:
        """Delete or finish a job that is there."""
        for company in filter(self._may_touch, list(self._queue.active)[:1]):
            self.do(self.call_off, company)

    def set_something_back(self) -> None:
        """Have another go at what failed."""
        companies = self._server.companies
        failed = [each for each in companies if companies[each].is_problematic]
        idle = [each for each in failed if each not in self._queue.active]
        for company in list(filter(self._may_touch, idle))[:2]:
            self.do(self.set_back, company)

    def _may_touch(self, company: ObjectId) -> bool:
        """Whether they left it alone for a while."""
        last = self._edited_at.get(company)
        return last is None or last < self._server.now - _MIN_PAUSE

    def do(self, kind: Callable[[ObjectId], None], company: ObjectId) -> None:
        """Do something to a company, if that can be done."""
        self._edited_at[company] = self._server.now
        self.edits += 1
        kind(company)

    # Preferences

    def track(self, company: ObjectId) -> None:
        """Track it, or track it with another rank."""
        self._prefer(company, self._chance.choice(PEOPLE), self._chance.choice(RANKS))

    def untrack(self, company: ObjectId) -> None:
        if tracking := list(self._server.ranks.get(company, ())):
            self._prefer(company, self._chance.choice(tracking), None)

    def rank(self, company: ObjectId) -> None:
        if tracking := list(self._server.ranks.get(company, ())):
            self._prefer(company, self._chance.choice(tracking), self._chance.choice(RANKS))

    def toggle(self, company: ObjectId) -> None:
        """Switch tracking off and on: nothing has changed."""
        ranks = self._server.ranks.get(company, {})
        book = self._account.books.get(company)
        if len(ranks) != 1 or company in self._queue.active or book is None:
            return
        due, _ = book.due()
        if due and due > self._server.now + _MIN_PAUSE:
            ((person, rank),) = ranks.items()
            self._server.prefer(company, person, None)
            self._server.prefer(company, person, rank)

    def _prefer(self, company: ObjectId, person: str, rank: int | None) -> None:
        self._account.preferred(company, person, rank, self._server.now)
        self._server.prefer(company, person, rank)

    # Companies and timers

    def edit_page(self, company: ObjectId) -> None:
        self._pages += 1
        self._account.edited(company, self._server.now)
        self._server.edit(company, careers_url=f"https://acme.example/{self._pages}")

    def clear(self, company: ObjectId) -> None:
        """Take back that it is problematic."""
        if self._server.companies[company].is_problematic and company not in self._queue.active:
            self._account.cleared(company, self._server.now)
            self._server.edit(company, is_problematic=False)

    def delete_timer(self, company: ObjectId) -> None:
        """Say "now"."""
        if ("scrape", company) in self._server.timers:
            self._account.timer_deleted(company, self._server.now)
            self._server.delete_timer("scrape", company)

    # Jobs

    def call_off(self, company: ObjectId) -> None:
        """Delete its job, or finish it by hand."""
        if job := self._queue.of(company):
            self._account.called_off(company, self._server.now)
            if self._chance.random() < 0.5:
                self._queue.delete(job)
            else:
                self._queue.set_status(job, "completed")

    def set_back(self, company: ObjectId) -> None:
        """Set its last job back to pending, if somebody tracks it; it may be running."""
        job = self._last_job(company)
        tracked = bool(self._server.ranks.get(company))
        if job and tracked and job.status != "pending" and self._queue.set_status(job, "pending"):
            self._account.set_back(company, self._server.now)

    def type_job(self, company: ObjectId) -> None:
        if self._queue.insert(company):
            self._account.typed(company, self._server.now)

    def _last_job(self, company: ObjectId) -> Job | None:
        jobs = [job for job in self._queue.jobs.values() if job.company_id == company]
        return max(jobs, key=lambda job: job.id, default=None)
