"""Companies, timers, a queue and reactors on a virtual clock, decided by the real decisions.

Nothing here waits: a heap orders what happens, and a day of a million companies takes minutes. The
TTL monitor, the change stream and the slots are modelled; `plan`, `spread` and `schedule` are the
program's own.
"""

import heapq
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from math import log

from bson import ObjectId

from reactor.decisions import schedule
from reactor.decisions.actions import Enqueue, SetTimer
from reactor.decisions.company_facts import Facts
from reactor.decisions.reactions import plan
from reactor.decisions.timer_jitter import spread
from reactor.documents import Company, Marker
from tests.benchmarks.internet.costs import Costs

START = datetime(2026, 1, 1, tzinfo=UTC)
SLOTS = 5
"""Visits that one reactor makes at once."""

COOLDOWN = timedelta(minutes=5)
TTL_PASS = timedelta(seconds=60)
"""The TTL monitor deletes what has expired once a minute."""

LOOKS_AT_ONCE = 250
"""Companies that the consumer decides together; crowds of timers are seen within these."""

STREAM_DELAY = timedelta(milliseconds=50)


def batched(items: Iterable[int], size: int) -> Iterator[list[int]]:
    """Lists of at most `size` items (`itertools.batched` needs Python 3.12)."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


@dataclass(slots=True)
class Tracked:
    """A company in the simulation: what its documents would say."""

    id: ObjectId
    rank: int
    last_success: datetime | None
    failures: int = 0
    failed_at: datetime | None = None
    timer: datetime | None = None
    waits: bool = False
    visits: int = 0

    def facts(self) -> Facts:
        """The facts as a reactor would read them while the company has no job."""
        marker = Marker.model_construct(
            rank=self.rank, url="", selector="", failures=self.failures, failed_at=self.failed_at
        )
        company = Company.model_construct(
            id=self.id,
            careers_url="",
            selector="",
            is_problematic=self.failures > 0,
            last_successful_scrape=self.last_success,
            marker=marker,
        )
        return Facts(self.id, company, self.rank, timer=self.timer)


@dataclass(slots=True)
class Counts:
    """What happened, for the account of what it costs."""

    looks: int = 0
    visits: int = 0
    claims_in_vain: int = 0
    most_waiting: int = 0
    most_in_a_pass: int = 0
    delays: dict[timedelta, list[float]] = field(default_factory=lambda: defaultdict(list))
    """Seconds from due to claimed, by the interval of the company's rank."""


class World:
    """A number of companies and reactors.

    Args:
        companies: how many there are.
        reactors: how many share one database, each with five slots.
        costs: how long visits take, and how many fail.
        seed: of all chance.
        at_once: every company is due at the start, as after an import; else they are in the
            middle of their intervals, as in a steady state.
    """

    def __init__(
        self, companies: int, reactors: int, costs: Costs, *, seed: int = 7, at_once: bool = False
    ) -> None:
        self.now = START
        self.reactors = reactors
        self.counts = Counts()
        self._costs = costs
        self._chance = random.Random(seed)  # noqa: S311 - a model of chance, no secret
        self._free = dict.fromkeys(range(reactors), SLOTS)
        self._idle = list(self._free)
        self._timers: list[tuple[datetime, int]] = []
        self._queue: list[tuple[datetime, int, datetime]] = []
        self._runs: list[tuple[datetime, int, int]] = []
        self.companies = [self._company(at_once=at_once) for _ in range(companies)]
        self._look(range(companies))

    def run(self, length: timedelta) -> None:
        """Let time pass."""
        end = self.now + length
        next_pass = self.now
        while self.now < end:
            next_end = self._runs[0][0] if self._runs else end
            if next_end < next_pass:
                self.now = next_end
                self._look(self._ended())
            else:
                self.now = next_pass
                next_pass += TTL_PASS
                self._look(self._expired())
            self._claim()

    def _company(self, *, at_once: bool) -> Tracked:
        rank = self._chance.randint(1, 100)
        age = schedule.interval(rank) * self._chance.random()
        return Tracked(ObjectId(), rank, None if at_once else START - age)

    def _look(self, companies: Iterable[int]) -> None:
        """Decide companies as the consumer decides a batch of change events: some at a time."""
        for batch in batched(companies, LOOKS_AT_ONCE):
            self._decide(batch)

    def _decide(self, batch: list[int]) -> None:
        read_at = self.now + STREAM_DELAY
        plans = [plan(self.companies[n].facts(), read_at, COOLDOWN) for n in batch]
        self.counts.looks += len(batch)
        for n, actions in zip(batch, spread(plans), strict=True):
            for action in actions:
                if isinstance(action, SetTimer):
                    self.companies[n].timer = action.at
                    heapq.heappush(self._timers, (action.at, n))
                elif isinstance(action, Enqueue) and not self.companies[n].waits:
                    self.companies[n].waits = True
                    # Every reactor with a free slot sends a claim, and one of them gets the job.
                    self.counts.claims_in_vain += max(len(self._idle) - 1, 0)
                    heapq.heappush(self._queue, (action.turn, n, read_at))
        self.counts.most_waiting = max(self.counts.most_waiting, len(self._queue))

    def _expired(self) -> list[int]:
        """The companies whose timers the TTL monitor deletes now."""
        expired = []
        while self._timers and self._timers[0][0] <= self.now:
            at, n = heapq.heappop(self._timers)
            if self.companies[n].timer == at:
                self.companies[n].timer = None
                expired.append(n)
        self.counts.most_in_a_pass = max(self.counts.most_in_a_pass, len(expired))
        return expired

    def _claim(self) -> None:
        """Give the jobs whose turn is earliest to reactors with free slots."""
        while self._queue and self._idle:
            _, n, enqueued_at = heapq.heappop(self._queue)
            place = self._chance.randrange(len(self._idle))
            reactor = self._idle[place]
            self._free[reactor] -= 1
            if not self._free[reactor]:
                self._idle[place] = self._idle[-1]
                self._idle.pop()
            company = self.companies[n]
            self._note_delay(company, enqueued_at)
            lasts = self._chance.lognormvariate(log(self._costs.visit), self._costs.visit_spread)
            heapq.heappush(self._runs, (self.now + timedelta(seconds=lasts), n, reactor))

    def _note_delay(self, company: Tracked, enqueued_at: datetime) -> None:
        past = schedule.PastTries(company.last_success, company.failures, company.failed_at)
        due = schedule.next_scrape(company.rank, past, enqueued_at)
        delays = self.counts.delays[schedule.interval(company.rank)]
        delays.append(max((self.now - due).total_seconds(), 0.0))

    def _ended(self) -> Iterator[int]:
        """The companies whose visits end now; the reactors' slots are free again."""
        while self._runs and self._runs[0][0] <= self.now:
            _, n, reactor = heapq.heappop(self._runs)
            if not self._free[reactor]:
                self._idle.append(reactor)
            self._free[reactor] += 1
            company = self.companies[n]
            company.waits = False
            company.visits += 1
            self.counts.visits += 1
            if self._chance.random() < self._costs.failing:
                company.failures += 1
                company.failed_at = self.now
            else:
                company.failures, company.failed_at = 0, None
                company.last_success = self.now
            yield n
