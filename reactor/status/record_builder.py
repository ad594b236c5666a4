"""Builds the record for programs from a status."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from reactor.advice import Advice
from reactor.mongo.views.home import next_visit
from reactor.mongo.views.jobs import QueuedJob, queued_job
from reactor.mongo.views.operations import operations_record
from reactor.mongo.views.preferences import BadPreferences, Tier
from reactor.mongo.views.queue import ListedJob, QueueView
from reactor.mongo.views.read_model import retold
from reactor.mongo.views.rules import learned_list
from reactor.mongo.views.saved_jobs import Matches
from reactor.mongo.views.tracking_counts import TrackingCounts
from reactor.mongo.views.troubles import failing
from reactor.people.match_readiness import Unmatched
from reactor.status.json_status import (
    AdviceRecord,
    BadPreferenceCounts,
    CompanyCounts,
    CompanyDue,
    PersonsMatches,
    QueueCounts,
    StatusRecord,
    ThisMachine,
    TierRecord,
    UnknownUsers,
    UnmatchedPeople,
    UnreadCvRecord,
)
from reactor.status.local_state import LocalState
from reactor.status.system_state import Status

_MAX_LISTED = 10


def record_of(status: Status, advice: Sequence[Advice]) -> StatusRecord:
    """A status for programs, without secrets and without what steers a terminal."""
    overview = status.overview
    upkeep = operations_record(overview, status.matcher, status.lease)
    record = StatusRecord(
        **dict(upkeep),
        here=_here(status.here),
        catching_up_from=status.catching_up_from,
        **_of_census(overview.census),
        **_of_queue(overview.queue, status.owners),
        failed=tuple(map(failing, overview.troubles[:_MAX_LISTED])),
        matches=tuple(map(_matches, overview.matches)),
        unmatched=_unmatched(status.unmatched),
        advice=tuple(AdviceRecord(about=each.about, do=each.do) for each in advice),
    )
    said: Callable[[str], str] = status.said
    return retold(record, said)


def _here(here: LocalState) -> ThisMachine:
    health = here.health
    return ThisMachine(
        address=here.address,
        answers=health is not None,
        well=health.well if health else None,
        mongodb=(health and health.mongodb) or None,
        stream_read_seconds_ago=health.read_ago if health else None,
        stream_lag_seconds=health.lag if health else None,
        loop_lag_p99_seconds=health.loop_p99 if health else None,
        loop_lag_max_seconds=health.loop_most if health else None,
        memory_bytes=here.memory,
        log_dir=here.log_dir,
        disk_free_bytes=here.disk_free,
        disk_total_bytes=here.disk_total,
    )


def _of_census(census: TrackingCounts) -> dict[str, Any]:
    return {
        "companies": CompanyCounts(
            total=census.companies,
            tracked=census.tracked,
            due=census.due,
            overdue=census.overdue,
            never_visited=census.never,
            due_not_queued=census.unqueued,
            problematic=census.problematic,
            unrecognised=census.unrecognised,
            learned=census.learned,
        ),
        "rules": tuple(learned_list(each.company, each.rule) for each in census.rules),
        "tiers": tuple(map(_tier, census.tiers)),
        "due_next": tuple(
            CompanyDue(company=due.label, rank=due.rank, priority=due.priority, reason=due.reason)
            for due in census.due_next
        ),
        "unknown_users": UnknownUsers(total=census.names.unknown, names=census.names.strangers),
        "bad_preferences": _bad(census.bad),
    }


def _tier(tier: Tier) -> TierRecord:
    return TierRecord(
        lowest=tier.lowest,
        highest=tier.highest,
        every_seconds=int(tier.every.total_seconds()),
        preferences=tier.preferences,
        companies=tier.companies,
        due=tier.due,
        overdue=tier.overdue,
        never_visited=tier.never,
    )


def _bad(bad: BadPreferences) -> BadPreferenceCounts:
    return BadPreferenceCounts(
        total=bad.total,
        rank=bad.rank,
        company=bad.company,
        unknown_company=bad.unknown,
        example=bad.example or None,
    )


def _of_queue(queue: QueueView, alive: frozenset[str]) -> dict[str, Any]:
    def jobs(listed: Iterable[ListedJob]) -> tuple[QueuedJob, ...]:
        return tuple(queued_job(job, alive) for job in listed)

    return {
        "queue": QueueCounts(
            pending=queue.ready,
            waiting=queue.waiting,
            waiting_for_budget=queue.parked,
            to_judge_again=queue.judging,
            processing=queue.processing,
            completed_last_day=queue.completed,
            failed_last_day=queue.failed,
            declined_last_day=queue.declined,
        ),
        "running": jobs(queue.running),
        "next": jobs(queue.upcoming),
        "waiting": jobs(queue.resting),
        "failed_without_company": jobs(queue.without_company),
        "timers": tuple(map(next_visit, queue.timers)),
    }


def _matches(person: Matches) -> PersonsMatches:
    return PersonsMatches(
        user=person.user,
        count=person.count,
        best=person.best,
        title=person.title,
        latest_at=person.latest,
    )


def _unmatched(unmatched: Unmatched) -> UnmatchedPeople:
    return UnmatchedPeople(
        nothing_to_match_by=unmatched.blank,
        unread_cvs=tuple(
            UnreadCvRecord(user=cv.user, why=cv.why, code=cv.code) for cv in unmatched.unread
        ),
    )
