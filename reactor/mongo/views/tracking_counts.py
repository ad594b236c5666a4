"""Counts tracked companies, their frequencies and due visits over all preferences."""

import asyncio
import heapq
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bson import MinKey, ObjectId

from reactor.decisions.actions import Action, Enqueue
from reactor.decisions.company_facts import Facts, past_of
from reactor.decisions.reactions import plan
from reactor.decisions.schedule import next_scrape, priority
from reactor.documents import Company, Marker
from reactor.mongo import driver
from reactor.mongo.database import ACTIVE, ScoutlyDatabase
from reactor.mongo.views.people import PreferenceNames, read_names
from reactor.mongo.views.preferences import (
    BadPreferences,
    Tier,
    Tiers,
    count_preferences,
    effective_ranks,
    spread_of_ranks,
)
from reactor.mongo.views.rules import FIELDS, Dated, KeptRule, kept_rules, rule_of

_CHUNK = 5_000
_MAX_LIST = 10
_FIELDS = (
    *("lastSuccessfulScrape", "isProblematic"),
    *("reactor.failures", "reactor.failedAt", "reactor.calledOffAt", "reactor.unrecognised"),
    *FIELDS,
)
"""What tells whether a company is due; of a hundred thousand, nothing else is read."""


@dataclass(frozen=True, slots=True)
class DueCompany:
    """A company that is due and has no job yet.

    Attributes:
        label: what it is called.
        rank: its effective rank.
        priority: of the job that it will get.
        reason: of that job.
    """

    label: str
    rank: int
    priority: float
    reason: str


@dataclass(frozen=True, slots=True)
class TrackingCounts:
    """Every company and preference, counted.

    Attributes:
        companies: how many there are.
        tracked: how many of them somebody tracks.
        tiers: those, by how often they are visited.
        unqueued: how many are due and have no job.
        due_next: the most urgent of these.
        problematic: how many could not be read at the last try.
        unrecognised: how many tracked ones showed no list that was recognised at the last visit.
        unread: what the first of these, by rank, are called.
        learned: of how many companies' pages there is a learned rule.
        rules: the newest of these.
        bad: preferences that do not count.
        names: what preferences call people.
        has_users: whether there is anybody to match postings to.
    """

    companies: int = 0
    tracked: int = 0
    tiers: tuple[Tier, ...] = ()
    unqueued: int = 0
    due_next: tuple[DueCompany, ...] = ()
    problematic: int = 0
    unrecognised: int = 0
    unread: tuple[str, ...] = ()
    learned: int = 0
    rules: tuple[KeptRule, ...] = ()
    bad: BadPreferences = field(default_factory=BadPreferences)
    names: PreferenceNames = field(default_factory=PreferenceNames)
    has_users: bool = True

    @property
    def due(self) -> int:
        """How many tracked companies are due, never visited ones included."""
        return sum(tier.due for tier in self.tiers)

    @property
    def overdue(self) -> int:
        """How many of these are late by a whole interval or more."""
        return sum(tier.overdue for tier in self.tiers)

    @property
    def never(self) -> int:
        """How many tracked companies have never been visited with success."""
        return sum(tier.never for tier in self.tiers)


@dataclass
class _Count:
    """What is counted in one pass over the companies."""

    now: datetime
    active: set[ObjectId]
    tiers: Tiers = field(default_factory=Tiers)
    companies: int = 0
    tracked: int = 0
    unqueued: int = 0
    problematic: int = 0
    unrecognised: int = 0
    unread: list[tuple[int, ObjectId]] = field(default_factory=list)
    learned: int = 0
    rules: list[Dated] = field(default_factory=list)
    urgent: list[tuple[float, ObjectId, int]] = field(default_factory=list)

    def add(self, company: Company, rank: int | None) -> None:
        self.companies += 1
        if company.is_problematic:
            self.problematic += 1
        if dated := rule_of(company):
            self.learned += 1
            _keep_greatest(self.rules, dated)
        if rank is None:
            return
        self.tracked += 1
        if company.marker and company.marker.unrecognised and not company.is_problematic:
            self.unrecognised += 1
            _keep_greatest(self.unread, (rank, company.id))
        past = past_of(company, company.marker or Marker(), self.now)
        if next_scrape(rank, past, self.now) > self.now:
            self.tiers.add_company(rank, company.last_successful_scrape)
            return
        urgency = priority(rank, last_success=past.last_success, created_at=self.now)
        self.tiers.add_due_company(rank, company.last_successful_scrape, urgency)
        if company.id not in self.active:
            self.unqueued += 1
            _keep_greatest(self.urgent, (urgency, company.id, rank))


