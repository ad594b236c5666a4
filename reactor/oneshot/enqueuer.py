"""Enqueues the jobs that a reactor would enqueue now, and changes nothing else.

Every company passes the same decision as in a rebuild; only new jobs and their markers are taken
from it. Timers are left to a reactor, which derives them when it starts. So this may run beside a
reactor, or twice at once: the unique index on active jobs prevents duplicates.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bson import ObjectId
from loguru import logger

from reactor.company_names import name_of
from reactor.core.reactions.decision_log import DecisionLog
from reactor.decisions.actions import PROFILE, Action, Enqueue, Mark, Promote
from reactor.decisions.company_facts import Facts
from reactor.decisions.look_causes import Cause
from reactor.decisions.reactions import plan
from reactor.metrics.counts import Counts
from reactor.mongo.database import ScoutlyDatabase
from reactor.mongo.reactions.effects import Decision, Effects
from reactor.mongo.reactions.facts import FactsReader
from reactor.oneshot.schedule_state import CompanySchedule, ScheduleState, standing_of
from reactor.people.profile_changes import ProfileChanges
from reactor.settings import Settings

_log = logger.bind(channel="queue-processor")
_LOOKS_AT_ONCE = 250


@dataclass(frozen=True, slots=True)
class EnqueueResult:
    """The result of enqueuing.

    Attributes:
        now: the server's time.
        dry: whether nothing was written.
        enqueued: companies that got a job, or would; highest priority first.
        active: companies that already had a job, or got one from another process meanwhile.
        resting: number of tracked companies that are not due.
        untracked: number of companies that nobody tracks.
    """

    now: datetime
    dry: bool
    enqueued: tuple[CompanySchedule, ...]
    active: tuple[CompanySchedule, ...]
    resting: int
    untracked: int


@dataclass(frozen=True, slots=True)
class _Look:
    """One company: its state, and the decision to enqueue it, if any."""

    facts: Facts
    standing: CompanySchedule | None
    decision: Decision | None


class Enqueuer:
    """Enqueues due companies."""

    def __init__(self, database: ScoutlyDatabase, settings: Settings) -> None:
        self._database = database
        self._facts = FactsReader(database, settings.cooldown)
        self._effects = Effects(database, settings)
        self._journal = DecisionLog(Counts())
        self._changes = ProfileChanges(database, settings.cooldown)
        self._cooldown = settings.cooldown

    async def enqueue(self, *, dry: bool) -> EnqueueResult:
        """Check every company; unless `dry`, create jobs for those that are due and have none."""
        if not dry:
            await self._changes.compare_everybody()
        standings: list[CompanySchedule] = []
        resting = untracked = 0
        async for ids in _chunks(self._database):
            for look in await self._look(ids, dry=dry):
                if look.standing:
                    standings.append(look.standing)
                elif look.facts.rank is None:
                    untracked += 1
                else:
                    resting += 1
        standings.sort(key=lambda each: (-(each.priority or 0), each.label))
        return EnqueueResult(
            now=await self._database.now(),
            dry=dry,
            enqueued=tuple(each for each in standings if each.state is ScheduleState.DUE),
            active=tuple(each for each in standings if each.state is not ScheduleState.DUE),
            resting=resting,
            untracked=untracked,
        )

    async def _look(self, ids: Sequence[ObjectId], *, dry: bool) -> list[_Look]:
        """Check some companies and act at once, while their facts are fresh."""
        findings = await self._facts.read({company_id: Cause() for company_id in ids})
        now = findings.now
        looks = [_decide(facts, now, self._cooldown) for facts in findings.facts if facts.company]
        decisions = [look.decision for look in looks if look.decision]
        if dry or not decisions:
            return looks
        missed = await self._effects.act(decisions, now)
        decisions = [each for each in decisions if each.company_id not in missed]
        mine = await self._made([each.company_id for each in decisions], now)
        self._journal.tell(findings, [each for each in decisions if each.company_id in mine])
        # If a marker changed meanwhile, another process has made its own decision.
        await self._effects.remember(decisions)
        return [_as_it_came(look, mine) for look in looks]

    async def _made(self, ids: Sequence[ObjectId], now: datetime) -> set[ObjectId]:
        """The companies whose new job is this process's; another may have been faster."""
        made = {"$in": ["enqueue", PROFILE]}
        mine = {"companyId": {"$in": list(ids)}, "reason": made, "createdAt": now}
        found = self._database.jobs.find(mine, {"companyId": 1})
        return {job["companyId"] async for job in found}


async def _chunks(database: ScoutlyDatabase) -> AsyncIterator[list[ObjectId]]:
    """The ids of all companies, without duplicates, in chunks."""
    known: set[ObjectId] = set()
    chunk: list[ObjectId] = []
    async for company_id in database.company_ids():
        if company_id in known:
            continue
        known.add(company_id)
        chunk.append(company_id)
        if len(chunk) == _LOOKS_AT_ONCE:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _decide(facts: Facts, now: datetime, cooldown: timedelta) -> _Look:
    """The new job in the result of `plan`, if any; an invalid document affects no other company."""
    try:
        actions = plan(facts, now, cooldown)
    except (ArithmeticError, TypeError, ValueError) as error:
        _log.opt(exception=error).error("company skipped", company=name_of(facts.company_id))
        return _Look(facts, None, None)
    planned = next((each for each in actions if isinstance(each, Enqueue | Promote)), None)
    standing = standing_of(facts, planned, now)
    if planned is None:
        return _Look(facts, standing, None)
    marks: list[Action] = [action for action in actions if isinstance(action, Mark)]
    judges = planned.reason == PROFILE
    job = planned if judges else replace(planned, reason="enqueue")
    return _Look(facts, standing, Decision(facts.company_id, [job, *marks]))


def _as_it_came(look: _Look, mine: set[ObjectId]) -> _Look:
    """The look, corrected if another process enqueued the company."""
    if look.standing is None or look.decision is None or look.facts.company_id in mine:
        return look
    return replace(look, standing=replace(look.standing, state=ScheduleState.QUEUED))