async def read_tracking_counts(
    database: ScoutlyDatabase, now: datetime, cooldown: timedelta
) -> TrackingCounts:
    """Count everything; companies pass through in chunks, so that memory stays small."""
    async with asyncio.TaskGroup() as group:
        ranking = group.create_task(effective_ranks(database))
        spread = group.create_task(spread_of_ranks(database))
        active = group.create_task(_active_companies(database))
        user = group.create_task(_has_users(database))
        naming = group.create_task(read_names(database))
    ranks, count = ranking.result(), _Count(now, active.result())
    unknown = {company_id: number for company_id, (_, number) in ranks.items()}
    async for company in _companies(database):
        rank, _ = ranks.get(company.id, (None, 0))
        unknown.pop(company.id, None)
        count.add(company, rank)
    for again, number in naming.result().again.items():
        count.tiers.add_preferences(again, -number)
    bad = count_preferences(spread.result(), count.tiers, unknown.values())
    return TrackingCounts(
        companies=count.companies,
        has_users=user.result(),
        tracked=count.tracked,
        tiers=count.tiers.all(),
        unqueued=count.unqueued,
        due_next=await _due_next(database, sorted(count.urgent, reverse=True), now, cooldown),
        problematic=count.problematic,
        unrecognised=count.unrecognised,
        unread=await _labels(database, sorted(count.unread, reverse=True)),
        learned=count.learned,
        rules=await kept_rules(database, sorted(count.rules, reverse=True)),
        bad=bad,
        names=naming.result(),
    )


def _keep_greatest(heap: list[Any], entry: Any) -> None:
    if len(heap) < _MAX_LIST:
        heapq.heappush(heap, entry)
    else:
        heapq.heappushpop(heap, entry)


async def _due_next(
    database: ScoutlyDatabase,
    urgent: Sequence[tuple[float, ObjectId, int]],
    now: datetime,
    cooldown: timedelta,
) -> tuple[DueCompany, ...]:
    """The most urgent companies, with the reasons of the jobs that they will get."""
    ids = [company_id for _, company_id, _ in urgent]
    found = await database.companies.find({"_id": {"$in": ids}}).to_list(None) if ids else []
    companies = {document["_id"]: Company.read(document) for document in found}
    return tuple(
        _due(
            companies[company_id],
            rank,
            urgency,
            plan(Facts(company_id, companies[company_id], rank), now, cooldown),
        )
        for urgency, company_id, rank in urgent
        if company_id in companies
    )


async def _labels(
    database: ScoutlyDatabase, ranked: Sequence[tuple[int, ObjectId]]
) -> tuple[str, ...]:
    """What companies are called, in their order."""
    ids = [company_id for _, company_id in ranked]
    found = await database.companies.find({"_id": {"$in": ids}}).to_list(None) if ids else []
    labels = {document["_id"]: Company.read(document).label for document in found}
    return tuple(labels[company_id] for company_id in ids if company_id in labels)


def _due(company: Company, rank: int, urgency: float, actions: Sequence[Action]) -> DueCompany:
    reasons = (action.reason for action in actions if isinstance(action, Enqueue))
    return DueCompany(company.label, rank, urgency, next(reasons, "due"))


async def _has_users(database: ScoutlyDatabase) -> bool:
    return await database.users.find_one({}, {"_id": 1}) is not None


async def _active_companies(database: ScoutlyDatabase) -> set[ObjectId]:
    active = {"companyId": {"$gte": MinKey()}, "status": {"$in": ACTIVE}}
    only_company = {"$project": {"_id": 0, "companyId": 1}}
    jobs = await driver.aggregate(database.jobs, [{"$match": active}, only_company])
    ids = (job.get("companyId") for job in jobs)
    return {company_id for company_id in ids if isinstance(company_id, ObjectId)}


async def _companies(database: ScoutlyDatabase) -> AsyncIterator[Company]:
    found = database.companies.find({}, dict.fromkeys(_FIELDS, 1), batch_size=_CHUNK)
    while chunk := await found.to_list(_CHUNK):
        for document in chunk:
            if isinstance(document["_id"], ObjectId):
                yield Company.read(document)
